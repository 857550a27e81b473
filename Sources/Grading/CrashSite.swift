import Foundation

#if canImport(Runtime)
  import Runtime
#endif

/// Where the code was when a signal arrived.
struct CrashSite {
  /// The innermost frame in the exercises, otherwise in the solutions: `Exercises/….swift:14`.
  private(set) var place: String?
  /// The compiler's name for the trap, such as "arithmetic overflow".
  private(set) var failure: String?
  /// Whether the stack could be read at all.
  private(set) var isFound = false
  /// Whether the stack was so deep that it had probably overflowed.
  private(set) var isDeep = false

  /// Reads the stack of the thread that a signal handler interrupted; `context` is the handler's
  /// third argument.
  init(interruptedAt context: UnsafeMutableRawPointer?) {
    #if canImport(Runtime)
      context.map(CrashSite.showInterruptedInstruction)
      // Counting the frames is cheap, symbolicating them is not.
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

  /// Makes the backtrace include the interrupted function.
  ///
  /// A stack walk begins with the handler's caller, which is a stub of the system, and would skip
  /// the function that was interrupted. Its instruction therefore replaces the stub: on x86-64
  /// Linux the return address is directly below the context, and the handler never returns.
  private static func showInterruptedInstruction(_ context: UnsafeMutableRawPointer) {
    #if os(Linux) && arch(x86_64)
      (context - 8).storeBytes(of: interruptedInstruction(context) + 1, as: UInt.self)
    #endif
  }

  /// The address of the instruction that a signal interrupted; 0 on platforms where it is not known
  /// how to find it.
  static func interruptedInstruction(_ context: UnsafeMutableRawPointer) -> UInt {
    #if os(Linux) && arch(x86_64)
      let registers = 40  // before them: flags, link and stack of ucontext_t
      return context.load(fromByteOffset: registers + 16 * 8, as: UInt.self)
    #else
      return 0
    #endif
  }

  /// The address range of the C library's code; empty if the system does not report it. The library
  /// keeps no frame pointers, so a stack walk that begins there fails.
  static func codeOfSystemLibrary() -> Range<UInt> {
    // The file's reported size is 0; reading by size would return only one page.
    let bytes = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
    let maps = String(decoding: bytes ?? Data(), as: UTF8.self)
    // 7f0000000000-7f0000001000 r-xp 00000000 08:01 4711 /lib/x86_64-linux-gnu/libc.so.6
    for line in maps.split(separator: "\n") where line.contains(/r-xp .*\/libc[.-]/) {
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      if ends.count == 2, ends[0] < ends[1] { return ends[0]..<ends[1] }
    }
    return 0..<0
  }
}
