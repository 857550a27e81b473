import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Testing

private let rates = Text(
  "the rates, one for each step from 0 on", "as taxas, uma para cada passo a partir de 0")

struct ScheduleInput: Sendable {
  let peak: Float
  let minimum: Float
  let warmUpSteps: Int
  let totalSteps: Int

  /// Some more than there are.
  var steps: Range<Int> { 0..<totalSteps + 4 }
}

/// The schedule in Double, with places where it can be got wrong.
private struct PlainSchedule: Sendable {
  /// What is added to the step in the warm-up.
  var first = 1
  var keepsMinimum = true
  /// From the peak (at 0) to the minimum (at 1).
  var fall: @Sendable (_ progress: Double) -> Double = { (1 + cos(.pi * $0)) / 2 }
  var progressFromWarmUp = true
  var wholeNumbers = false
  var stopsAtEnd = true
  /// Whether the minimum is added to a cosine that already begins at the peak.
  var addsMinimum = false

  func evidence(_ input: ScheduleInput) -> [Evidence] {
    [Evidence(rates, .numbers(input.steps.map { rate($0, input) }))]
  }

  private func rate(_ step: Int, _ input: ScheduleInput) -> Double {
    let peak = Double(input.peak)
    let minimum = keepsMinimum ? Double(input.minimum) : 0
    if step < input.warmUpSteps { return peak * Double(step + first) / Double(input.warmUpSteps) }
    if stopsAtEnd || input.warmUpSteps >= input.totalSteps, step >= input.totalSteps {
      return minimum
    }
    let start = progressFromWarmUp ? input.warmUpSteps : 0
    let progress =
      wholeNumbers
      ? Double((step - start) / (input.totalSteps - start))
      : Double(step - start) / Double(input.totalSteps - start)
    return minimum + (addsMinimum ? peak : peak - minimum) * fall(progress)
  }
}

let learningRateScheduleGrader = Grader<ScheduleInput>(
  "5.5",
  cases: { data in
    let (warmUp, total) = (data.integer(in: 3...5), data.integer(in: 10...14))
    return [(warmUp, total), (0, 7), (4, 4), (1, 2)].map { warmUp, total in
      .init(
        Text(
          "\(warmUp) of \(total) steps are warm-up", "\(warmUp) de \(total) passos são aquecimento"),
        ScheduleInput(
          peak: data.number(in: 1...2), minimum: data.number(in: 0.2...0.5),
          warmUpSteps: warmUp, totalSteps: total))
    }
  },
  expected: { input in
    let schedule = PretrainingSolution::LearningRateSchedule(
      peak: input.peak, minimum: input.minimum, warmUpSteps: input.warmUpSteps,
      totalSteps: input.totalSteps)
    return [Evidence(rates, .numbers(input.steps.map { Double(schedule($0)) }))]
  },
  misconceptions: [
    .init(
      Text(
        "if the first step has a rate of 0: s / warmUp, not (s + 1) / warmUp",
        "quando o primeiro passo tem taxa 0: s / aquecimento, e não (s + 1) / aquecimento")
    ) { PlainSchedule(first: 0).evidence($0) },
    .init(
      Text(
        "if the cosine begins at step 0 and not where the warm-up ends",
        "quando o cosseno começa no passo 0, e não onde o aquecimento termina")
    ) { PlainSchedule(progressFromWarmUp: false).evidence($0) },
    .init(
      Text("of a straight fall in the place of the cosine", "de uma queda reta no lugar do cosseno")
    ) { PlainSchedule(fall: { 1 - $0 }).evidence($0) },
    .init(
      Text(
        "of a quarter of a cosine, which falls steeply at the end",
        "de um quarto de cosseno, que cai de repente no final")
    ) { PlainSchedule(fall: { cos(.pi / 2 * $0) }).evidence($0) },
    .init(
      Text(
        "of a whole turn of the cosine, which comes up again",
        "de uma volta inteira do cosseno, que sobe de novo")
    ) { PlainSchedule(fall: { (1 + cos(2 * .pi * $0)) / 2 }).evidence($0) },
    .init(
      Text("without the ½ before the cosine", "sem o ½ antes do cosseno")
    ) { PlainSchedule(fall: { 1 + cos(.pi * $0) }).evidence($0) },
    .init(
      Text(
        "if π is taken for 180: cos counts in radians",
        "quando π vira 180: o cos conta em radianos")
    ) { PlainSchedule(fall: { (1 + cos(180 * $0)) / 2 }).evidence($0) },
    .init(
      Text(
        "if it falls to 0, not to the minimum", "quando a taxa cai até 0, e não até o mínimo")
    ) { PlainSchedule(keepsMinimum: false).evidence($0) },
    .init(
      Text(
        "if the minimum is added to a cosine as high as the peak",
        "quando o mínimo é somado a um cosseno da altura do pico")
    ) { PlainSchedule(addsMinimum: true).evidence($0) },
    .init(
      Text(
        "if whole numbers are divided: the progress is 0 until the end",
        "quando se dividem inteiros: o progresso é 0 até o fim")
    ) { PlainSchedule(wholeNumbers: true).evidence($0) },
    .init(
      Text(
        "if it goes on after the last step: the cosine comes up again",
        "quando ela continua depois do último passo: o cosseno volta a subir")
    ) { PlainSchedule(stopsAtEnd: false).evidence($0) },
  ],
  variants: [
    .init("in Double") { PlainSchedule().evidence($0) },
    .init("with the squared cosine of half the angle") {
      PlainSchedule(fall: { pow(cos(.pi / 2 * $0), 2) }).evidence($0)
    },
  ])

@Test func `5.5 warm-up and cosine`() async throws {
  let attempt = Attempt("5.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(learningRateScheduleGrader) { input in
      let schedule = Pretraining::LearningRateSchedule(
        peak: input.peak, minimum: input.minimum, warmUpSteps: input.warmUpSteps,
        totalSteps: input.totalSteps)
      return [Evidence(rates, .numbers(input.steps.map { Double(schedule($0)) }))]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.5 grader`() { #expect(learningRateScheduleGrader.flaws() == []) }
