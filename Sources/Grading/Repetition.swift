import CourseKit
import Tensors

/// A pullback that is called more than once.
///
/// Training calls each pullback once; accumulating or testing gradients may call it again. A
/// pullback that adds to its previous result, or that consumes what it captured, is correct only
/// the first time.
///
///     let (output, pullback) = layer.withPullback(x)
///     let gradient = repeatedly(pullback)(upstream)
///
/// In a grader this makes three calls: with the upstream gradient, with −2 times it, and with the
/// upstream gradient again. It returns the first result. A pullback is linear, so the second result
/// must be −2 times the first, and the third must equal the first. Scaling by a power of 2 does not
/// change how Float rounds.
public func repeatedly<Upstream: Scalable, Gradient>(
  _ pullback: @escaping (Upstream) -> Gradient
) -> (Upstream) -> Gradient {
  guard let record = Repetition.current else { return pullback }
  let ask = record.isSpoiled ? spoiled(pullback) : pullback
  return { upstream in
    let first = ask(upstream)
    record.note(
      first: tensors(in: first), second: tensors(in: ask(upstream.scaled(by: -2))),
      third: tensors(in: ask(upstream)))
    return first
  }
}

/// What repeated calls of the pullbacks of one submission have revealed.
///
/// A submission calls its pullbacks itself, on the thread that grades it; no other thread accesses
/// this.
final class Repetition: @unchecked Sendable {
  /// Set while a submission is graded.
  @TaskLocal static var current: Repetition?

  /// Whether pullbacks are made to accumulate into their previous results, to test that this is
  /// noticed.
  let isSpoiled: Bool
  private(set) var wasAsked = false
  /// The first problem, and the mistake behind it if it has a name.
  private(set) var problem: (difference: Text, mistake: Text?)?

  init(isSpoiled: Bool = false) { self.isSpoiled = isSpoiled }

  fileprivate typealias Tensors = [(name: String, tensor: Tensor)]

  fileprivate func note(first: Tensors, second: Tensors, third: Tensors) {
    wasAsked = true
    guard problem == nil else { return }
    let names = first.map(\.name)
    guard names == second.map(\.name), names == third.map(\.name) else { return }
    for (answers, factor) in [(second, Float(-2)), (third, 1)] {
      for (wanted, answer) in zip(first, answers) {
        let right = Evidence(Text(verbatim: ""), wanted.tensor.scaled(by: factor))
        let given = Evidence(Text(verbatim: ""), answer.tensor)
        guard given.difference(from: right, .english) != nil else { continue }
        let place = wanted.name.isEmpty ? "" : " \(shownName(ofParameter: wanted.name))"
        func sentence(_ language: Language) -> String {
          let what = given.difference(from: right, language) ?? ""
          return factor == 1
            ? language.text(
              "asked a third time, with the upstream gradient of the first, the gradient\(place): \(what)",
              "na terceira chamada, com o gradiente upstream da primeira, o gradiente\(place): \(what)"
            )
            : language.text(
              "asked a second time, with −2 times the upstream gradient, the gradient\(place): \(what)",
              "na segunda chamada, com −2 vezes o gradiente upstream, o gradiente\(place): \(what)")
        }
        problem = (
          Text(sentence(.english), sentence(.portuguese)),
          factor == 1 ? nil : mistake(given, after: wanted.tensor)
        )
        return
      }
    }
  }

  /// Merges what another repetition has found.
  func take(_ other: Repetition) {
    wasAsked = wasAsked || other.wasAsked
    problem = problem ?? other.problem
  }

  /// The mistake that gives this second result, given a correct first one.
  private func mistake(_ second: Evidence, after first: Tensor) -> Text? {
    let known: [(factor: Float, name: Text)] = [
      (
        -1,
        Text(
          "if a pullback adds to what it gave before",
          "quando o pullback soma ao que já tinha devolvido")
      ),
      (
        1,
        Text(
          "if a pullback gives again what it gave before",
          "quando o pullback devolve de novo o que já tinha devolvido")
      ),
      (
        0,
        Text(
          "if a pullback gives something only the first time",
          "quando o pullback só devolve algo na primeira chamada")
      ),
    ]
    guard second.tellsMuch else { return nil }
    return known.first { factor, _ in
      second.difference(from: Evidence(Text(verbatim: ""), first.scaled(by: factor)), .english)
        == nil
    }?.name
  }
}

// MARK: Upstream gradients and gradients

/// An upstream gradient that can be scaled and added.
public protocol Scalable {
  func scaled(by factor: Float) -> Self
  func plus(_ other: Self) -> Self
}

extension Tensor: Scalable {
  public func scaled(by factor: Float) -> Tensor {
    Tensor(scalars.map { $0 * factor }, shape: shape)
  }

  public func plus(_ other: Tensor) -> Tensor {
    Tensor(zip(scalars, other.scalars).map { $0 + $1 }, shape: shape)
  }
}

extension Float: Scalable {
  public func scaled(by factor: Float) -> Float { self * factor }
  public func plus(_ other: Float) -> Float { self + other }
}

extension Double: Scalable {
  public func scaled(by factor: Float) -> Double { self * Double(factor) }
  public func plus(_ other: Double) -> Double { self + other }
}

extension Array: Scalable where Element: Scalable {
  public func scaled(by factor: Float) -> [Element] { map { $0.scaled(by: factor) } }
  public func plus(_ other: [Element]) -> [Element] { zip(self, other).map { $0.plus($1) } }
}

/// Every tensor and number in a value, with its path: "gradient.weight".
private func tensors(in value: Any, under path: String = "") -> [(name: String, tensor: Tensor)] {
  switch value {
  case let tensor as Tensor: return [(path, tensor)]
  // Hyperparameters that a layer stores, such as a dropout rate or an ε, are not gradients. Nor are
  // frozen parameters.
  case let layer as any Layer:
    return layer.parameters.map { (path.isEmpty ? $0.name : "\(path).\($0.name)", $0.tensor) }
  case let numbers as [Float]: return [(path, Tensor(numbers))]
  case let numbers as [Double]: return [(path, Tensor(numbers.map { Float($0) }))]
  case let number as Float: return [(path, Tensor([number]))]
  case let number as Double: return [(path, Tensor([Float(number)]))]
  default: break
  }
  return Mirror(reflecting: value).children.flatMap { child in
    let name = child.label?.trimmingPrefix(".") ?? ""
    let isNumber = name.allSatisfy(\.isNumber)
    return tensors(
      in: child.value, under: isNumber ? path : path.isEmpty ? "\(name)" : "\(path).\(name)")
  }
}

/// A pullback that accumulates into its previous results: the mistake that `repeatedly` detects.
private func spoiled<Upstream: Scalable, Gradient>(
  _ pullback: @escaping (Upstream) -> Gradient
) -> (Upstream) -> Gradient {
  var before: Upstream?
  return { upstream in
    // A pullback is linear: the sum of two results is the result for the sum.
    let sum = before.map { upstream.plus($0) } ?? upstream
    before = sum
    return pullback(sum)
  }
}
