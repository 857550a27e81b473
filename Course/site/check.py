#!/usr/bin/env python3
"""Checks the built site: python3 Course/site/check.py, after build.py.

Every link and picture leads somewhere, and nothing is loaded from the network. Then, where there is a Chromium, every page is
opened as wide as a desktop and as a phone, with everything unfolded: no console error, every formula set and none that is
displayed too small to be seen, no picture missing, small pictures open large, widgets show something, nothing is wider than the
window or cut off.
"""

import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

OUTPUT = Path(__file__).resolve().parents[2] / ".build" / "site"
# Pixels, width and height: less than that cannot be read. The smallest displayed formula of the course has 98 by 18.
LEAST_FORMULA = (20, 10)
LEAST_SHARE = 0.8  # of its own height, for one in a line or a table

WIDTHS = (1280, 390)  # a desktop and a phone
PATIENCE = 600  # seconds for all pages

WATCH = """<script>
window.complaints = [];
console.error = (...words) => complaints.push(words.join(" "));
addEventListener("error", (event) => complaints.push(event.message || "cannot load " + (event.target.src || event.target.href)), true);
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
</script>"""

REPORT = """<script>
addEventListener("load", async () => {
  if (window.MathJax && MathJax.startup) await MathJax.startup.promise;
  for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => 0); }
  const folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const wide = document.documentElement.scrollWidth - innerWidth;
  const scrolls = (node) => node && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  parent.postMessage({
    complaints,
    unset: document.querySelectorAll(".arithmatex:not(:has(mjx-container))").length,
    wrong: [...document.querySelectorAll("[data-mjx-error]")].map((node) => node.dataset.mjxError),
    missing: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src),
    wide: wide > 1 ? wide : 0,
    clipped: [...document.querySelectorAll("table, pre, div.widget")].filter(
      (node) => node.getBoundingClientRect().right > innerWidth + 1 && !scrolls(node)).length,
    small: [...document.querySelectorAll("article img")].filter(
      (image) => image.clientWidth < 560 && !image.classList.contains("enlarges")).length,
    dead: [...document.querySelectorAll("div.widget:empty")].map((node) => node.dataset.widget),
    formulas: document.querySelectorAll("mjx-container").length,
    shares: [...document.querySelectorAll("span.arithmatex svg")].map(
      (drawn) => drawn.getBoundingClientRect().height / drawn.height.baseVal.value),
    sizes: [...document.querySelectorAll("div.arithmatex")].map((formula) => {
      const drawn = formula.querySelector("svg")?.getBoundingClientRect();
      return [drawn?.width ?? 0, drawn?.height ?? 0];
    }),
  }, "*");
});
</script>"""

# Opens one page after the other in a frame as wide as wanted, and sends in what each has reported.
DRIVER = """<!doctype html><meta charset="utf-8"><body><script>
const views = VIEWS;
(async () => {
  const found = [];
  for (const [name, width] of views) {
    const frame = document.createElement("iframe");
    frame.style.cssText = `width:${width}px;height:844px;border:0`;
    found.push(await new Promise((done) => {
      const wait = setTimeout(() => done(null), 30000);
      onmessage = (event) => { if (event.source === frame.contentWindow && event.data.sizes) { clearTimeout(wait); done(event.data); } };
      frame.src = "/" + name;
      document.body.append(frame);
    }));
    frame.remove();
  }
  await fetch("/found/PART", { method: "POST", body: JSON.stringify(found) });
})();
</script>"""


class Links(HTMLParser):
    """What a page links to and loads, and where links may lead on it."""

    def __init__(self, text):
        super().__init__()
        self.targets, self.loaded, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id"):
            self.anchors.add(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.targets.append(attributes["href"])
        elif tag in ("img", "script") and attributes.get("src"):
            self.loaded.append(attributes["src"])
        elif tag == "link" and attributes.get("href") and attributes.get("rel") not in ("canonical", "alternate"):
            self.loaded.append(attributes["href"])


def static_flaws():
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in OUTPUT.rglob("*.html")}
    flaws = []
    for path, links in pages.items():
        # The page for unknown addresses is found at any depth: its links begin at the site's root.
        if path.name == "404.html":
            continue
        name = path.relative_to(OUTPUT)
        for target in links.targets + links.loaded:
            parts = urlsplit(target)
            if parts.scheme in ("http", "https"):
                if target in links.loaded:
                    flaws.append(f"{name} loads {target} from the network")
                continue
            if parts.scheme in ("mailto", "data", "javascript"):
                continue
            place, anchor = urldefrag(target)
            file = (path.parent / unquote(place)).resolve() if place else path
            if file.is_dir():
                file = file / "index.html"
            if not file.exists():
                flaws.append(f"{name} links to {target}")
            elif anchor and anchor != "__skip" and file in pages and unquote(anchor) not in pages[file].anchors:
                flaws.append(f"{name} links to {target}, which has no such place")
    return flaws, len(pages)


