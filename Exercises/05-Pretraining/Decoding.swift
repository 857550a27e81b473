import CourseKit
import Foundation
import NextToken
import Tensors

// MARK: 5.8 Temperature, top-k, top-p

/// How the next token is chosen from the logits.
public struct Decoding: Hashable, Sendable, Codable {
  /// Below 1 the likely tokens gain, above 1 the unlikely ones; 0 always takes the likeliest.
  public var temperature: Float
  /// Only this many of the likeliest tokens stay.
  public var topK: Int?
  /// Only the likeliest tokens stay that together just reach this probability.
  public var topP: Float?

  /// Without top-k and top-p, every token may be chosen.
  public init(temperature: Float = 1, topK: Int? = nil, topP: Float? = nil) {
    precondition(temperature >= 0, "a temperature of \(temperature): it must be 0 or more")
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
  }

  /// Always the likeliest token.
  public static let greedy = Decoding(temperature: 0)

  /// The probabilities that the next token is drawn from: temperature, then top-k, then top-p of what
  /// top-k has left.
  ///
  /// With a temperature of 0 the likeliest token, the first where several are equal, has all of it.
  public func probabilities(_ logits: Tensor) -> [Float] {
    todo("5.8")
  }

  /// The next token: at a temperature of 0 the likeliest, which draws nothing from the generator,
  /// else drawn with `sampleCategory` from ``probabilities(_:)``.
  public func choose(_ logits: Tensor, using generator: inout SeededGenerator) -> Int {
    todo("5.8")
  }
}

/// softmax(logits / temperature): exp((zⱼ − zₘₐₓ) / τ) / Σₖ exp((zₖ − zₘₐₓ) / τ) with τ the
/// temperature and zₘₐₓ = max z.
///
///     softmax(Tensor([0, log(3)]), temperature: 1)     // [0.25, 0.75]
///     softmax(Tensor([0, log(3)]), temperature: 0.5)   // [0.1, 0.9]
///
/// Small temperatures make large numbers of the logits: without zₘₐₓ, exp overflows.
public func softmax(_ logits: Tensor, temperature: Float) -> [Float] {
  precondition(temperature > 0, "a temperature of \(temperature): it must be more than 0")
  todo("5.8")
}

/// Keeps the k largest probabilities, drops the others, and makes the sum 1 again.
///
/// Of equal probabilities the first stay. With k of the vocabulary's size or more nothing changes.
///
///     keepTopK([0.1, 0.5, 0.3, 0.1], 2)   // [0, 0.625, 0.375, 0]
///
/// (Fan, Lewis and Dauphin, *Hierarchical Neural Story Generation*, 2018, section 5.4).
public func keepTopK(_ probabilities: [Float], _ k: Int) -> [Float] {
  precondition(k >= 1, "the top \(k): at least one token must stay")
  todo("5.8")
}

/// Keeps the fewest of the largest probabilities that together reach p, and makes the sum 1 again.
///
/// The token with which the sum reaches p stays, so at least one does. Of equal probabilities the
/// first stay.
///
///     keepTopP([0.25, 0.5, 0.25], 0.6)   // [⅓, ⅔, 0]: 0.5 is not enough, 0.5 + 0.25 is
///     keepTopP([0.25, 0.5, 0.25], 0.5)   // [0, 1, 0]: 0.5 is just enough
///
/// (Holtzman et al., *The Curious Case of Neural Text Degeneration*, 2020, section 3.1).
public func keepTopP(_ probabilities: [Float], _ p: Float) -> [Float] {
  precondition(p > 0 && p <= 1, "the top \(p) of the probability: it must be in (0, 1]")
  todo("5.8")
}
