import Console
import CourseKit
import Foundation

/// Reads damaged files for a while, in as many processes as there are processors, and reports
/// whether every read gave a good result or an error message.
struct FuzzCommand: Command {
  let name = "fuzz"
  let summary = Text("reads damaged files for a while", "lê arquivos danificados por um tempo")
  let discussion = Text(
    "Each input is a good file with one to four damages, decided by the seed and its number. A crash, "
      + "a second of processor time, memory far beyond the file's size, or an error that is no "
      + "sentence is a finding; --input shows one again.",
    "Cada entrada é um arquivo bom com um a quatro danos, determinados pela semente e pelo número "
      + "dela. Um travamento, um segundo de processador, memória muito além do tamanho do arquivo ou "
      + "um erro que não é uma frase é um achado; --input mostra um de novo.")

  let seconds = Option(
    "seconds", default: 60, .from(1, to: 1_000_000),
    help: Text("how long to go on", "por quanto tempo continuar"))
  let count = Option<Int?>(
    "count", default: nil, .from(1, to: Int.max),
    help: Text(
      "how many inputs at most; without it, as many as there is time for",
      "quantas entradas no máximo; sem isso, quantas couberem no tempo"))
  let seed = Option<UInt64>(
    "seed", default: 1, help: Text("decides the damages", "determina os danos"))
  let only = Option<String?>(
    "only", default: nil, as: Text("NAME", "NOME"),
    help: Text(
      "the readers whose names contain this", "os leitores cujos nomes contêm isto"))
  let input = Option<Int?>(
    "input", default: nil, .from(0, to: Int.max),
    help: Text(
      "reads the input of this number alone, here, and keeps it as fuzz-input",
      "lê só a entrada deste número, aqui, e a guarda como fuzz-input"))
  /// Set for a worker process: its index, the input it begins with, and the folder for its files.
  let worker = Option<String?>(
    "worker", default: nil, help: Text("for its own use", "para uso próprio"))

  func run(_ values: Values) throws {
    if let number = values[input] { return try readOne(number, values) }
    if let place = values[worker] { return try work(at: place, values) }
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let crew = (0..<ProcessInfo.processInfo.activeProcessorCount).map { index in
      Crew.Member(index: index, folder: "\(folder.path)/\(index)")
    }
    try Crew(members: crew, words: words(values), seconds: values[seconds]).run(values.language)
  }

  /// The arguments that a worker needs as well.
  private func words(_ values: Values) -> [String] {
    ["--seconds", "\(values[seconds])", "--seed", "\(values[seed])"]
      + (values[count].map { ["--count", "\($0)"] } ?? [])
      + (values[only].map { ["--only", $0] } ?? [])
  }

  private func readers(in folder: String, _ values: Values) throws -> [Reader] {
    let all = try Reader.formats(in: folder + "/files") + Reader.run(in: folder + "/runs")
    let chosen = all.filter { values[only].map($0.name.contains) ?? true }
    guard !chosen.isEmpty else {
      throw UsageError("--only must name some of \(all.map(\.name).joined(separator: ", ")).")
    }
    return chosen
  }

  private func work(at place: String, _ values: Values) throws {
    let parts = place.split(separator: ":", maxSplits: 3).map(String.init)
    guard parts.count == 4, let stride = Int(parts[0]), let first = Int(parts[1]),
      let left = Double(parts[2])
    else { throw UsageError("--worker \(place): must be what the crew gives its workers.") }
    let end = secondsSinceStart() + left
    try Worker(
      readers: readers(in: parts[3], values), seed: values[seed],
      ledger: Ledger(path: parts[3] + "/ledger")
    ).run(from: first, by: stride, to: values[count] ?? .max, until: end)
  }

  private func readOne(_ number: Int, _ values: Values) throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let place = "\(folder.path)/0"
    try Crew.Member(index: 0, folder: place).prepare()
    let worker = Worker(
      readers: try readers(in: place, values), seed: values[seed],
      ledger: try Ledger(path: place + "/ledger"))
    let reader = worker.reader(of: number)
    let bytes = reader.input(number, seed: values[seed])
    ScratchFile(path: "fuzz-input").write(bytes)
    printLine("\(reader.name): fuzz-input, \(bytes.count) bytes")
    do {
      try reader.read(bytes)
      printLine(values.language.text("It is read.", "É lido."))
    } catch { printLine("\(error)") }
  }
}

/// A temporary folder, in memory if the system provides one for that.
struct ScratchFolder {
  let path: String

  init() throws {
    let shared = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: shared)
      ? shared : FileManager.default.temporaryDirectory.path
    path = "\(parent)/fuzz-\(getpid())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
