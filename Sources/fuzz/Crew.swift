import Console
import CourseKit
import Foundation

/// The worker processes and their findings. A worker that ends early is replaced by another, which
/// begins after the input that ended it.
struct Crew {
  struct Member {
    let index: Int
    let folder: String

    func prepare() throws {
      for name in ["files", "runs"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      }
    }
  }

  let members: [Member]
  let words: [String]
  let seconds: Int

  /// Runs the workers to the end.
  ///
  /// - Throws: `InputError` if there is a finding.
  func run(_ language: Language) throws {
    let end = secondsSinceStart() + Double(seconds)
    let progress = ProgressLine("fuzz", total: seconds, unit: nil)
    Interrupt.watch()
    defer { Interrupt.stopWatching() }
    for member in members { try member.prepare() }
    let ledgers = try members.map { try Ledger(path: $0.folder + "/ledger") }
    var processes = try members.indices.map { try start($0, from: $0, until: end) }
    var crashes = 0
    while processes.contains(where: \.isRunning) {
      usleep(100_000)
      if Interrupt.isRequested { processes.forEach { $0.terminate() } }
      let done = min(seconds, Int(secondsSinceStart() - end) + seconds)
      let total = ledgers.reduce(0) { $0 + $1.acceptedCount + $1.refusedCount }
      let inputs = language.text("inputs", "entradas")
      progress.update(step: max(0, done), note: "\(grouped(total, language)) \(inputs)")
      for (place, process) in processes.enumerated()
      where !process.isRunning && process.terminationReason == .uncaughtSignal {
        guard !Interrupt.isRequested else { continue }
        crashes += 1
        let number = ledgers[place].current
        printLine(
          "input \(number): "
            + (process.terminationStatus == SIGPROF
              ? language.text("more than a second of work", "mais de um segundo de trabalho")
              : language.text("ended by signal ", "encerrado pelo sinal ")
                + "\(process.terminationStatus)"))
        processes[place] = try start(place, from: number + members.count, until: end)
      }
    }
    progress.finish()
    let accepted = ledgers.reduce(0) { $0 + $1.acceptedCount }
    let refused = ledgers.reduce(0) { $0 + $1.refusedCount }
    let findings = crashes + ledgers.reduce(0) { $0 + $1.findingCount }
    let total = grouped(accepted + refused + crashes, language)
    printLine(
      language.text(
        "\(total) inputs: \(grouped(accepted, language)) read, \(grouped(refused, language)) refused "
          + "with a sentence, \(findings) finding\(findings == 1 ? "" : "s").",
        "\(total) entradas: \(grouped(accepted, language)) lidas, \(grouped(refused, language)) "
          + "recusadas com uma frase, \(findings) achado\(findings == 1 ? "" : "s")."))
    guard findings == 0, processes.allSatisfy({ $0.terminationStatus == 0 }) else {
      throw InputError(
        "Look at each with --input and its number, and mend the reader.",
        "Olhe cada um com --input e o número dele, e conserte o leitor.")
    }
    guard accepted + refused > 0 else {
      throw InputError(
        "Nothing was read: give more seconds.", "Nada foi lido: dê mais segundos.")
    }
  }

  private func start(_ place: Int, from first: Int, until end: Double) throws -> Process {
    let folder = members[place].folder
    // A run that a crash left damaged is created again.
    try? FileManager.default.removeItem(atPath: folder + "/runs")
    try members[place].prepare()
    let left = max(0, end - secondsSinceStart())
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = words + ["--worker", "\(members.count):\(first):\(left):\(folder)"]
    // Swift's crash report takes seconds; `--input` shows it on demand.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    try process.run()
    return process
  }
}
