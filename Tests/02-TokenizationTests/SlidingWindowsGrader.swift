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
  var input: ArraySlice<Int>
  var target: ArraySlice<Int>

  var shown: String { "\(Array(input)) → \(Array(target))" }
  var starts: [Int] { [input.startIndex, target.startIndex] }
}

/// `single` is the last window that has a target, cut on its own.
private func windowEvidence(
  _ starts: [Int], _ windows: [PlainWindow], single: PlainWindow?
) -> [Evidence] {
  [startsEvidence(starts)] + windowsEvidence(windows) + singleEvidence(single)
}

private func startsEvidence(_ starts: [Int]) -> Evidence {
  Evidence(Text("the windows' starts", "os inícios das janelas"), starts)
}

private func windowsEvidence(_ windows: [PlainWindow]) -> [Evidence] {
  [Evidence(Text("how many windows there are", "quantas janelas há"), [windows.count])]
    + (0..<16).map { position in
      Evidence(
        Text("window \(position)", "a janela \(position)"),
        position < windows.count ? windows[position].shown : "")
    } + [
      Evidence(
        Text("the windows from number 16 on", "as janelas a partir da número 16"),
        windows.dropFirst(16).map(\.shown).joined(separator: "; ")),
      Evidence(
        Text(
          "where the slices of the text begin, which share its memory: input, target, input …",
          "onde começam os pedaços do texto, que dividem a memória dele: entrada, alvo, entrada …"),
        windows.flatMap(\.starts)),
    ]
}

private func singleEvidence(_ window: PlainWindow?) -> [Evidence] {
  [
    Evidence(
      Text("the last window, cut on its own", "a última janela, cortada sozinha"),
      window?.shown ?? ""),
    Evidence(
      Text("where its slices of the text begin", "onde começam os seus pedaços do texto"),
      window?.starts ?? []),
  ]
}

/// The start of the last window with a target; nil if there is none.
private func lastStart(_ input: WindowsInput) -> Int? {
  let start = input.tokens.count - input.contextLength - 1
  return start < 0 ? nil : start
}

/// Windows in plain loops, with hooks for mistakes.
private struct PlainWindows: Sendable {
  /// The first position at which no window may start.
  var end: @Sendable (WindowsInput) -> Int = { $0.tokens.count - $0.contextLength }
  var step: @Sendable (WindowsInput) -> Int = { $0.stride }
  /// The range of a window's target, relative to the window's start.
  var target: @Sendable (WindowsInput) -> Range<Int> = { 1..<$0.contextLength + 1 }
  /// Whether a window has arrays of its own instead of slices of the text.
  var copies = false

