#!/usr/bin/env python3
"""Checks the built site: python3 Course/site/check.py, after build.py.

Every link and picture leads somewhere, and nothing is loaded from the network. Then, where there is a Chromium, every page is
opened as wide as a desktop and as a phone: no console error, every formula set and none that is
displayed too small to be seen, no picture missing, nothing wider than the window.
"""

import concurrent.futures
import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

OUTPUT = Path(__file__).resolve().parents[2] / ".build" / "site"
# Pixels, width and height: less than that cannot be read. The smallest displayed formula of the course has 98 by 18.
LEAST_FORMULA = (20, 10)

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
  const wide = document.documentElement.scrollWidth - innerWidth;
  const found = {
    complaints,
    unset: document.querySelectorAll(".arithmatex:not(:has(mjx-container))").length,
    wrong: [...document.querySelectorAll("[data-mjx-error]")].map((node) => node.dataset.mjxError),
    missing: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src),
    wide: wide > 1 ? wide : 0,
    formulas: document.querySelectorAll("mjx-container").length,
    sizes: [...document.querySelectorAll("div.arithmatex")].map((formula) => {
      const drawn = formula.querySelector("svg")?.getBoundingClientRect();
      return [drawn?.width ?? 0, drawn?.height ?? 0];
    }),
  };
  const note = document.createElement("pre");
  note.id = "found";
  note.textContent = JSON.stringify(found);
  document.body.append(note);
});
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


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, with the two scripts put into every page."""

    def do_GET(self):
        path = OUTPUT / unquote(urlsplit(self.path).path).lstrip("/")
        if path.suffix != ".html" or not path.exists():
            try:
                return super().do_GET()
            except ConnectionError:
                return  # the browser has gone
        text = path.read_text(encoding="utf-8").replace("<head>", "<head>" + WATCH, 1).replace("</body>", REPORT + "</body>", 1)
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words):
        pass


def browser_flaws(browser):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(OUTPUT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages = sorted(path for half in ("en", "pt-BR") for path in (OUTPUT / half).glob("*.html") if path.name != "404.html")
    views = [(page.relative_to(OUTPUT).as_posix(), width) for page in pages for width in (1280, 390)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda view: look(browser, server.server_port, *view), views))
    server.shutdown()
    return [flaw for flaws, _ in found for flaw in flaws], len(pages), sum(formulas for _, formulas in found)


def look(browser, port, name, width):
    """Opens a page in a window of this width: what is wrong with it, and how many formulas it has."""
    # A window of less than 500 is not to be had; a frame of 390 is.
    address = f"http://127.0.0.1:{port}/" + (name if width > 500 else frame(name, width))
    shown = subprocess.run(
        [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom",
         f"--window-size={max(width, 500)},900", address], capture_output=True, text=True, timeout=180).stdout
    match = re.search(r'<pre id="found">(.*?)</pre>', shown, re.S)
    if not match:
        return [f"{name}, {width} wide: the browser gave no answer"], 0
    found = json.loads(html.unescape(match[1]))
    flaws = [f"{name}, {width} wide, console: {complaint}" for complaint in found["complaints"]]
    flaws += [f"{name}: a formula is wrong: {wrong}" for wrong in found["wrong"]]
    flaws += [f"{name}: no picture {missing}" for missing in found["missing"]]
    if found["unset"]:
        flaws.append(f"{name}: {found['unset']} formulas were not set")
    small = [size for size in found["sizes"] if size[0] < LEAST_FORMULA[0] or size[1] < LEAST_FORMULA[1]]
    if small:
        flaws.append(f"{name}, {width} wide: {len(small)} of {len(found['sizes'])} displayed formulas cannot be seen, "
                     "the first is drawn {:.0f} by {:.0f} pixels".format(*small[0]))
    if found["wide"]:
        flaws.append(f"{name}, {width} wide: {found['wide']} pixels wider than the window")
    return flaws, found["formulas"]


def frame(name, width):
    """A page that shows another in a frame of this width, and takes over what it found."""
    page = (f'<iframe src="/{name}" style="width:{width}px;height:844px;border:0"></iframe>'
            "<script>setInterval(() => { const note = frames[0].document.getElementById('found');"
            "if (note && !document.getElementById('found')) document.body.append(note.cloneNode(true)) }, 50)</script>")
    file = f"frame-{name.replace('/', '-')}"
    (OUTPUT / file).write_text("<!doctype html><html><head></head><body>" + page + "</html>", encoding="utf-8")
    return file


def main():
    if not (OUTPUT / "en" / "index.html").exists():
        sys.exit("There is no site yet: python3 Course/site/build.py")
    flaws, count = static_flaws()
    print(f"{count} pages: links and pictures checked")
    browser = next((found for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if found), None)
    if browser:
        try:
            more, shown, formulas = browser_flaws(browser)
        finally:
            for file in OUTPUT.glob("frame-*.html"):
                file.unlink()
        flaws += more
        print(f"{shown} pages opened twice in a browser, {formulas} formulas set")
    else:
        print("No Chromium here: console, formulas and widths were not checked.")
    if flaws:
        sys.exit("\n".join(flaws) + f"\n{len(flaws)} flaws")
    print("No flaw.")


if __name__ == "__main__":
    main()
