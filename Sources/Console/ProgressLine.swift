import CourseKit

/// The progress of a long run: in a terminal a line that is rewritten in place, elsewhere a plain
/// line every few seconds.
///
///     training  ██████████▍           1,234/5,000  24,310 tokens/s  loss 2.13  1:05, 3:20 left
///
/// Not thread-safe.
public final class ProgressLine {
  private let title: String
  private let total: Int
  private let unit: String?
  private let unitsPerStep: Double
  private let language: Language
  private let terminal: Terminal
  private let now: () -> Double
  private var pace: Pace
  private var step: Int
  private var note = ""
  private var lastShown: Double?
  private var lastPrinted: String?

  /// In a terminal the line is rewritten at most ten times a second.
  static let secondsBetweenRewrites = 0.1
  static let secondsBetweenLines = 5.0

  /// - Parameters:
  ///   - title: what is running, in a word.
  ///   - total: the number of steps.
  ///   - firstStep: how many steps are already done when a run is resumed.
  ///   - unit: the unit of the rate, such as "tokens"; nil to show no rate.
  ///   - unitsPerStep: the number of units in a step.
  ///   - now: a clock, in seconds from any origin.
  public init(
    _ title: String, total: Int, firstStep: Int = 0, unit: Text? = Text("steps", "passos"),
    unitsPerStep: Double = 1, language: Language = .current, terminal: Terminal = .standardError,
    now: @escaping () -> Double = secondsSinceStart
  ) {
    precondition(
      total >= 0 && firstStep >= 0 && firstStep <= total, "step \(firstStep) of \(total)")
    self.title = title
    self.total = total
    self.unit = unit?.in(language)
    self.unitsPerStep = unitsPerStep
    self.language = language
    self.terminal = terminal
    self.now = now
    step = firstStep
    pace = Pace(step: firstStep, at: now())
  }

  /// Reports how many steps are done, with a note such as the current loss.
  public func update(step: Int, note: String = "") {
    self.step = step
    self.note = note
    let time = now()
    pace.add(step: step, at: time)
    let pause = terminal.isInteractive ? Self.secondsBetweenRewrites : Self.secondsBetweenLines
    if let lastShown, time - lastShown < pause { return }
    // Outside a terminal the first line is delayed: a short run needs only the last one.
    if lastShown == nil && !terminal.isInteractive && time - pace.start < pause { return }
    show(at: time)
  }

  /// Runs work that is not a step, such as an evaluation: it is excluded from the rate and the time
  /// left.
  public func leavingOut<Result>(_ work: () throws -> Result) rethrows -> Result {
    let begin = now()
    defer { pace.leaveOut(now() - begin) }
    return try work()
  }

  /// The current time per step, in seconds; nil in the first half second.
  public var secondsPerStep: Double? {
    let time = now()
    guard time - pace.start >= 0.5 else { return nil }
    return pace.stepsPerSecond(at: time).map { 1 / $0 }
  }

  /// The time since the run began, in seconds.
  public var secondsRunning: Double { now() - pace.start }

  /// Prints a text above the line, such as a sample.
  public func print(_ text: String) {
    if terminal.isInteractive {
      terminal.insertAbove(text, line: lastPrinted ?? "")
    } else {
      terminal.write("\(text)\n")
    }
  }

  /// Runs the work whose progress the line shows, then finishes the line.
  public func during<Result>(_ work: () throws -> Result) rethrows -> Result {
    defer { finish() }
    return try work()
  }

  /// Shows the final state and ends the line.
  public func finish() {
    show(at: now())
    if terminal.isInteractive { terminal.write("\n") }
    lastPrinted = nil
  }

  private func show(at time: Double) {
    lastShown = time
    // A line that fills the last column would wrap in some terminals.
    let width = terminal.isInteractive ? max(terminal.width() - 1, 1) : Int.max
    let text = line(width: width, at: time)
    if terminal.isInteractive {
      if text != lastPrinted { terminal.rewriteLine(text) }
    } else if text != lastPrinted {
      terminal.write("\(text)\n")
    }
    lastPrinted = text
  }

  /// The bar takes the width that remains. Where that is small, the least important parts are
  /// dropped.
  private func line(width: Int, at time: Double) -> String {
    let all = grouped(total, language)
    // In a terminal the count has a fixed width, so that nothing beside it moves.
    let done = grouped(step, language)
    let count =
      "\(terminal.isInteractive ? padded(done, to: all.count, rightAligned: true) : done)/\(all)"
    var rate: String?
    if let unit, let stepsPerSecond = pace.stepsPerSecond(at: time) {
      rate = "\(shortNumber(stepsPerSecond * unitsPerStep, language)) \(unit)/s"
    }
    var clock = duration(time - pace.start)
    if step < total, let left = pace.secondsLeft(steps: total - step, at: time) {
      clock += language.text(", \(duration(left)) left", ", faltam \(duration(left))")
    }
    var parts: [(text: String?, worth: Int)] = [
      (title, 2), (count, 5), (rate, 1), (note.isEmpty ? nil : note, 3), (clock, 4),
    ]
    parts.removeAll { $0.text == nil }
    func joined() -> String { parts.compactMap(\.text).joined(separator: "  ") }
    while visibleWidth(joined()) > width, parts.count > 1 {
      let least = parts.indices.min { parts[$0].worth < parts[$1].worth }!
      parts.remove(at: least)
    }
    let text = joined()
    guard terminal.isInteractive else { return text }
    if visibleWidth(text) > width { return String(text.prefix(width)) }

    let room = min(width - visibleWidth(text) - 2, 30)
    guard room >= 6 else { return text }
    let place = parts[0].worth == 2 ? 1 : 0
    parts.insert((bar(width: room), 0), at: place)
    return joined()
  }

  private func bar(width: Int) -> String {
    let share = total == 0 ? 1 : Double(step) / Double(total)
    guard terminal.showsUnicode else {
      let full = Int(Double(width - 2) * share)
      return
        "[\(String(repeating: "#", count: full))\(String(repeating: ".", count: width - 2 - full))]"
    }
    let eighths = Int(Double(width * 8) * share)
    let partial = eighths % 8 == 0 ? "" : String(" ▏▎▍▌▋▊▉".map { $0 }[eighths % 8])
    return padded(String(repeating: "█", count: eighths / 8) + partial, to: width)
  }
}

/// A monotonic clock, in seconds.
public func secondsSinceStart() -> Double {
  let passed = clockOrigin.duration(to: ContinuousClock().now)
  return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
}

private let clockOrigin = ContinuousClock().now
