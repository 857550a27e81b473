import Foundation
import TestSupport
import Testing

/// Headless Chromium.
enum Browser {
  /// Where the browser is; nil where there is none.
  static let path: String? =
    [
      "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What a page reports of itself in windows of these many pixels. The script runs at its end, finds in
  /// `problems` what the page said is wrong, and gives its report to `report`.
  ///
  /// The page has `milliseconds` of its own time, in which no timer has to be waited for.
  static func reports<Report: Decodable>(
    _ type: Report.Type, of html: String, widths: [Int], running script: String,
    in folder: String, milliseconds: Int = 10_000
  ) throws -> [Report] {
    let checked =
      html
      .replacing("<head>", with: "<head><script>\(listener)</script>", maxReplacements: 1)
      .replacing("</body>", with: "<script>\(script)</script></body>", maxReplacements: 1)
    try put(checked, at: folder + "/page.html")
    let frames = widths.map {
      "<iframe src=\"page.html\" style=\"width:\($0)px;height:800px;border:0\"></iframe>"
    }
    let document = """
      <!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
      \(frames.joined(separator: "\n"))
      <script>\(collector)</script></body></html>
      """
    try put(document, at: folder + "/frames.html")
    let dom = try opened("frames.html", in: folder, milliseconds: milliseconds)
    let reports = dom.matches(of: /<pre>([A-Za-z0-9+\/=]+)<\/pre>/).map { String($0.output.1) }
    try #require(
      reports.count == widths.count, "the browser reported \(reports.count) views: \(dom)")
    return try reports.map {
      try JSONDecoder().decode(type, from: #require(Data(base64Encoded: $0)))
    }
  }

  private static let listener = """
    window.problems = [];
    addEventListener('error', event => problems.push(event.message || 'a resource is missing'), true);
    addEventListener('unhandledrejection', event => problems.push(String(event.reason)));
    addEventListener('securitypolicyviolation', event =>
      problems.push('forbidden: ' + event.violatedDirective + ' ' + event.blockedURI));
    window.report = value =>
      parent.postMessage(btoa(unescape(encodeURIComponent(JSON.stringify(value)))), '*');
    """

  /// Base64 is left alone by whatever writes the document down.
  private static let collector = """
    addEventListener('message', event => {
      const pre = document.createElement('pre');
      pre.textContent = event.data;
      document.body.append(pre);
    });
    """

  /// The document that a file has become.
  private static func opened(
    _ file: String, in folder: String, milliseconds: Int
  ) throws -> String {
    let browser = try #require(path)
    try put("", at: folder + "/dom")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: browser)
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--user-data-dir=\(folder)/profile", "--virtual-time-budget=\(milliseconds)",
      "--window-size=1700,900", "--dump-dom", "file://\(folder)/\(file)",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: folder + "/dom")
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return String(decoding: try bytes(of: folder + "/dom"), as: UTF8.self)
  }
}
