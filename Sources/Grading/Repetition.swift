import CourseKit
import Tensors

/// A pullback that is asked more than once.
///
/// Whoever trains asks each pullback once; whoever accumulates gradients, or tests them, asks again.
/// One that adds to what it gave before, or that uses up what it keeps, is right the first time only.
///
///     let (output, pullback) = layer.withPullback(x)
///     let gradient = repeatedly(pullback)(cotangent)
///
/// In a grader's hands this asks three times: with the cotangent, with −2 times it, and with the
/// cotangent again, and gives the first answer. A pullback is linear, so the second must be −2 times
/// the first, and the third must be the first; times a power of 2, Float rounds alike.
public func repeatedly<Upstream: Scalable, Gradient>(
  _ pullback: @escaping (Upstream) -> Gradient
) -> (Upstream) -> Gradient {
  guard let record = Repetition.current else { return pullback }
  let ask = record.isSpoiled ? spoiled(pullback) : pullback
  return { cotangent in
    let first = ask(cotangent)
    record.note(
      first: tensors(in: first), second: tensors(in: ask(cotangent.scaled(by: -2))),
      third: tensors(in: ask(cotangent)))
    return first
  }
}

/// What repeated questions to the pullbacks of one submission have shown.
///
/// A submission asks its pullbacks itself, on the thread that tries it; no other sees this.
final class Repetition: @unchecked Sendable {
  /// Set while a submission is tried.
  @TaskLocal static var current: Repetition?

  /// Whether pullbacks are made to add to what they gave before, to see that it is noticed.
  let isSpoiled: Bool
  private(set) var wasAsked = false
  /// What was wrong first, and the mistake if it is one that has a name.
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
              "na terceira chamada, com o gradiente de cima da primeira, o gradiente\(place): \(what)"
            )
            : language.text(
              "asked a second time, with −2 times the upstream gradient, the gradient\(place): \(what)",
              "na segunda chamada, com −2 vezes o gradiente de cima, o gradiente\(place): \(what)")
        }
        problem = (
          Text(sentence(.english), sentence(.portuguese)),
          factor == 1 ? nil : mistake(given, after: wanted.tensor)
        )
        return
      }
    }
  }

  /// Takes over what another has seen.
  func take(_ other: Repetition) {
    wasAsked = wasAsked || other.wasAsked
    problem = problem ?? other.problem
  }

  /// The mistake that gives this second answer, where the first was right.
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

/// What a pullback is asked with.
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

/// Every tensor and every number in a value, with the way to it: "gradient.weight".
private func tensors(in value: Any, under path: String = "") -> [(name: String, tensor: Tensor)] {
  switch value {
  case let tensor as Tensor: return [(path, tensor)]
  // A rate or an ε that a layer keeps is no gradient, nor is what is frozen.
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

/// A pullback that adds to what it gave before: the mistake that `repeatedly` is for.
private func spoiled<Upstream: Scalable, Gradient>(
  _ pullback: @escaping (Upstream) -> Gradient
) -> (Upstream) -> Gradient {
  var before: Upstream?
  return { cotangent in
    // A pullback is linear: the sum of two answers is the answer to the sum.
    let sum = before.map { cotangent.plus($0) } ?? cotangent
    before = sum
    return pullback(sum)
  }
}
