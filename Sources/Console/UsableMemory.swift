import Foundation

/// The memory that this process may use, in bytes: that of the machine, or less if the shell
/// (`ulimit -v`, `ulimit -d`) or the container (a control group, as created by Docker or systemd)
/// limits it.
public func usableMemory() -> UInt64 {
  let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
  return
    ([ProcessInfo.processInfo.physicalMemory] + shellLimits()
    + controlGroupLimits(of: groups, in: "/sys/fs/cgroup")).min()!
}

private func shellLimits() -> [UInt64] {
  #if canImport(Darwin)
    let resources = [RLIMIT_AS, RLIMIT_DATA]
  #else
    // The constants have a different type from the function's parameter.
    let resources = [RLIMIT_AS.rawValue, RLIMIT_DATA.rawValue]
  #endif
  return resources.compactMap { resource in
    var limit = rlimit()
    return getrlimit(.init(resource), &limit) == 0 ? UInt64(limit.rlim_cur) : nil
  }
}

/// The memory limits of the control groups listed in `membership` (`/proc/self/cgroup`) and of
/// their ancestors, in bytes: the files `memory.max` of version 2, or `memory.limit_in_bytes` of
/// version 1, under `root`.
///
/// A line is `0::/path` in version 2 and `9:memory:/path` in version 1. In a container the path may
/// be `/` or may not exist; the group at the root then applies.
///
/// Source: the Linux kernel's documentation, "Control Group v2" and "Memory Resource Controller".
func controlGroupLimits(of membership: String, in root: String) -> [UInt64] {
  membership.split(separator: "\n").flatMap { line -> [UInt64] in
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return [] }
    let file: String
    if fields[1].isEmpty {
      file = "memory.max"
    } else if fields[1].split(separator: ",").contains("memory") {
      file = "memory/memory.limit_in_bytes"
    } else {
      return []
    }
    let parts = file.split(separator: "/")
    let base = root + parts.dropLast().map { "/\($0)" }.joined()
    let names = fields[2].split(separator: "/")
    return (0...names.count).compactMap { depth in
      let group = base + names.prefix(depth).map { "/\($0)" }.joined()
      let text = try? String(contentsOfFile: "\(group)/\(parts.last!)", encoding: .utf8)
      // "max" is not a number and means no limit.
      return text.flatMap { UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
  }
}
