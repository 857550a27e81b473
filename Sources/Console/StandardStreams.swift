import CourseKit
import Foundation

/// The three streams that a program is started with, and often without one of them.
enum StandardStreams {
  /// Takes care of what would otherwise end the program without a word, or damage a file.
  ///
  /// - Where nobody reads the output any more, writing fails (EPIPE) and sends no signal.
  /// - A file that grows beyond `ulimit -f` is an error to tell (EFBIG).
  /// - A closed stream leaves its number to the next file that is opened, and what is printed would
  ///   end up in there: the number is taken by something that can be neither read nor written.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) < 0 {
      // Opened the wrong way round; the lowest free number is the stream's.
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

/// What an error says. The course's own errors are sentences; Foundation's have one to ask for.
func sentence(of error: any Error) -> String {
  error is any CustomNSError
    ? error.localizedDescription : String(describing: error)
}
