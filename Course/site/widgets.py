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
    if os.environ.get("COURSE_SITE_MODEL"):
        yield "assets/model.html", Path(os.environ["COURSE_SITE_MODEL"])


def with_places(markdown, uri):
    """A page's Markdown with an empty box for each widget, which its script fills."""
    root = "../" * uri.count("/")

    def place(match):
        name, more = match[1], ""
        if not (SCRIPTS / f"{name}.js").exists():
            raise ValueError(f"{uri}: there is no widget {name}")
        model = os.environ.get("COURSE_SITE_MODEL")
        if name == "assistant" and model:
            # Chapter 5 lets the model write on; elsewhere it is asked.
            mode = "#continue" if uri.startswith("05") else ""
            more = f' data-model="{root}assets/model.html{mode}" data-size="{os.path.getsize(model)}"'
        return f'<div class="widget" data-widget="{name}"{more}></div>'

    return WIDGET.sub(place, markdown)


def with_scripts(html, uri):
    """A page's HTML with the scripts of the widgets that it has."""
    names = list(dict.fromkeys(PLACE.findall(html)))
    files = NEEDED + [f"data-{name}" for name in names if name in DATA] + names if names else []
    root = "../" * uri.count("/")
    return html + "".join(f'\n<script defer src="{root}assets/widgets/{file}.js"></script>' for file in files)
