"""Makes the course's Markdown, written for GitHub, into pages of a site.

The text links to pictures and code outside its folder. Here the pictures are taken in, every linked file of code becomes
a page that leads to the pages it is mentioned on, and what stands as a link on GitHub unfolds: the lines of a solution, what
an exercise asks for, and the widgets.
"""

import json
import os
import posixpath
import re
import sys
from pathlib import Path

from mkdocs.structure.files import File, InclusionLevel

sys.path.insert(0, str(Path(__file__).parent))
from contracts import asked_for  # noqa: E402
from course import COURSE, EXCERPT, EXERCISE, LANGUAGES, ROOT, chapters, excerpt_text, title  # noqa: E402

LANGUAGE_NAMES = {"en": "English", "pt-BR": "Português"}
NAMES = {"en": "GPT from scratch, in Swift", "pt-BR": "GPT do zero, em Swift"}
WORDS = {
    "en": dict(back="Mentioned in", whole="the whole file", reference="Reference of Tensors and the shared types"),
    "pt-BR": dict(back="Citado em", whole="o arquivo inteiro", reference="Referência de Tensors e dos tipos comuns (em inglês)"),
}
ELSEWHERE = "https://elsewhere.invalid/"
LINK = re.compile(r'(\]\()([^)\s]+)((?: "[^"\n]*")?\))')
WIDGET = re.compile(r"^<!-- widget: ([a-z0-9-]+) -->$", re.MULTILINE)
# What the search must not find: formulas in TeX, and glossaries, which would stand before the pages that explain.
UNSEARCHED = " data-search-exclude"


def language(config):
    return Path(config["docs_dir"]).resolve().name


def counterpart(name, own, other):
    """The address of the same page in the other language."""
    for mine, theirs in zip(chapters(own), chapters(other)):
        for page, same in zip(mine.files, theirs.files):
            if page.relative_to(COURSE / own).as_posix() == name:
                return same.relative_to(COURSE / other).with_suffix(".html").as_posix()
    others = {"tensors.md": "tensores.html", "tensores.md": "tensors.html"}
    return others.get(name, "index.html")


def on_config(config):
    own = language(config)
    config["site_name"] = NAMES[own]
    docs = COURSE / own
    nav = ["README.md"]
    for chapter in chapters(own):
        name = re.sub(r"^\w+ ([0-9]\.)", r"\1", chapter.title)
        nav.append({name: [page.relative_to(docs).as_posix() for page in chapter.files]})
    nav += [name for name in ("tensors.md", "tensores.md") if (docs / name).exists()]
    if os.environ.get("COURSE_SITE_REFERENCE"):
        nav.append({WORDS[own]["reference"]: ELSEWHERE + "reference/index.html"})
    config["nav"] = nav
    return config


def course_pages(own):
    """All Markdown files of a language that are pages of the site."""
    found = [COURSE / own / "README.md", *(COURSE / own).glob("tensor*.md")]
    return found + [page for chapter in chapters(own) for page in chapter.files]


def is_code(path):
    """Whether a file stands outside the course's texts and pictures."""
    return not any(path == folder or folder in path.parents for folder in (*(COURSE / name for name in LANGUAGES), COURSE / "figures"))


def linked_code(own):
    """The files outside the course that its pages link to, as paths from the project's folder on, with those pages."""
    found = {}
    for page in course_pages(own):
        for _, target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|#", target):
                continue
            path = (page.parent / target.split("#")[0]).resolve()
            if path.exists() and is_code(path):
                mentions = found.setdefault(path.relative_to(ROOT).as_posix(), [])
                if page not in mentions:
                    mentions.append(page)
    return found


def on_files(files, config):
    own = language(config)
    for picture in sorted((COURSE / "figures" / own).glob("*.svg")):
        files.append(File.generated(config, f"figures/{picture.name}", abs_src_path=str(picture)))
    assets = Path(__file__).parent / "assets"
    for asset in sorted(path for path in assets.rglob("*") if path.is_file()):
        files.append(File.generated(config, f"assets/{asset.relative_to(assets).as_posix()}", abs_src_path=str(asset)))
    mathjax = os.environ["COURSE_SITE_MATHJAX"]
    files.append(File.generated(config, "assets/mathjax.js", abs_src_path=mathjax))
    for path, mentions in sorted(linked_code(own).items()):
        source = ROOT / path
        back = " · ".join(
            f"[{title(page)}]({posixpath.relpath(page.relative_to(COURSE / own).as_posix(), posixpath.dirname('code/' + path))})"
            for page in mentions)
        content = code_page(path, source, f"{WORDS[own]['back']}: {back}")
        page = File.generated(config, f"code/{path}.md", content=content)
        page.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(page)
    return files


