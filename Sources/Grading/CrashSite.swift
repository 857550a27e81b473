#if canImport(Runtime)
  import Runtime
#endif

/// Where the code was when a signal came.
struct CrashSite {
  /// The innermost place in the exercises, else in the solutions: `Exercises/….swift:14`.
  private(set) var place: String?
  /// What the compiler calls the trap, such as "arithmetic overflow".
  private(set) var failure: String?
  /// Whether the stack could be read at all.
  private(set) var isFound = false
  /// Whether so many calls were open that the stack may well have been full.
  private(set) var isDeep = false

  /// Reads the stack of the thread that a signal handler interrupted; `context` is its third argument.
  init(interruptedAt context: UnsafeMutableRawPointer?) {
    #if canImport(Runtime)
      context.map(CrashSite.showInterruptedInstruction)
      // To count the calls is cheap, to find their lines is not.
      if let backtrace = try? Backtrace.capture(limit: 400, top: 0) {
        isFound = true
        isDeep = backtrace.frames.reduce(0) { count, _ in count + 1 } > 300
      }
      guard let frames = (try? Backtrace.capture(limit: 40, top: 0))?.symbolicated()?.frames
      else { return }
      for frame in frames {
        guard let symbol = frame.symbol else { continue }
        if failure == nil, symbol.isSwiftRuntimeFailure {
          failure = String(symbol.rawName.dropFirst("Swift runtime failure: ".count))
        }
        guard place == nil || place!.hasPrefix("Solutions/"), let location = symbol.sourceLocation,
          location.line > 0
        else { continue }
        for folder in ["Exercises/", "Solutions/"] {
          guard let range = location.path.range(of: "/\(folder)") else { continue }
          let path = location.path[location.path.index(after: range.lowerBound)...]
          if folder == "Exercises/" || place == nil { place = "\(path):\(location.line)" }
        }
      }
    #endif
  }

  /// A walk up the stack begins with the handler's caller, which is a stub of the system; the function
  /// that was interrupted would be missing. So its instruction takes the stub's place: on x86-64 Linux
  /// the return address stands right below the context, and the handler never returns.
  private static func showInterruptedInstruction(_ context: UnsafeMutableRawPointer) {
    #if os(Linux) && arch(x86_64)
      let registers = 40  // before them: flags, link and stack of ucontext_t
      let instructionPointer = context.load(fromByteOffset: registers + 16 * 8, as: UInt.self)
      (context - 8).storeBytes(of: instructionPointer + 1, as: UInt.self)
    #endif
  }
}
