import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

struct WindowsInput: Sendable {
  let tokens: [Int]
  let contextLength: Int
  let stride: Int
}

private struct PlainWindow {
  var input: [Int]
  var target: [Int]
}

private func windowEvidence(_ starts: [Int], _ windows: [PlainWindow]) -> [Evidence] {
  [
    Evidence(Text("the windows' starts", "os inícios das janelas"), starts),
    Evidence(Text("how many windows there are", "quantas janelas há"), [windows.count]),
  ]
    // No case has more than 12 windows.
    + (0..<12).map { place in
      Evidence(
        Text("window \(place)", "a janela \(place)"),
        place < windows.count ? "\(windows[place].input) → \(windows[place].target)" : "")
    }
}

/// Windows in plain loops, with places where they can be got wrong.
private struct PlainWindows: Sendable {
  /// The first place at which no window begins any more.
  var end: @Sendable (WindowsInput) -> Int = { $0.tokens.count - $0.contextLength }
  var step: @Sendable (WindowsInput) -> Int = { $0.stride }
  /// Where the target of a window begins and ends, from the window's start.
  var target: @Sendable (WindowsInput) -> Range<Int> = { 1..<$0.contextLength + 1 }

  func evidence(_ input: WindowsInput) -> [Evidence] {
    var starts: [Int] = []
    var start = 0
    while start < end(input) {
      starts.append(start)
      start += step(input)
    }
    func tokens(_ range: Range<Int>, from start: Int) -> [Int] {
      range.compactMap {
        input.tokens.indices.contains(start + $0) ? input.tokens[start + $0] : nil
      }
    }
    return windowEvidence(
      starts,
      starts.map {
        PlainWindow(
          input: tokens(0..<input.contextLength, from: $0), target: tokens(target(input), from: $0))
      })
  }
}

let slidingWindowsGrader = Grader<WindowsInput>(
  "2.7",
  cases: { data in
    let sizes =
      [(8, 3, 2), (5, 2, 2), (0, 2, 1), (3, 3, 1), (4, 3, 1), (5, 1, 1), (6, 2, 9)]
      + (0..<3).map { _ in
        (data.integer(in: 4...12), data.integer(in: 1...4), data.integer(in: 1...4))
      }
    return sizes.map { count, contextLength, stride in
      let tokens = data.permutation(count + 10).prefix(count)
      return .init(
        Text(
          "the tokens \(tokens), contextLength \(contextLength), stride \(stride)",
          "os tokens \(tokens), contextLength \(contextLength), stride \(stride)"),
        WindowsInput(tokens: Array(tokens), contextLength: contextLength, stride: stride))
    }
  },
  expected: { input in
    windowEvidence(
      TokenizationSolution::windowStarts(
        tokenCount: input.tokens.count, contextLength: input.contextLength, stride: input.stride),
      TokenizationSolution::slidingWindows(
        over: input.tokens, contextLength: input.contextLength, stride: input.stride
      ).map { PlainWindow(input: Array($0.input), target: Array($0.target)) })
  },
  misconceptions: [
    .init(
      Text(
        "if the target is the input itself, not one place further",
        "quando o alvo é a própria entrada, e não ela uma posição adiante")
    ) { PlainWindows(target: { 0..<$0.contextLength }).evidence($0) },
    .init(
      Text(
        "if the target is only the token after the window",
        "quando o alvo é só o token depois da janela")
    ) { PlainWindows(target: { $0.contextLength..<$0.contextLength + 1 }).evidence($0) },
    .init(
      Text(
        "if the target begins where the input ends",
        "quando o alvo começa onde a entrada termina")
    ) { PlainWindows(target: { $0.contextLength..<2 * $0.contextLength }).evidence($0) },
    .init(
      Text(
        "if the target is one place back: the tokens before, not those after",
        "quando o alvo fica uma posição atrás: os tokens anteriores, e não os seguintes")
    ) { PlainWindows(target: { -1..<$0.contextLength - 1 }).evidence($0) },
    .init(
      Text(
        "if the last window is forgotten", "quando a última janela é esquecida")
    ) { PlainWindows(end: { $0.tokens.count - $0.contextLength - 1 }).evidence($0) },
    .init(
      Text(
        "if a window may begin where its last target is missing",
        "quando uma janela pode começar onde falta o seu último alvo")
    ) { PlainWindows(end: { $0.tokens.count - $0.contextLength + 1 }).evidence($0) },
    .init(
      Text(
        "if windows at the end may be too short", "quando as janelas do fim podem ser curtas demais"
      )
    ) { PlainWindows(end: { $0.tokens.count - 1 }).evidence($0) },
    .init(
      Text(
        "if a window begins at every token, whatever the stride",
        "quando uma janela começa em cada token, qualquer que seja o stride")
    ) { PlainWindows(step: { _ in 1 }).evidence($0) },
    .init(
      Text(
        "if windows lie side by side, whatever the stride",
        "quando as janelas ficam lado a lado, qualquer que seja o stride")
    ) { PlainWindows(step: { $0.contextLength }).evidence($0) },
    .init(
      Text(
        "if the stride is the gap between two windows, not between their starts",
        "quando o stride é o vão entre duas janelas, e não a distância entre os seus inícios")
    ) { PlainWindows(step: { $0.contextLength + $0.stride }).evidence($0) },
  ],
  variants: [.init("with a loop and a step") { PlainWindows().evidence($0) }])

@Test func `2.7 windows slide over a text`() async throws {
  let attempt = Attempt("2.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(slidingWindowsGrader) { input in
      windowEvidence(
        Tokenization::windowStarts(
          tokenCount: input.tokens.count, contextLength: input.contextLength, stride: input.stride),
        Tokenization::slidingWindows(
          over: input.tokens, contextLength: input.contextLength, stride: input.stride
        ).map { PlainWindow(input: Array($0.input), target: Array($0.target)) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.7 grader`() { #expect(slidingWindowsGrader.flaws() == []) }
