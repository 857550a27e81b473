import CourseKit
import Foundation

/// The process of a single attempt, isolated so that it cannot harm others.
///
/// Whatever the learner's code does, the process ends by itself with status 0, after recording in a
/// file how it ended. What that means is for the parent to decide.
///
/// It handles raw pointers because a signal handler has no other way.
enum Isolation {
  /// The resources that an attempt may use.
  struct Limits: Codable, Sendable {
    /// Processor time in seconds. Slow code in a debug build needs a few.
    var processorSeconds = 10.0
    /// Wall-clock time in seconds, including sleeping and waiting.
    var wallSeconds = 60.0
    var memoryBytes = 2 << 30
    var outputBytes = 4 << 20
    /// Threads. The stacks of about 500 would exhaust the memory limit.
    var threads = 250
  }

  nonisolated(unsafe) private static var limits = Limits()

  /// Starts a new session, redirects output to a file, sets the limits and starts the watchdog.
  static func begin(in folder: AttemptFolder, secret: String, limits: Limits) {
    self.limits = limits
    self.secret = Data(secret.utf8)
    self.folder = folder
    parent = getppid()
    // Signals to its own process group reach only itself, and its child processes are identified by
    // the session.
    setsid()
    inheritedMemory = resourceUsage().memory
    // Ctrl-C is for the parent. This process must live until the watchdog has removed its files.
    signal(SIGINT, SIG_IGN)
    folder.make()
    setenv("TMPDIR", folder.scratch, 1)
    notesFile = open(folder.notes, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    tell(.began(process: getpid()))
    let outputFile = open(folder.output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO)
    dup2(outputFile, STDOUT_FILENO)
    dup2(outputFile, STDERR_FILENO)
    var limit = rlimit(
      rlim_cur: rlim_t(limits.outputBytes), rlim_max: rlim_t(limits.outputBytes))
    setrlimit(fileSizeLimit, &limit)
    limit = rlimit(
      rlim_cur: rlim_t(2 * limits.memoryBytes), rlim_max: rlim_t(2 * limits.memoryBytes))
    setrlimit(dataLimit, &limit)
    limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(coreLimit, &limit)
    prepareLastWords()
    systemLibrary = CrashSite.codeOfSystemLibrary()
    catchSignals()
    atexit { Isolation.end(.left) }
    watch()
  }

  /// Appends a line to the file of notes.
  static func tell(_ note: Note) {
    let line = Isolation.line(note)
    _ = line.withUnsafeBytes { write(notesFile, $0.baseAddress, $0.count) }
  }

  /// A line of the file of notes. Only a verdict is preceded by the secret.
  private static func line(_ note: Note) -> Data {
    var line = (try? JSONEncoder().encode(note)) ?? Data()
    if case .verdict = note { line = secret + line }
    return line + [UInt8(ascii: "\n")]
  }

  nonisolated(unsafe) private static var secret = Data()

  /// Records a verdict that is final except for details: however the process ends from here on, it
  /// counts.
  static func settle(_ verdict: Verdict) {
    tell(.verdict(verdict))
    isSettled = true
  }

  nonisolated(unsafe) private(set) static var isSettled = false

  /// Records the verdict and ends the process. The last verdict counts.
  static func end(_ verdict: Verdict) -> Never {
    let isName = if case .wrong = verdict { true } else { false }
    if isName || !isSettled { tell(.verdict(verdict)) }
    // Flush what was printed, but with a time limit: flushing may wait for a lock held at the time
    // of a crash.
    signal(SIGALRM) { _ in _exit(0) }
    alarm(1)
    fflush(nil)
    leave()
  }

  /// Ends the process, and removes its files if nobody is left to read them.
  private static func leave() -> Never {
    ProcessTable.goOnIfStopped(parent)
    if getppid() != parent {
      folder?.remove(isBroken: isBroken)
      kill(0, SIGKILL)
    }
    _exit(0)
  }

  nonisolated(unsafe) private static var notesFile: Int32 = -1
  nonisolated(unsafe) private static var parent = getppid()
  /// The attempt's folder, which only the parent reads.
  nonisolated(unsafe) private static var folder: AttemptFolder?

  // MARK: The watchdog

  /// The time limit for locating a crash, in seconds. One second is enough on an idle machine, but
  /// a busy one may take several, and the location is what helps most.
  static let patience: UInt32 = 12

  nonisolated(unsafe) private static var attempt = pthread_self()
  nonisolated(unsafe) private static var excess = Breakage.Cause.other
  nonisolated(unsafe) private static var isBroken = false
  /// The address range of the C library's code.
  nonisolated(unsafe) private static var systemLibrary: Range<UInt> = 0..<0
  /// Whether the attempt is to be ended wherever it is.
  nonisolated(unsafe) private static var isPressed = false

  /// A thread that checks fifty times a second whether the attempt exceeds its limits, and whether
  /// the parent is still alive.
  private static func watch() {
    attempt = pthread_self()
    let start = ProcessInfo.processInfo.systemUptime
    Thread.detachNewThread {
      for look in 1... {
        usleep(20_000)
        if look % 10 == 0 { ProcessTable.goOnIfStopped(parent) }
        guard getppid() == parent else { leave() }
        guard !isBroken else { return }  // finding the crash site is not charged to the learner
        let usage = resourceUsage()
        let elapsed = ProcessInfo.processInfo.systemUptime - start
        if usage.memory > limits.memoryBytes {
          excess = .memory
        } else if ProcessTable.ownThreadCount() > limits.threads {
          excess = .threads
        } else if usage.processorSeconds > limits.processorSeconds {
          excess = .time
        } else if elapsed > limits.wallSeconds {
          // On a busy machine even an endless loop may get little processor time.
          excess = usage.processorSeconds < limits.processorSeconds / 4 ? .wait : .time
        } else {
          continue
        }
        // Interrupt the attempt's own thread, whose stack is the one to read. In the C library its
        // stack can hardly be read and its allocator may be locked, so retry until it is elsewhere.
        // A thread that waits there stays there, however, and a signal would end its sleep.
        for _ in 0..<100 where excess != .wait && !isBroken {
          pthread_kill(attempt, SIGUSR1)
          usleep(2_000)
        }
        isPressed = true
        pthread_kill(attempt, SIGUSR1)
        sleep(patience + 2)
        end(.broke(Breakage(cause: excess, signal: SIGUSR1)))
      }
    }
  }

  private static func resourceUsage() -> (processorSeconds: Double, memory: Int) {
    var usage = rusage()
    getrusage(ownUsage, &usage)
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    let micros = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    #if os(Linux)
      let memory = usage.ru_maxrss * 1024
    #else
      let memory = usage.ru_maxrss
    #endif
    return (seconds + micros / 1e6, memory > inheritedMemory ? memory : 0)
  }

  /// The peak memory that Linux reports before the attempt begins. A new process inherits its
  /// parent's peak, so its own memory is unknown until it exceeds that.
  nonisolated(unsafe) private static var inheritedMemory = 0

  // MARK: Signals

  /// Signals that code may send to its own process, or have sent by a timer.
  private static let asynchronous = [
    SIGALRM, SIGTERM, SIGHUP, SIGQUIT, SIGUSR2, SIGVTALRM, SIGPROF, SIGPIPE, SIGSYS, SIGXCPU,
  ]

  /// Installs the handlers with a stack of their own: after infinite recursion the normal one is
  /// full.
  private static func catchSignals() {
    let size = 4 << 20
    var stack = stack_t()
    stack.ss_sp = withUnsafePointer(to: &stack) { handlerStack(bytes: size, below: $0) }
    stack.ss_size = .init(size)  // a UInt on macOS
    sigaltstack(&stack, nil)
    // Dispatch's threads block all signals.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGXFSZ, SIGUSR1]
      + asynchronous
    {
      var action = sigaction()
      action.setHandler { number, _, context in Isolation.broke(number, context) }
      action.sa_flags = Int32(SA_ONSTACK) | Int32(SA_SIGINFO)
      sigaction(number, &action, nil)
    }
  }

  /// Memory for the handler's stack, at lower addresses than the attempt's own.
  ///
  /// A walk along the frame pointers stops where addresses do not increase, so from a higher stack
  /// it would never reach the learner's code. The system allocates from the highest gap; retry
  /// until the memory is low enough.
  static func handlerStack(bytes: Int, below own: UnsafeRawPointer) -> UnsafeMutableRawPointer? {
    var tooHigh: [UnsafeMutableRawPointer] = []
    defer { tooHigh.forEach { munmap($0, bytes) } }
    while tooHigh.count < 64,
      let memory = mmap(
        nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymousMapping, -1, 0),
      memory != MAP_FAILED
    {
      if UnsafeRawPointer(memory) < own { return memory }
      tooHigh.append(memory)
    }
    return tooHigh.popLast()
  }

  /// Called when the process is beyond saving; records where it was.
  ///
  /// Anything that allocates may wait for a lock held at the time of the crash. Therefore a
  /// prepared line is written first, which stands if a second crash, or a hang of some seconds,
  /// ends the process.
  private static func broke(_ number: Int32, _ context: UnsafeMutableRawPointer?) {
    if number == SIGUSR1 {
      guard !isBroken else { return }
      if !isPressed, let context,
        systemLibrary.contains(CrashSite.interruptedInstruction(context))
      {
        return
      }
    } else if asynchronous.contains(number), pthread_equal(pthread_self(), attempt) == 0 {
      // A signal to the process may reach another thread; the attempt's own is more informative.
      pthread_kill(attempt, number)
      return
    }
    isBroken = true
    var breakage = Breakage(cause: cause(of: number), signal: number)
    let words = lastWords[
      breakage.cause == .other && number == SIGABRT
        ? lastWords.count - 1 : breakage.cause.index]
    if isSettled { leave() }
    _ = write(notesFile, words.baseAddress, words.count)
    for again in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGALRM] {
      signal(again) { _ in _exit(0) }
    }
    alarm(patience)
    let site = CrashSite(interruptedAt: context)
    breakage.place = site.place
    breakage.failure = site.failure
    if breakage.cause == .stackOverflow, site.isFound, !site.isDeep { breakage.cause = .other }
    end(.broke(breakage))
  }

