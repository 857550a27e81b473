import CourseKit
import Foundation

/// The event stream of a Swift Testing run: JSON lines, one per test and per event.
///
/// Source: `--event-stream-output-path`, version 6.3 of its format.
struct EventStream {
  struct Test: Sendable {
    /// The display name: "3.4 causal mask hides the future".
    let name: String
    var isEnded = false
    var wasSkipped = false
    /// The reason for cancellation; nil if it was not cancelled.
    var cancellation: String?
    /// The comments of its issues.
    var issues: [String] = []
    /// Its attachments by name: file paths at first, and the files' contents once they are read.
    var attachments: [String: String] = [:]
    var started: Double?
    var ended: Double?

    var seconds: Double? {
      guard let started, let ended else { return nil }
      return ended - started
    }
  }

  /// The tests in the order of discovery.
  private(set) var tests: [Test] = []
  private(set) var hasEnded = false
  private var places: [String: Int] = [:]

  init(_ text: String) {
    let decoder = JSONDecoder()
    // The last line may be truncated if the run was stopped.
    for line in text.split(separator: "\n") {
      guard let record = try? decoder.decode(Record.self, from: Data(line.utf8)) else { continue }
      record.kind == "test" ? add(test: record.payload) : add(event: record.payload)
    }
  }

  init(file: String) {
    self.init((try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
  }

  /// Replaces the paths of the attached files by their contents: the files are soon deleted.
  mutating func readAttachments() {
    for place in tests.indices {
      tests[place].attachments = tests[place].attachments.mapValues {
        (try? String(contentsOfFile: $0, encoding: .utf8)) ?? ""
      }
    }
  }

  private mutating func add(test payload: Payload) {
    guard payload.kind == "function", let id = payload.id else { return }
    places[id] = tests.count
    tests.append(Test(name: payload.displayName ?? payload.name ?? id))
  }

  private mutating func add(event payload: Payload) {
    if payload.kind == "runEnded" { hasEnded = true }
    guard let place = payload.testID.flatMap({ places[$0] }) else { return }
    switch payload.kind {
    case "testStarted":
      tests[place].started = payload.instant?.absolute
    case "testEnded":
      tests[place].isEnded = true
      tests[place].ended = payload.instant?.absolute
      if tests[place].cancellation != nil {
        tests[place].cancellation = payload.messages?.lazy.compactMap(\.reasonInQuotes).first ?? ""
      }
    case "testCancelled":
      tests[place].cancellation = ""
    case "testSkipped":
      tests[place].wasSkipped = true
    case "issueRecorded":
      // Swift Testing's own text comes first, then the comment; without a comment only the former
      // exists.
      let details = payload.messages?.filter { $0.symbol == "details" } ?? []
      let shown = details.isEmpty ? payload.messages ?? [] : details
      tests[place].issues.append(shown.map(\.text).joined(separator: "\n"))
    case "valueAttached":
      guard let path = payload.attachment?.path else { break }
      let name = payload.attachment?.preferredName ?? (path as NSString).lastPathComponent
      tests[place].attachments[name] = path
    default: break
    }
  }

  private struct Record: Decodable {
    let kind: String
    let payload: Payload
  }

  private struct Payload: Decodable {
    let kind: String?
    let id: String?
    let name: String?
    let displayName: String?
    let testID: String?
    let messages: [Message]?
    let instant: Instant?
    let attachment: Attachment?
  }

  private struct Instant: Decodable { let absolute: Double }

  private struct Attachment: Decodable {
    let path: String?
    let preferredName: String?
  }

  private struct Message: Decodable {
    let symbol: String
    let text: String

    /// The reason in `Test "…" was cancelled after 1.1 seconds: "3.4 is not started."`.
    var reasonInQuotes: String? {
      guard text.hasSuffix("\""), let start = text.firstRange(of: " seconds: \"") else {
        return nil
      }
      return String(text[start.upperBound...].dropLast())
    }
  }
}
