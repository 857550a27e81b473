"""The widgets of the site: the scripts and measured numbers that each needs, and its place on a page.

Where a page says `<!-- widget: NAME -->`, assets/widgets/NAME.js draws something that the reader can move. The numbers
are those of Course/figures/data.json, in the page's language.
"""

import json
import os
import re
from pathlib import Path

from course import COURSE, ROOT

SCRIPTS = Path(__file__).parent / "assets" / "widgets"
# Softmax, decoding and the word split are those of the engine that `gpt share` puts into its page.
ENGINE = ROOT / "Sources" / "Pipeline" / "Share" / "gpt.js"
WIDGET = re.compile(r"^<!-- widget: ([a-z0-9-]+) -->$", re.MULTILINE)
PLACE = re.compile(r'<div class="widget" data-widget="([a-z0-9-]+)"')
NEEDED = ["engine", "mathematics", "kit"]
DATA = {
    "attention": lambda run: {"tokens": run["attention"][1]["tokens"], "scores": run["attentionScores"]},
    "decoding": lambda run: {
        "prompt": run["decoding"]["prompt"], "logarithms": run["decodingLogarithms"], "pairs": run["merges"]["pairs"]},
    "merges": lambda run: {"word": run["merges"]["word"], "pairs": run["merges"]["pairs"]},
}


def data(own):
    """What the scripts read, by widget, as the text of a script."""
    runs = json.loads((COURSE / "figures" / "data.json").read_text(encoding="utf-8"))
    run = runs["english" if own == "en" else "portuguese"]
    return {
        name: f"(window.widgetData ??= {{}}).{name} = "
        + json.dumps(numbers(run), ensure_ascii=False, separators=(",", ":")) + ";\n"
        for name, numbers in DATA.items()}


def generated(own):
    """The files that the site has beside its assets: (address, text or path)."""
    yield "assets/widgets/engine.js", ENGINE
    for name, text in data(own).items():
        yield f"assets/widgets/data-{name}.js", text
    for kind, path in models().items():
        yield f"assets/model-{kind}.html", path


def models():
    """The pages of `gpt share` that the site was built with, by what they hold: pretrained, assistant or preferred."""
    paths = [Path(name) for name in os.environ.get("COURSE_SITE_MODELS", "").split(os.pathsep) if name]
    return {re.search(r'"model":"([a-z]+)"', path.read_text(encoding="utf-8"))[1]: path for path in paths}


def with_places(markdown, uri):
    """A page's Markdown with an empty box for each widget, which its script fills."""
    root = "../" * uri.count("/")

    def place(match):
        name, more = match[1], ""
        if not (SCRIPTS / f"{name}.js").exists():
            raise ValueError(f"{uri}: there is no widget {name}")
        given = models() if name == "assistant" else {}
        if given:
            # Chapter 5 lets a pretrained model write on; elsewhere a tuned one is asked.
            writes_on = uri.startswith("05")
            kind = min(given, key=lambda kind: (kind == "pretrained") != writes_on)
            address = f"{root}assets/model-{kind}.html{'#continue' if writes_on else ''}"
            more = f' data-model="{address}" data-size="{given[kind].stat().st_size}"'
        return f'<div class="widget" data-widget="{name}"{more}></div>'

    return WIDGET.sub(place, markdown)


def with_scripts(html, uri):
    """A page's HTML with the scripts of the widgets that it has."""
    names = list(dict.fromkeys(PLACE.findall(html)))
    files = NEEDED + [f"data-{name}" for name in names if name in DATA] + names if names else []
    root = "../" * uri.count("/")
    return html + "".join(f'\n<script defer src="{root}assets/widgets/{file}.js"></script>' for file in files)