  /// The prepared line for each cause, without a location; the last one is for `abort`.
  nonisolated(unsafe) private static var lastWords: [UnsafeRawBufferPointer] = []

  private static func prepareLastWords() {
    let causes = Breakage.Cause.allCases.map { Breakage(cause: $0, signal: 0) }
    lastWords = (causes + [Breakage(cause: .other, signal: SIGABRT)]).map { breakage in
      let line = line(.verdict(.broke(breakage)))
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: line.count, alignment: 1)
      bytes.copyBytes(from: line)
      return UnsafeRawBufferPointer(bytes)
    }
  }

  private static func cause(of number: Int32) -> Breakage.Cause {
    // When no more threads can be created, the runtime crashes.
    if number != SIGUSR1, ProcessTable.ownThreadCount() > limits.threads { return .threads }
    return switch number {
    case SIGUSR1: excess
    case SIGXFSZ: .output
    case SIGILL, SIGTRAP: .trap
    case SIGSEGV, SIGBUS: .stackOverflow
    case SIGABRT where resourceUsage().memory > limits.memoryBytes / 2: .memory
    default: .other
    }
  }
}

// MARK: Platform differences

#if os(Linux)
  private let fileSizeLimit = __rlimit_resource_t(1)
  private let dataLimit = __rlimit_resource_t(2)
  private let coreLimit = __rlimit_resource_t(4)
  private let ownUsage = __rusage_who_t(0)
  private let anonymousMapping = MAP_ANONYMOUS
  extension sigaction {
    fileprivate mutating func setHandler(
      _ handler:
        @escaping @convention(c) (
          Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
        ) -> Void
    ) {
      __sigaction_handler.sa_sigaction = handler
    }
  }
#else
  private let fileSizeLimit = RLIMIT_FSIZE
  private let dataLimit = RLIMIT_DATA
  private let coreLimit = RLIMIT_CORE
  private let ownUsage = RUSAGE_SELF
  private let anonymousMapping = MAP_ANON
  extension sigaction {
    fileprivate mutating func setHandler(
      _ handler:
        @escaping @convention(c) (
          Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
        ) -> Void
    ) {
      __sigaction_u.__sa_sigaction = handler
    }
  }
#endif
