import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Testing

private let rates = Text(
  "the rates, one for each step from 0 on and one long after the end",
  "as taxas, uma para cada passo a partir de 0 e uma muito depois do fim")

struct ScheduleInput: Sendable {
  let peak: Float
  let minimum: Float
  let warmUpSteps: Int
  let totalSteps: Int

  var schedule: CourseKit::LearningRateSchedule {
    CourseKit::LearningRateSchedule(
      peak: peak, minimum: minimum, warmUpSteps: warmUpSteps, totalSteps: totalSteps)
  }
  /// All steps, a few more, and one far beyond.
  var steps: [Int] { Array(0..<totalSteps + 4) + [40 * totalSteps + 3] }
}

private func evidence(_ input: ScheduleInput, _ rate: (Int) -> Float) -> [Evidence] {
  [Evidence(rates, .numbers(input.steps.map { Double(rate($0)) }), tolerance: 1e-6)]
}

/// The schedule in Double, with hooks for mistakes.
private struct PlainSchedule: Sendable {
  /// The offset of the step in the warm-up.
  var first = 1
  var keepsMinimum = true
  /// From the peak (at 0) to the minimum (at 1).
  var fall: @Sendable (_ progress: Double) -> Double = { (1 + cos(.pi * $0)) / 2 }
  var progressFromWarmUp = true
  var wholeNumbers = false
  var stopsAtEnd = true
  /// Whether the minimum is added to a cosine that already starts at the peak.
  var addsMinimum = false
  /// Whether the warm-up starts at the minimum.
  var risesFromMinimum = false
  /// The offset of the warm-up's length, in the warm-up alone.
  var longerRise = 0
  /// The offset of the step in the cosine, and that of the number of its steps.
  var cosineAhead = 0
  var longerFall = 0

  func evidence(_ input: ScheduleInput) -> [Evidence] {
    [
      Evidence(rates, .numbers(input.steps.map { rate($0, input) }), tolerance: 1e-6)
    ]
  }

  private func rate(_ step: Int, _ input: ScheduleInput) -> Double {
    let peak = Double(input.peak)
    let minimum = keepsMinimum ? Double(input.minimum) : 0
    if step < input.warmUpSteps {
      let share = Double(step + first) / Double(input.warmUpSteps + longerRise)
      return risesFromMinimum ? minimum + (peak - minimum) * share : peak * share
    }
    if stopsAtEnd || input.warmUpSteps >= input.totalSteps, step >= input.totalSteps {
      return minimum
    }
    let start = progressFromWarmUp ? input.warmUpSteps : 0
    let progress =
      wholeNumbers
      ? Double((step - start) / (input.totalSteps - start))
      : Double(step - start + cosineAhead)
        / Double(max(1, input.totalSteps - start + longerFall))
    return minimum + (addsMinimum ? peak : peak - minimum) * fall(progress)
  }
}

let learningRateScheduleGrader = Grader<ScheduleInput>(
  "5.5",
  cases: { data in
    let (warmUp, total) = (data.integer(in: 3...5), data.integer(in: 10...14))
    func fall(_ warmUp: Int, _ total: Int, to minimum: Float, from peak: Float = 1)
      -> Grader<ScheduleInput>.Case
    {
      .init(
        Text(
          "\(warmUp) of \(total) steps are warm-up, the peak is \(peak), the minimum \(minimum)",
          "\(warmUp) de \(total) passos são aquecimento, o pico é \(peak), o mínimo \(minimum)"),
        ScheduleInput(peak: peak, minimum: minimum, warmUpSteps: warmUp, totalSteps: total))
    }
    return [(warmUp, total), (0, 7), (4, 4), (1, 2), (0, 1), (1, 1)].map { warmUp, total in
      .init(
        Text(
          "\(warmUp) of \(total) steps are warm-up", "\(warmUp) de \(total) passos são aquecimento"),
        ScheduleInput(
          peak: data.number(in: 1...2), minimum: data.number(in: 0.2...0.5),
          warmUpSteps: warmUp, totalSteps: total))
    } + [
      fall(2, 6, to: 0.2), fall(17, 131, to: 0), fall(3, 40, to: 0.5, from: 0.5),
      fall(2, 9, to: 1e-5, from: 3e-4),
    ]
  },
  expected: { input in
    evidence(input) { input.schedule.PretrainingSolution::callAsFunction($0) }
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
    .init(
      Text(
        "if the warm-up rises from the minimum, not from 0",
        "quando o aquecimento sobe do mínimo, e não de 0")
    ) { PlainSchedule(risesFromMinimum: true).evidence($0) },
    .init(
      Text(
        "if the warm-up reaches the peak one step later: (s + 1) / (warmUp + 1)",
        "quando o aquecimento chega ao pico um passo depois: (s + 1) / (aquecimento + 1)")
    ) { PlainSchedule(longerRise: 1).evidence($0) },
    .init(
      Text(
        "if the cosine is one step ahead: the peak is not there at its first step",
        "quando o cosseno está um passo adiantado: no primeiro passo dele já não se tem o pico")
    ) { PlainSchedule(cosineAhead: 1).evidence($0) },
    .init(
      Text(
        "if the minimum is reached at the last step already: q is divided by total − warmUp − 1",
        "quando o mínimo já vem no último passo: q é dividido por total − aquecimento − 1")
    ) { PlainSchedule(longerFall: -1).evidence($0) },
    .init(
      Text(
        "if π is rounded to 3.14", "quando π é arredondado para 3,14")
    ) { PlainSchedule(fall: { (1 + cos(3.14 * $0)) / 2 }).evidence($0) },
  ],
  variants: [
    .init("in Double") { PlainSchedule().evidence($0) },
    .init("in Float, π times the progress last") { input in
      let (peak, minimum) = (input.peak, input.minimum)
      return [
        Evidence(
          rates,
          .numbers(
            input.steps.map { step in
              if step < input.warmUpSteps {
                return Double(Float(step + 1) / Float(input.warmUpSteps) * peak)
              }
              if step >= input.totalSteps { return Double(minimum) }
              let angle =
                Float.pi * Float(step - input.warmUpSteps)
                / Float(input.totalSteps - input.warmUpSteps)
              let cosine = Float(1 + cos(angle)) * 0.5
              return Double(minimum * (1 - cosine) + peak * cosine)
            }))
      ]
    },
    .init("with the squared cosine of half the angle") {
      PlainSchedule(fall: { pow(cos(.pi / 2 * $0), 2) }).evidence($0)
    },
  ],
  contract: [
    .init("counted from 0"),
    .init("Without warm-up step 0", triedBy: "0 of 7 steps", "0 of 1 steps"),
    .init("there is no cosine", triedBy: "4 of 4 steps", "1 of 1 steps"),
  ])

@Test func `5.5 warm-up and cosine`() async throws {
  let attempt = Attempt("5.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(learningRateScheduleGrader) { input in
      evidence(input) { input.schedule.Pretraining::callAsFunction($0) }
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.5 grader`() { #expect(learningRateScheduleGrader.flaws() == []) }