def code_page(path, source, back):
    """A file, or a folder's list of names, below the pages that mention it."""
    front = f"---\nsearch:\n  exclude: true\nhide: [toc]\n---\n# {path}\n\n{back}\n\n"
    if source.is_dir():
        names = sorted(item.name for item in source.iterdir() if not item.name.startswith("."))
        return front + "\n".join(f"- `{name}`" for name in names) + "\n"
    text = source.read_text(encoding="utf-8")
    kind = {".swift": "swift", ".py": "python", ".json": "json", ".md": "markdown"}.get(source.suffix, "text")
    fence = "`" * 4
    return f'{front}{fence}{{.{kind} linenums="1"}}\n{text}\n{fence}\n'


def on_page_markdown(markdown, page, config, files):
    own = language(config)
    if page.file.src_uri.startswith("code/"):
        return markdown
    here = COURSE / own / page.file.src_uri

    def unfolded(match):
        """A link to a declaration, as the declaration itself."""
        file = (here.parent / match[2]).resolve()
        code = "\n".join("    " + line if line else "" for line in excerpt_text(file, match[3]).split("\n"))
        link = match[0].replace(f"[{match[1]}]", f"[{file.name}: {WORDS[own]['whole']}]", 1)
        return f'??? example "{match[1]}"\n\n    ```swift\n{code}\n    ```\n\n    {link}\n'

    def site_link(match):
        target, _, anchor = match[2].partition("#")
        if re.match(r"[a-z]+:", target) or not target:
            return match[0]
        path = (here.parent / target).resolve()
        lines = re.fullmatch(r"L(\d+)(-L\d+)?", anchor)
        anchor = f"#__codelineno-0-{lines[1]}" if lines else f"#{anchor}" if anchor else ""
        if path.parent == COURSE / "figures" / own:
            uri = f"figures/{path.name}"
        elif is_code(path):
            uri, anchor = f"code/{path.relative_to(ROOT).as_posix()}.md", anchor if lines else ""
        else:
            for other in LANGUAGES:
                if other != own and (COURSE / other) in path.parents:
                    name = path.relative_to(COURSE / other).as_posix()
                    name = "index.html" if name == "README.md" else name.removesuffix(".md") + ".html"
                    return f"{match[1]}{ELSEWHERE}{other}/{name}{anchor})"
            return match[0]
        return f"{match[1]}{posixpath.relpath(uri, posixpath.dirname(page.file.src_uri))}{anchor})"

    markdown = EXCERPT.sub(unfolded, markdown)
    # Below the exercise's facts, which pages.py writes.
    markdown = re.sub(EXERCISE.pattern + r"\n\n[^\n]*★[^\n]*\n", lambda match: match[0] + asked_for(match[1], own), markdown, flags=re.MULTILINE)
    markdown = WIDGET.sub(r'<div class="widget" data-widget="\1"></div>', markdown)
    return LINK.sub(site_link, markdown)


def on_page_content(html, page, config, files):
    html = re.sub(r'class="arithmatex"', 'class="arithmatex"' + UNSEARCHED, html)
    html = re.sub(r'(<h2 id="gloss[^>]*>.*?</h2>\s*)<table', rf"\1<table{UNSEARCHED}", html, flags=re.DOTALL)
    return html


def on_page_context(context, page, config, nav):
    own = language(config)
    name = page.file.src_uri
    config["extra"]["alternate"] = [
        {
            "name": LANGUAGE_NAMES[other],
            "lang": other,
            # From the site's root on; the theme makes it one from the page on.
            "link": f"../{other}/" + (name.removesuffix(".md").replace("README", "index") + ".html" if other == own else counterpart(name, own, other)),
        }
        for other in LANGUAGES
    ]
    return context


def on_post_page(output, page, config):
    # The other half of the site and the reference are not there yet when this half is made.
    output = output.replace(ELSEWHERE, "../" * (page.file.src_uri.count("/") + 1))
    # With these the theme's script would ask for a site map, which a page opened from a file may not do.
    return re.sub(r'\s*<link rel="alternate"[^>]*>', "", output)


def on_post_template(output, template_name, config):
    return output.replace(ELSEWHERE, "/")
