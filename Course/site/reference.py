"""The reference of Tensors and the shared types: DocC pages, made by the toolchain's own docc from symbol graphs.

DocC's pages know the one address that they will stand at. Here each page finds the folder by its own place in it, so that
the site can be served from anywhere. They fetch their text, which a browser does not allow to a page that was
opened as a file: such a page says so.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from course import ROOT

MODULES = ("Tensors", "TensorKernels", "Modeling", "CourseKit")
BASE = "/THE-BASE-PATH/"
AS_FILE = """<script>
if (location.protocol === "file:") addEventListener("DOMContentLoaded", () => {
  document.body.innerHTML = "<p style='font: 1.1rem sans-serif; margin: 3rem'>The reference can be read where the site is served"
    + " (a browser lets no file fetch another): <code>python3 Course/site/build.py --serve</code></p>";
});
</script>"""


def tools():
    """The paths of swift and its two companions; nil where one is missing."""
    swift = shutil.which("swift")
    if not swift:
        return None
    folder = Path(os.path.realpath(swift)).parent
    found = [shutil.which(name) or shutil.which(name, path=folder) for name in ("swift-symbolgraph-extract", "docc")]
    return (swift, *found) if all(found) else None


def run(*words, **settings):
    return subprocess.run([str(word) for word in words], cwd=ROOT, check=True, capture_output=True, text=True, **settings).stdout


def build(output):
    """Builds the reference into the folder; whether it could."""
    found = tools()
    if not found:
        print("Without swift, swift-symbolgraph-extract and docc the site has no reference of Tensors.")
        return False
    swift, extract, docc = found
    try:
        for module in MODULES:
            run(swift, "build", "--target", module)
        modules = Path(run(swift, "build", "--show-bin-path").strip()) / "Modules"
        target = json.loads(run(swift, "-print-target-info"))["target"]["unversionedTriple"]
        with tempfile.TemporaryDirectory() as graphs:
            for module in MODULES:
                run(extract, "-module-name", module, "-target", target, "-I", modules, "-minimum-access-level", "public",
                    "-skip-synthesized-members", "-output-dir", graphs)
            output.parent.mkdir(parents=True, exist_ok=True)
            run(docc, "convert", ROOT / "Course/site/Reference.docc", "--additional-symbol-graph-dir", graphs,
                "--output-dir", output, "--fallback-display-name", "GPT from scratch", "--fallback-bundle-identifier",
                "gpt-from-scratch", "--hosting-base-path", BASE.strip("/"))
    except subprocess.CalledProcessError as failure:
        print(f"The site has no reference of Tensors: {' '.join(failure.cmd[:3])} failed.\n{failure.stderr.strip()[:1000]}")
        return False
    for page in output.rglob("*.html"):
        above = "../" * (len(page.relative_to(output).parts) - 1) or "./"
        text = page.read_text(encoding="utf-8")
        text = text.replace(f'var baseUrl = "{BASE}"', f'var baseUrl = new URL("{above}", location.href).pathname')
        page.write_text(text.replace(BASE, above).replace("<head>", "<head>" + AS_FILE, 1), encoding="utf-8")
    # A page's address is its folder: with index.html at the end DocC does not know it.
    (output / "index.html").write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reference</title>{AS_FILE}'
        '<script>if (location.protocol !== "file:") location.replace("documentation/reference/")</script></head>'
        '<body><a href="documentation/reference/">Reference</a></body></html>', encoding="utf-8")
    return True
