import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pretraining
import Tensors
import Transformer

/// How far work came that may meet an exercise which is not written.
public enum HoleOutcome<Value> {
  case done(Value)
  /// The exercise whose hole was met.
  case hole(String)
}

/// Runs work that may meet an open hole, without the program ending there.
///
/// Nothing returns from a hole: `todo` never ends. So the work runs on a thread of its own, which
/// waits for ever where it meets one, with all that it holds; what comes after goes on without it.
public func untilHole<Value>(_ work: @escaping () throws -> Value) throws -> HoleOutcome<Value> {
  let outcome = FirstOutcome<Value>()
  let before = onTodo.withLock { handler in
    let before = handler
    handler = { exercise in
      outcome.settle(.success(.hole(exercise)))
      waitForever()
    }
    return before
  }
  // The thread that is left waiting is the only one that goes on holding it.
  nonisolated(unsafe) let work = work
  let thread = Thread { outcome.settle(Result { .done(try work()) }) }
  thread.stackSize = 16 << 20
  thread.start()
  let result = outcome.wait()
  guard case .success(.hole(let met)) = result else {
    onTodo.withLock { $0 = before }
    return try result.get()
  }
  // Threads that worked beside the one that met it may be about to: they are to wait as well, and not to
  // reach what is done about holes elsewhere.
  usleep(300_000)
  onTodo.withLock { handler in
    handler = { exercise in
      if exercise == met, !Thread.isMainThread { waitForever() }
      before?(exercise)
    }
  }
  return .hole(met)
}

private func waitForever() -> Never {
  while true { sleep(1_000_000) }
}

/// What is told first counts: several threads may meet a hole at once.
private final class FirstOutcome<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private let isSettled = DispatchSemaphore(value: 0)
  private var result: Result<HoleOutcome<Value>, any Error>?

  func settle(_ result: Result<HoleOutcome<Value>, any Error>) {
    lock.withLock {
      guard self.result == nil else { return }
      self.result = result
      isSettled.signal()
    }
  }

  func wait() -> Result<HoleOutcome<Value>, any Error> {
    isSettled.wait()
    return lock.withLock { result! }
  }
}

/// Exercises that the programs can do without, looked for by calling them.
public enum Written {
  /// The KV cache (8.1). Without it the whole text is read again for each token.
  public static let hasCache = isWritten(8) {
    var generator = SeededGenerator(seed: 0)
    let model = GPT(
      GPTConfiguration(
        vocabularySize: 4, contextLength: 4, layerCount: 1, headCount: 1, width: 4),
      using: &generator)
    _ = generateWithCache(
      with: model, from: [0, 1], maxTokens: 2, decoding: .greedy, using: &generator)
  }

  /// The window of a conversation (8.6). Without it each question stands alone.
  public static let hasWindow = isWritten(8) {
    let turn = Conversation.Turn(question: [1], answer: [2])
    var conversation = Conversation(system: [0])
    conversation.turns = [turn]
    _ = try conversation.window(asking: [3], contextLength: 8, answerLength: 2)
  }

  /// The template of chapter 7 (7.1), with which instruction tuning begins.
  public static let hasInstructionTuning = isWritten(7) {
    _ = PromptTemplate(language: .english).prompt("Who?", input: "Ana came.")
  }

  private static func isWritten(_ chapter: Int, _ call: @escaping () throws -> Void) -> Bool {
    if Track.isSolution(chapter) { return true }
    // What is written and wrong throws or traps where it is used; here only holes count.
    guard case .hole? = try? untilHole(call) else { return true }
    return false
  }
}
