import Console
import Foundation

/// What the operating system reports about the machine.
enum Hardware {
  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  static var isX86: Bool {
    #if arch(x86_64)
      true
    #else
      false
    #endif
  }

  /// The processor's name and the vector instructions it supports.
  static func processor() -> (name: String, vectors: [String]) {
    #if os(Linux)
      let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      return processor(inLinux: text)
    #else
      let name = programOutput(of: ["sysctl", "-n", "machdep.cpu.brand_string"]) ?? "?"
      let features = programOutput(of: ["sysctl", "-n", "machdep.cpu.leaf7_features"]) ?? ""
      return (
        name.trimmingCharacters(in: .whitespacesAndNewlines),
        isX86 ? vectors(ofFlags: features.lowercased()) : ["NEON"]
      )
    #endif
  }

  /// The same, parsed from the text of `/proc/cpuinfo`.
  static func processor(inLinux text: String) -> (name: String, vectors: [String]) {
    func field(_ names: String...) -> String? {
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2, names.contains(parts[0].trimmingCharacters(in: .whitespaces)) {
          return parts[1].trimmingCharacters(in: .whitespaces)
        }
      }
      return nil
    }
    return (field("model name") ?? "?", vectors(ofFlags: field("flags", "Features") ?? ""))
  }

  /// The instruction sets that matter to the kernels: AVX2, FMA and the AVX-512 subsets, or NEON.
  private static func vectors(ofFlags flags: String) -> [String] {
    let flags = Set(flags.split(separator: " "))
    var found: [String] = []
    if flags.contains("avx2") { found.append("AVX2") }
    if flags.contains("fma") { found.append("FMA") }
    if flags.contains("avx512f") { found.append("AVX-512") }
    if flags.contains("asimd") { found.append("NEON") }
    return found
  }
}
