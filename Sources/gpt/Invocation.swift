import Foundation

/// How the user can call this program again from the current folder, for hints that name a command:
/// `.build/release/gpt` if it was built here, as `swift run` does, otherwise `gpt`.
let invocation: String = {
  let own = Bundle.main.executableURL?.resolvingSymlinksInPath().path
  for path in [".build/release/gpt", ".build/debug/gpt"]
  where URL(fileURLWithPath: path).resolvingSymlinksInPath().path == own {
    return path
  }
  return "gpt"
}()
