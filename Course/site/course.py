"""The course's pages as they lie in the folders: chapters, their pages, and the code that they link to."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "Course"
LANGUAGES = ("en", "pt-BR")
# A paragraph that is nothing but a link to a declaration in the solutions, named by a piece of its first line.
EXCERPT = re.compile(r'^\[([^\]\n]+)\]\(([^)\s#]+\.swift)(?:#L\d+-L\d+)? "([^"\n]+)"\)$', re.MULTILINE)
EXERCISE = re.compile(r"^## (?:Exercise|Exercício) ([0-9]\.[0-9]+): (.+)$", re.MULTILINE)


@dataclass
class Chapter:
    number: int
    opening: Path
    pages: list

    @property
    def title(self):
        return title(self.opening)

    @property
    def files(self):
        return [self.opening, *self.pages]


def chapters(language):
    """All chapters of one language, each with its opening and the pages in the folder of the same name."""
    openings = sorted((COURSE / language).glob("[0-9][0-9]-*.md"))
    return [Chapter(int(path.name[:2]), path, sorted(path.with_suffix("").glob("[0-9][0-9]-*.md"))) for path in openings]


def title(page):
    return page.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


def excerpt(file, words):
    """The lines (from, to) of the declaration in `file` whose first line has these words; they are one, or it is an error."""
    lines = file.read_text(encoding="utf-8").split("\n")
    declaration = re.compile(r"\s*(?:@?\w+(?:\([^)]*\))? )*(?:func|init|subscript|var|let|struct|enum|protocol|extension|typealias|case)\b")
    found = [index for index, line in enumerate(lines) if words in line and declaration.match(line)]
    if len(found) != 1:
        raise ValueError(f"{file.relative_to(ROOT)} has {len(found)} declarations with “{words}”, not one")
    first = found[0]
    indentation = len(lines[first]) - len(lines[first].lstrip())
    last = first
    # A declaration of one line ends there; any other at the brace that stands as far left as its beginning.
    if lines[first].count("{") == 0 or lines[first].count("{") != lines[first].count("}"):
        closing = " " * indentation + "}"
        last = next((index for index in range(first + 1, len(lines)) if lines[index].startswith(closing)), first)
    return first + 1, last + 1


def excerpt_text(file, words):
    """The same lines as text: without the marks of the holes, moved to the left."""
    first, last = excerpt(file, words)
    lines = file.read_text(encoding="utf-8").split("\n")[first - 1:last]
    lines = [line for line in lines if not re.fullmatch(r"\s*// (begin|end) ([0-9]\.[0-9]+|solution)", line)]
    indentation = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indentation:] for line in lines)