  func evidence(_ input: WindowsInput) -> [Evidence] {
    var starts: [Int] = []
    var start = 0
    while start < end(input) {
      starts.append(start)
      start += step(input)
    }
    func tokens(_ range: Range<Int>, from start: Int) -> ArraySlice<Int> {
      let count = input.tokens.count
      let first = min(max(0, start + range.lowerBound), count)
      let slice = input.tokens[first..<max(first, min(start + range.upperBound, count))]
      return copies ? Array(slice)[...] : slice
    }
    func window(_ start: Int) -> PlainWindow {
      PlainWindow(
        input: tokens(0..<input.contextLength, from: start),
        target: tokens(target(input), from: start))
    }
    return windowEvidence(starts, starts.map(window), single: lastStart(input).map(window))
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
    let drawn = sizes.map { count, contextLength, stride in
      WindowsInput(
        tokens: Array(data.permutation(count + 10).prefix(count)), contextLength: contextLength,
        stride: stride)
    }
    let special = [
      WindowsInput(tokens: [5, 8, 2, 9, 4], contextLength: 2, stride: 2),
      WindowsInput(tokens: [1, 7, 4, 2], contextLength: 2, stride: 2),
      WindowsInput(tokens: [5, 8, 2, 9], contextLength: 3, stride: 1),
      WindowsInput(tokens: [0, 0, 0, 0, 0, 0], contextLength: 2, stride: 1),
      WindowsInput(tokens: [0], contextLength: 1, stride: 1),
      WindowsInput(tokens: [0, 7], contextLength: 1, stride: 1),
      WindowsInput(tokens: [7, 0, 3], contextLength: 5, stride: 1),
      WindowsInput(tokens: [7, 0, 3], contextLength: 3, stride: 2),
      WindowsInput(tokens: [7, 0, 3], contextLength: 5, stride: 9),
      // The last window fits exactly, and then lacks one token; after that, strides that leave
      // nothing over.
      WindowsInput(tokens: Array(10..<17), contextLength: 3, stride: 3),
      WindowsInput(tokens: Array(10..<16), contextLength: 3, stride: 3),
      WindowsInput(tokens: Array(10..<15), contextLength: 2, stride: 4),
      WindowsInput(tokens: data.permutation(131), contextLength: 33, stride: 7),
      WindowsInput(tokens: data.permutation(70), contextLength: 65, stride: 1),
      WindowsInput(tokens: data.permutation(133), contextLength: 3, stride: 65),
      WindowsInput(tokens: data.permutation(71), contextLength: 2, stride: 1),
    ]
    return (drawn + special).map { input in
      let tokens =
        input.tokens.count > 20
        ? Text("\(input.tokens.count) tokens", "\(input.tokens.count) tokens")
        : Text("the tokens \(input.tokens)", "os tokens \(input.tokens)")
      let rest = ", contextLength \(input.contextLength), stride \(input.stride)"
      return .init(Text(tokens.in(.english) + rest, tokens.in(.portuguese) + rest), input)
    }
  },
  expected: { input in
    windowEvidence(
      TokenizationSolution::windowStarts(
        tokenCount: input.tokens.count, contextLength: input.contextLength, stride: input.stride),
      TokenizationSolution::slidingWindows(
        over: input.tokens, contextLength: input.contextLength, stride: input.stride
      ).map { PlainWindow(input: $0.input, target: $0.target) },
      single: lastStart(input).map { start in
        let window = TokenizationSolution::TokenWindow(
          of: input.tokens, start: start, contextLength: input.contextLength)
        return PlainWindow(input: window.input, target: window.target)
      })
  },
  misconceptions: [
    .init(
      Text(
        "if the windows are copies, arrays of their own, and not slices of the text",
        "quando as janelas são cópias, arrays próprios, e não pedaços do texto")
    ) { PlainWindows(copies: true).evidence($0) },
    .init(
      Text(
        "if the target is the input itself, not one position further",
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
        "if the target is one position before: the tokens before, not those after",
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
  variants: [.init("with a loop and a step") { PlainWindows().evidence($0) }],
  contract: [
    .init("and the one after them, that begins at"),
    .init("target = the same, one further"),
    .init("Cuts a text into windows"),
    .init(
      "slidingWindows(over: [5, 8", triedBy: "the tokens [5, 8, 2, 9, 4], contextLength 2, stride 2"
    ),
    .init(
      "each token but the first is a target once",
      triedBy: "the tokens [5, 8, 2, 9, 4], contextLength 2, stride 2",
      "the tokens [10, 11, 12, 13, 14, 15, 16], contextLength 3, stride 3"),
    .init("A smaller stride shows", triedBy: "the tokens [0, 0, 0, 0, 0, 0]"),
    .init(
      "Tokens at the end that fill no window",
      triedBy: "the tokens [10, 11, 12, 13, 14, 15], contextLength 3, stride 3",
      "the tokens [7, 0, 3], contextLength 3"),
    .init("Where the windows of"),
    .init(
      "rounded down, if tokenCount", triedBy: "the tokens [7, 0, 3], contextLength 3",
      "the tokens [7, 0, 3], contextLength 5"),
    .init(
      "windowStarts(tokenCount: 5",
      triedBy: "the tokens [5, 8, 2, 9, 4], contextLength 2, stride 2",
      "the tokens [1, 7, 4, 2], contextLength 2, stride 2"),
  ])

@Test func `2.7 windows slide over a text`() async throws {
  let attempt = Attempt("2.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func starts(_ input: WindowsInput) -> [Evidence] {
      [
        startsEvidence(
          Tokenization::windowStarts(
            tokenCount: input.tokens.count, contextLength: input.contextLength,
            stride: input.stride))
      ]
    }
    @Sendable func windows(_ input: WindowsInput) -> [Evidence] {
      windowsEvidence(
        Tokenization::slidingWindows(
          over: input.tokens, contextLength: input.contextLength, stride: input.stride
        ).map { PlainWindow(input: $0.input, target: $0.target) })
    }
    @Sendable func single(_ input: WindowsInput) -> [Evidence] {
      singleEvidence(
        lastStart(input).map { start in
          let window = Tokenization::TokenWindow(
            of: input.tokens, start: start, contextLength: input.contextLength)
          return PlainWindow(input: window.input, target: window.target)
        })
    }
    attempt.grade(
      slidingWindowsGrader,
      parts: [
        .init(Text("one window", "uma janela"), single),
        .init(Text(verbatim: "windowStarts"), starts),
        .init(Text(verbatim: "slidingWindows"), windows),
      ]
    ) { starts($0) + windows($0) + single($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.7 grader`() { #expect(slidingWindowsGrader.flaws() == []) }