def lost_addresses():
    """Addresses of the time when a chapter was one page: each must still lead somewhere."""
    flaws, anchors = [], {}
    for address in (Path(__file__).parent / "old-addresses.txt").read_text(encoding="utf-8").split():
        name, _, anchor = address.partition("#")
        if name not in anchors:
            page = OUTPUT / name
            anchors[name] = Links(page.read_text(encoding="utf-8")).anchors if page.exists() else set()
        if anchor not in anchors[name]:
            flaws.append(f"the old address {address} leads nowhere")
    return flaws


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, with the two scripts put into every page, and takes in what the browser found."""

    parts = []  # of the views, one for each browser
    found = {}

    def do_GET(self):
        name = unquote(urlsplit(self.path).path).lstrip("/")
        driver = re.fullmatch(r"driver/(\d+)", name)
        path = OUTPUT / name
        if driver:
            text = DRIVER.replace("VIEWS", json.dumps(self.parts[int(driver[1])])).replace("PART", driver[1])
        elif path.suffix == ".html" and path.exists():
            text = path.read_text(encoding="utf-8").replace("<head>", "<head>" + WATCH, 1).replace("</body>", REPORT + "</body>", 1)
        else:
            try:
                return super().do_GET()
            except ConnectionError:
                return  # the browser has gone
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.found[int(self.path.rsplit("/", 1)[1])] = json.loads(body)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


def browser_flaws(browser):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(OUTPUT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages = sorted(path.relative_to(OUTPUT) for half in ("en", "pt-BR") for path in (OUTPUT / half).rglob("*.html")
                   if path.name != "404.html" and "code" not in path.parts)
    views = [(page.as_posix(), width) for page in pages for width in WIDTHS]
    Handler.parts = [views[0::2], views[1::2]]
    with tempfile.TemporaryDirectory() as folder:
        browsers = [
            subprocess.Popen(
                [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/{part}",
                 "--window-size=1400,1000", f"http://127.0.0.1:{server.server_port}/driver/{part}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for part in range(len(Handler.parts))]
        end = time.monotonic() + PATIENCE
        while len(Handler.found) < len(Handler.parts) and time.monotonic() < end:
            time.sleep(0.1)
        for process in browsers:
            process.terminate()
            process.wait()
    server.shutdown()
    flaws, formulas = [], 0
    for part, of_part in enumerate(Handler.parts):
        answers = Handler.found.get(part, [None] * len(of_part))
        for (name, width), answer in zip(of_part, answers):
            flaws += flaws_of(name, width, answer)
            formulas += answer["formulas"] if answer else 0
    return flaws, len(pages), formulas


def flaws_of(name, width, found):
    """What is wrong with a page in a window of this width."""
    if not found:
        return [f"{name}, {width} wide: the browser gave no answer"]
    flaws = [f"{name}, {width} wide, console: {complaint}" for complaint in found["complaints"]]
    flaws += [f"{name}: a formula is wrong: {wrong}" for wrong in found["wrong"]]
    flaws += [f"{name}: no picture {missing}" for missing in found["missing"]]
    flaws += [f"{name}: the widget {widget} shows nothing" for widget in found["dead"]]
    if found["unset"]:
        flaws.append(f"{name}: {found['unset']} formulas were not set")
    small = [size for size in found["sizes"] if size[0] < LEAST_FORMULA[0] or size[1] < LEAST_FORMULA[1]]
    if small:
        flaws.append(f"{name}, {width} wide: {len(small)} of {len(found['sizes'])} displayed formulas cannot be seen, "
                     "the first is drawn {:.0f} by {:.0f} pixels".format(*small[0]))
    shrunk = [share for share in found["shares"] if share < LEAST_SHARE]
    if shrunk:
        flaws.append(f"{name}, {width} wide: {len(shrunk)} formulas in lines or tables are shrunk, to {100 * min(shrunk):.0f} %")
    if found["small"]:
        flaws.append(f"{name}, {width} wide: {found['small']} small pictures do not open large")
    if found["clipped"]:
        flaws.append(f"{name}, {width} wide: {found['clipped']} tables, listings or widgets are cut off")
    if found["wide"]:
        flaws.append(f"{name}, {width} wide: {found['wide']} pixels wider than the window")
    return flaws


def main():
    if not (OUTPUT / "en" / "index.html").exists():
        sys.exit("There is no site yet: python3 Course/site/build.py")
    flaws, count = static_flaws()
    flaws += lost_addresses()
    print(f"{count} pages: links and pictures checked")
    browser = next((found for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if found), None)
    if browser:
        more, shown, formulas = browser_flaws(browser)
        flaws += more
        print(f"{shown} pages opened twice in a browser, {formulas} formulas set")
    else:
        print("No Chromium here: console, formulas and widths were not checked.")
    if flaws:
        sys.exit("\n".join(flaws) + f"\n{len(flaws)} flaws")
    print("No flaw.")


if __name__ == "__main__":
    main()
