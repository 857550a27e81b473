import CourseKit
import Foundation

/// The three standard streams, any of which may be closed when a program starts.
enum StandardStreams {
  /// Prevents what would otherwise end the program without a message, or corrupt a file.
  ///
  /// - Writing to a closed pipe fails (EPIPE) instead of raising a signal.
  /// - A file that exceeds `ulimit -f` is a reported error (EFBIG).
  /// - The descriptor of a closed stream would go to the next file that is opened, and output would
  ///   end up in that file. It is therefore taken by something that can be neither read nor
  ///   written.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) < 0 {
      // Opened with the opposite access. The lowest free descriptor is the stream's.
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

/// An error's message. The course's own errors are sentences; Foundation's have a localized one.
func sentence(of error: any Error) -> String {
  error is any CustomNSError
    ? error.localizedDescription : String(describing: error)
}
