"""What each exercise asks for, folded under its heading.

In English it is the comment above the holes, in Portuguese the entries of Course/pt-BR/contratos; `course
verify` sees to it that they say the same.
"""

import re

from course import ROOT

ASKED = {"en": "What is asked for, shape by shape", "pt-BR": "O que se pede, com as formas"}


def comments(chapter):
    """The comments above the holes of a chapter's solutions: (exercise, declaration, text)."""
    found = []
    for path in sorted(next(ROOT.glob(f"Solutions/0{chapter}-*")).glob("*.swift")):
        comment, declaration, of_type = [], [], []
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            hole = re.fullmatch(r"// begin ([0-9]\.[0-9]+)", text)
            if text.startswith("///"):
                if declaration:
                    comment, declaration = [], []
                comment.append(text[3:].removeprefix(" "))
            elif hole:
                signature = " ".join(declaration).split(" {")[0].replace("( ", "(").replace(" )", ")")
                if of_type:  # a short comment leans on what stands above its type
                    found.append((hole[1], "", "\n".join(of_type)))
                    of_type = []
                entry = hole[1], signature, "\n".join(comment)
                if entry not in found:
                    found.append(entry)
            elif line == "}":
                of_type = []
            elif comment:
                declaration.append(text)
                if not line.startswith(" ") and re.match(r"(public |final )*(struct|enum) ", line):
                    of_type = comment
    return found


def entries(chapter):
    """The same of a file of contracts: `## 3.5 `name``, then the text."""
    text = (ROOT / f"Course/pt-BR/contratos/0{chapter}.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ([0-9]\.[0-9]+) `?([^`\n]*)`?\n", text, flags=re.MULTILINE)[1:]
    return [tuple(part.strip() for part in parts[first:first + 3]) for first in range(0, len(parts), 3)]


def asked_for(number, language):
    """What an exercise asks for, as a block that unfolds; nothing if its holes have no comment."""
    chapter = number[0]
    asked = comments(chapter) if language == "en" else entries(chapter)
    body = "\n\n".join((f"**`{name}`**\n\n" if name else "") + text for exercise, name, text in asked if exercise == number)
    if not body:
        return ""
    indented = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
    return f'\n??? abstract "{ASKED[language]}"\n\n{indented}\n'
