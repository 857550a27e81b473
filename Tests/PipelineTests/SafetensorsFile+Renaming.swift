import Foundation
import TestSupport
import Testing

/// Writes a safetensors file again as another program might have: with other names, and with `extra`
/// as the members and bytes that follow.
func rename(
  _ path: String, _ newName: (String) -> String,
  adding extra: (_ offset: Int) -> (member: String, bytes: [UInt8])? = { _ in nil }
) throws {
  let whole = [UInt8](try bytes(of: path))
  let length = whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  let header = try #require(
    try JSONSerialization.jsonObject(with: Data(whole[8..<8 + length])) as? [String: Any])
  var members = try header.map { name, value in
    let text = String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    return "\"\(name == "__metadata__" ? name : newName(name))\":\(text)"
  }
  var numbers = Array(whole[(8 + length)...])
  if let (member, bytes) = extra(numbers.count) {
    members.append(member)
    numbers += bytes
  }
  let text = Array("{\(members.joined(separator: ","))}".utf8)
  let prefix = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
  try Data(prefix + text + numbers).write(to: URL(fileURLWithPath: path))
}
