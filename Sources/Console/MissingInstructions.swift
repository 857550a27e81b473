import CourseKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes an instruction that this processor lacks end the program with an explanation.
///
/// The kernels are compiled for one kind of processor. On an older one the program would be
/// terminated by SIGILL without a message. This file and those of the executable targets are
/// compiled for any processor, so that they get as far as this call.
///
/// On x86-64 an overflow or a failed precondition is an illegal instruction too (`ud2`, 0F 0B).
/// Such crashes are reported as before.
public func tellOfMissingInstructions() {
  #if arch(x86_64)
    let sentence = Language.current.text(
      "This program was built for another processor: it uses instructions that this one does not have. "
        + "Build it here, or for both with GPT_MARCH=x86-64-v3 before swift build (README, \"Other "
        + "processors\").\n",
      "Este programa foi compilado para outro processador: usa instruções que este não tem. Compile-o "
        + "aqui ou, para os dois, com GPT_MARCH=x86-64-v3 antes de swift build (README, \"Outros "
        + "processadores\").\n")
    missingInstruction = strdup(sentence)
    var action = sigaction()
    action.sa_flags = SA_SIGINFO
    setHandler(of: &action) { _, information, _ in
      let place = address(in: information).assumingMemoryBound(to: UInt8.self)
      if place[0] == 0x0F, place[1] == 0x0B {
        // The same instruction faults again and the previous handler reports it.
        sigaction(SIGILL, &actionBefore, nil)
        return
      }
      if let missingInstruction {
        _ = write(2, missingInstruction, strlen(missingInstruction))
      }
      _exit(1)
    }
    sigaction(SIGILL, &action, &actionBefore)
  #endif
}

#if arch(x86_64)
  /// Written before the handler is installed, read only by it.
  nonisolated(unsafe) private var missingInstruction: UnsafeMutablePointer<CChar>?
  /// The previous handler: Swift's own, which prints a backtrace, or none.
  nonisolated(unsafe) private var actionBefore = sigaction()

  #if canImport(Darwin)
    private func setHandler(
      of action: inout sigaction,
      _ handler:
        @escaping @convention(c) (
          Int32, UnsafeMutablePointer<__siginfo>?, UnsafeMutableRawPointer?
        ) -> Void
    ) { action.__sigaction_u.__sa_sigaction = handler }

    private func address(in information: UnsafeMutablePointer<__siginfo>?)
      -> UnsafeMutableRawPointer
    {
      information!.pointee.si_addr
    }
  #else
    private func setHandler(
      of action: inout sigaction,
      _ handler:
        @escaping @convention(c) (
          Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
        ) -> Void
    ) { action.__sigaction_handler.sa_sigaction = handler }

    private func address(in information: UnsafeMutablePointer<siginfo_t>?)
      -> UnsafeMutableRawPointer
    {
      information!.pointee._sifields._sigfault.si_addr
    }
  #endif
#endif
