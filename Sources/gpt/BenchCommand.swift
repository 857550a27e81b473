import Console
import CourseKit
import Foundation
import Pipeline
import TensorKernels

/// `gpt bench`: measures how fast this machine trains, as fractions of its own peak and relative to
/// PyTorch.
struct BenchCommand: Command {
  let name = "bench"
  let summary = Text(
    "measures speed and memory, as shares of this machine's peak",
    "mede velocidade e memória, como frações do pico desta máquina")
  let discussion = Text(
    "Each model is measured in a process of its own, so that its memory is its own. --peer needs "
      + "python3 with PyTorch, and the folder of this project; GPT-2 is compared where Hugging Face's "
      + "transformers are installed too, and with llama.cpp where gguf and xllamacpp (or llama-cpp-python) are.",
    "Cada modelo é medido num processo próprio, para que a memória seja só dele. --peer precisa de "
      + "python3 com PyTorch e da pasta deste projeto; o GPT-2 só é comparado onde também há o "
      + "transformers, da Hugging Face, e com o llama.cpp onde há gguf e xllamacpp (ou llama-cpp-python)."
  )

  let seconds = Option(
    "seconds", default: 5.0, .moreThan(0, atMost: 600),
    help: Text("how long each row is measured", "por quantos segundos medir cada linha"))
  let peer = Flag(
    "peer",
    help: Text(
      "also measures PyTorch and llama.cpp, to compare",
      "mede também o PyTorch e o llama.cpp, para comparar"))
  let row = Option<String?>(
    "row", default: nil, as: Text("NAME", "NOME"),
    help: Text(
      "only one row, in this process: \(BenchReport.rows.joined(separator: ", "))",
      "só uma linha, neste processo: \(BenchReport.rows.joined(separator: ", "))"))
  let threads = Option.threads
  let json = Flag("json", help: Text("the figures as JSON", "os números em JSON"))

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    if let row = values[row] {
      return try printJSON(BenchReport(measuring: row, seconds: values[seconds]))
    }
    let language = values.language
    if !values[json] { printLine(Track.sentence(language)) }
    var report = BenchReport()
    for row in BenchReport.rows {
      if !values[json] { writeToStandardError("\(row) …\n") }
      report.merge(try measureInChild(row, values))
    }
    if values[peer] {
      if !values[json] { writeToStandardError("PyTorch, llama.cpp …\n") }
      report.peer = try measurePeer(values)
    }
    if values[json] {
      try printJSON(report)
    } else {
      printLine(report.text(language))
    }
  }

  /// Measures one row in a separate process.
  private func measureInChild(_ row: String, _ values: Values) throws -> BenchReport {
    var words = ["bench", "--row", row, "--seconds", String(values[seconds])]
    words += ["--threads", String(Threads.count)]
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let output = try run(path, words)
    return try JSONDecoder().decode(BenchReport.self, from: output)
  }

  private func measurePeer(_ values: Values) throws -> [String: BenchReport.Peer] {
    let options = [
      "--json", "--seconds", String(values[seconds]), "--threads", String(Threads.count),
    ]
    let training = try peers("Tests/Peers/pytorch_speed.py", options + ["--clip", "1.0"])
    let decoding = try peers("Tests/Peers/transformers_speed.py", options)
    let llama = try peers("Tests/Peers/llama_speed.py", options)
    return training.merging(decoding) { $1 }.merging(llama) { $1 }
  }

  private func peers(_ script: String, _ options: [String]) throws -> [String: BenchReport.Peer] {
    guard FileManager.default.fileExists(atPath: script) else {
      throw InputError(
        "\(script) is not here: run gpt bench --peer in the folder of the project.",
        "\(script) não está aqui: rode gpt bench --peer na pasta do projeto.")
    }
    let output = try run("/usr/bin/env", ["python3", script] + options)
    return try JSONDecoder().decode([String: BenchReport.Peer].self, from: output)
  }

  private func run(_ path: String, _ words: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let name = words.prefix(3).joined(separator: " ")
      let status = process.terminationStatus
      throw InputError(
        "\(name) has failed with status \(status): see its message above.",
        "\(name) falhou com o status \(status): veja a mensagem acima.")
    }
    return output
  }
}
