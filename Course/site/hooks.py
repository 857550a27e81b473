"""Makes the course's Markdown, written for GitHub, into pages of a site.

The text links to pictures and code outside its folder. Here the pictures are taken in, and every linked
file of code becomes a page. Each page also knows its counterpart in the other language.
"""

import os
import re
import sys
from pathlib import Path

from mkdocs.structure.files import File, InclusionLevel

sys.path.insert(0, str(Path(__file__).parent))
from contracts import with_contracts  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "Course"
LANGUAGES = {"en": "English", "pt-BR": "Português"}
NAMES = {"en": "GPT from scratch, in Swift", "pt-BR": "GPT do zero, em Swift"}
ELSEWHERE = "https://elsewhere.invalid/"
LINK = re.compile(r"(\]\()([^)\s]+)(\))")


def language(config):
    return Path(config["docs_dir"]).resolve().name


def counterpart(name, other):
    """The file of the same chapter in the other language."""
    if name == "README.md":
        return "index.html"
    for path in sorted((COURSE / other).glob(name[:3] + "*.md")):
        return path.stem + ".html"
    return "index.html"


def on_config(config):
    own = language(config)
    config["site_name"] = NAMES[own]
    pages = sorted(path.name for path in (COURSE / own).glob("[0-9]*.md"))
    config["nav"] = ["README.md", *pages]
    return config


def linked_code(config):
    """The files outside the course that its pages link to, as paths from the project's folder on."""
    found = set()
    for page in Path(config["docs_dir"]).glob("*.md"):
        for _, target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            if target.startswith("../../"):
                found.add(target.split("#")[0][len("../../"):])
    return sorted(found)


def on_files(files, config):
    for picture in sorted((COURSE / "figures" / language(config)).glob("*.svg")):
        files.append(File.generated(config, f"figures/{picture.name}", abs_src_path=str(picture)))
    assets = Path(__file__).parent / "assets"
    for asset in sorted(assets.iterdir()):
        files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
    mathjax = os.environ["COURSE_SITE_MATHJAX"]
    files.append(File.generated(config, "assets/mathjax.js", abs_src_path=mathjax))
    for path in linked_code(config):
        source = ROOT / path
        content = folder_page(path, source) if source.is_dir() else code_page(path, source)
        page = File.generated(config, f"code/{path.rstrip('/')}.md", content=content)
        page.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(page)
    return files


def code_page(path, source):
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".md":
        return text
    kind = {".swift": "swift", ".py": "python", ".json": "json"}.get(source.suffix, "text")
    fence = "`" * 4
    return f"---\nsearch:\n  exclude: true\nhide: [toc]\n---\n# {path}\n\n{fence}{kind}\n{text}\n{fence}\n"


def folder_page(path, source):
    names = "\n".join(f"- `{item.name}`" for item in sorted(source.iterdir()) if not item.name.startswith("."))
    return f"---\nsearch:\n  exclude: true\nhide: [toc]\n---\n# {path}\n\n{names}\n"


def on_page_markdown(markdown, page, config, files):
    own = language(config)
    if page.file.src_uri.startswith("code/"):
        # A file's own links lead to places that are not in the site.
        return LINK.sub(r"](#)", markdown) if page.file.src_uri.endswith(".md.md") else markdown

    def site_link(match):
        target, _, anchor = match[2].partition("#")
        anchor = f"#{anchor}" if anchor else ""
        if target.startswith(f"../figures/{own}/"):
            target = "figures/" + target.rsplit("/", 1)[1]
        elif target.startswith("../../"):
            target, anchor = f"code/{target[len('../../'):].rstrip('/')}.md", ""
        else:
            for other in LANGUAGES:
                if target.startswith(f"../{other}/"):
                    return f"{match[1]}{ELSEWHERE}{other}/{html_name(target)}{anchor}{match[3]}"
        return f"{match[1]}{target}{anchor}{match[3]}"

    return LINK.sub(site_link, with_contracts(markdown, own))


def html_name(target):
    name = target.rsplit("/", 1)[1]
    return "index.html" if name == "README.md" else name.removesuffix(".md") + ".html"


def on_page_content(html, page, config, files):
    # The other half of the site is not there yet when this one is made.
    return html.replace(ELSEWHERE, "../" * (page.file.src_uri.count("/") + 1))


def on_page_context(context, page, config, nav):
    name = page.file.src_uri
    config["extra"]["alternate"] = [
        {
            "name": LANGUAGES[other],
            "lang": other,
            # From the site's root on; the theme makes it one from the page on.
            "link": f"../{other}/" + (counterpart(name, other) if "/" not in name else "index.html"),
        }
        for other in LANGUAGES
    ]
    return context


def on_post_page(output, page, config):
    # With these the theme's script would ask for a site map, which a page opened from a file may not do.
    return re.sub(r'\s*<link rel="alternate"[^>]*>', "", output)
