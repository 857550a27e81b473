import Console
import CourseKit
import Foundation
import Pipeline

/// Reads damaged files in a separate process, since a trap ends it.
struct Worker {
  private let readers: [Reader]
  /// The index of each reader, repeated by its weight.
  private let order: [Int]
  private let seed: UInt64
  /// The progress that the parent sees.
  private let ledger: Ledger

  init(readers: [Reader], seed: UInt64, ledger: Ledger) {
    self.readers = readers
    self.seed = seed
    self.ledger = ledger
    order = readers.indices.flatMap { Array(repeating: $0, count: readers[$0].weight) }
  }

  /// An input that takes more CPU time ends the process with SIGPROF.
  static let secondsPerInput = 1
  /// How much more memory an input may take than was used before, in bytes, apart from a multiple
  /// of its own size.
  static let allowance = 32 << 20
  static let multiple = 64

  /// Reads inputs `first`, `first + stride`, … up to `last`, or until `secondsSinceStart()` reaches
  /// `end`.
  func run(from first: Int, by stride: Int, to last: Int, until end: Double) throws {
    try readSamples()
    limitMemory()
    var number = first
    while number < last, secondsSinceStart() < end {
      let reader = reader(of: number)
      ledger.begin(number)
      read(reader.input(number, seed: seed), with: reader, number: number)
      number += stride
    }
  }

  /// The reader for the input of this number.
  func reader(of number: Int) -> Reader {
    // Neighbouring numbers go to different readers, so that each gets its turn early.
    readers[order[number % order.count * 7 % order.count]]
  }

  private func readSamples() throws {
    for reader in readers {
      for sample in reader.samples {
        do { try reader.read(sample) } catch {
          throw InputError(
            "\(reader.name): a good file is refused (\(error)); mend the sample.",
            "\(reader.name): um arquivo bom é recusado (\(error)); conserte a amostra.")
        }
      }
    }
  }

  private func read(_ input: [UInt8], with reader: Reader, number: Int) {
    let before = greatestMemory()
    setTimer(Self.secondsPerInput)
    do {
      try reader.read(input)
      ledger.count(accepted: true)
    } catch let error where error is InputError || error is LogitsError {
      ledger.count(accepted: false)
    } catch {
      ledger.count(accepted: false)
      tell(reader, number, "\(type(of: error)): \(error)")
    }
    setTimer(0)
    let grown = greatestMemory() - before
    if grown > Self.allowance + Self.multiple * input.count {
      tell(reader, number, "\(grown >> 20) MB for a file of \(input.count) bytes")
    }
  }

  private func tell(_ reader: Reader, _ number: Int, _ what: String) {
    ledger.countFinding()
    printLine("\(reader.name), input \(number): \(what)")
  }

  /// The kernel sends SIGPROF once this process has used that many seconds of CPU time.
  private func setTimer(_ seconds: Int) {
    var timer = itimerval()
    timer.it_value.tv_sec = seconds
    #if canImport(Darwin)
      setitimer(ITIMER_PROF, &timer, nil)
    #else
      setitimer(.init(ITIMER_PROF.rawValue), &timer, nil)
    #endif
  }

  /// The peak memory of this process, in bytes.
  private func greatestMemory() -> Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(.init(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #endif
  }

  /// Memory that is allocated but never touched does not count as used, so allocation itself is
  /// limited: beyond the limit it traps. macOS has no such limit.
  private func limitMemory() {
    #if os(Linux)
      guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmData") }),
        let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
      else { return }
      let most = rlim_t(kilobytes << 10 + 512 << 20)
      var limit = rlimit(rlim_cur: most, rlim_max: most)
      setrlimit(.init(RLIMIT_DATA.rawValue), &limit)
    #endif
  }
}

/// Counters that outlive the process that counts: a file shared with its parent.
struct Ledger {
  private let numbers: UnsafeMutablePointer<Int>

  init(path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    let size = 4 * MemoryLayout<Int>.stride
    guard descriptor >= 0, ftruncate(descriptor, off_t(size)) == 0,
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else {
      throw InputError(
        "\(path) cannot be shared with a process: choose another TMPDIR.",
        "\(path) não pode ser compartilhado com um processo: escolha outro TMPDIR.")
    }
    numbers = memory.bindMemory(to: Int.self, capacity: 4)
  }

  /// The number of the current input.
  var current: Int { numbers[0] }
  var acceptedCount: Int { numbers[1] }
  var refusedCount: Int { numbers[2] }
  var findingCount: Int { numbers[3] }

  func begin(_ number: Int) { numbers[0] = number }
  func count(accepted: Bool) { numbers[accepted ? 1 : 2] += 1 }
  func countFinding() { numbers[3] += 1 }
}
