#!/usr/bin/env python3
"""Writes what the pages say of one another: python3 Course/site/pages.py [--check]

That is, on every page, the line with its neighbours and its reading time; below an exercise's heading its
stars, minutes and file; the lines of the solutions that a link names; and the sums of reading and work that chapters
and course tell. With --check nothing is written: what is out of date is listed, and makes the command fail.
"""

import argparse
import math
import os
import re
import sys

from course import COURSE, EXCERPT, EXERCISE, LANGUAGES, ROOT, chapters, excerpt, title

# Technical prose with formulas and tables; the long pages were read aloud at about this rate.
WORDS_PER_MINUTE = 170
WORDS = {
    "en": dict(page="page {} of {}", minutes="about {} min", work="about {} min", read="Reading: about {} minutes · {} exercises · about {} minutes of work",
               ask="what is asked for: `swift run course show {}`", hours="about {} hours of reading",
               table=("tensor calls", "tensors.md")),
    "pt-BR": dict(page="página {} de {}", minutes="cerca de {} min", work="cerca de {} min",
                  read="Leitura: cerca de {} minutos · {} exercícios · cerca de {} minutos de trabalho",
                  ask="o que se pede: `swift run course show {}`", hours="cerca de {} horas de leitura", table=("chamadas de tensores", "tensores.md")),
}
ROW = re.compile(r"^\| ([0-9]\.[0-9]+) \| ([^|]+?) \| ([^|]+?) \| (\d+) \| \[([^\]]+)\]\(([^)]+)\) \|$", re.MULTILINE)
READ = re.compile(r"^(Reading|Leitura): [^\n]*?(?= · (?:needs|precisa|não precisa|nothing|depende|requer|pré)|$)", re.MULTILINE)


def minutes(text):
    """How long a page takes to read, without what is folded away, code, and where it leads."""
    text = re.sub(r"^<details .*?^</details>$|^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\|[-|]*", " ", text)
    return max(1, math.ceil(len(text.split()) / WORDS_PER_MINUTE))


def linked(path, start):
    """A link from one page to another file."""
    return os.path.relpath(path, start.parent).replace(os.sep, "/")


def written(language):
    """Every page of a language as it should be: path and text."""
    words = WORDS[language]
    course = chapters(language)
    total = 0
    for index, chapter in enumerate(course):
        texts = {path: path.read_text(encoding="utf-8") for path in chapter.files}
        rows = {match[1]: match for match in ROW.finditer(texts[chapter.opening])}
        seen = []
        for place, page in enumerate(chapter.pages):
            text = with_exercises(texts[page], page, rows, words, chapter, seen)
            before = [] if place == 0 else [f"[← {title(chapter.pages[place - 1])}]({chapter.pages[place - 1].name})"]
            after = []
            if place + 1 < len(chapter.pages):
                after = [f"[{title(chapter.pages[place + 1])} →]({chapter.pages[place + 1].name})"]
            elif index + 1 < len(course):
                after = [f"[{course[index + 1].title} →](../{course[index + 1].opening.name})"]
            way = " · ".join(
                [f"[{chapter.title}](../{chapter.opening.name})", words["page"].format(place + 1, len(chapter.pages)),
                 words["minutes"].format(minutes(text)), *before, *after])
            texts[page] = with_way(text, way)
        missing = sorted(set(rows) - set(seen))
        if missing or len(seen) != len(set(seen)):
            raise ValueError(f"chapter {chapter.number}, {language}: on no page or twice: {missing or sorted(seen)}")
        reading = sum(minutes(text) for text in texts.values())
        total += reading
        work = sum(int(row[4]) for row in rows.values())
        read = words["read"].format(5 * round(reading / 5), len(rows), work)
        texts[chapter.opening] = READ.sub(lambda _: read, texts[chapter.opening], count=1)
        for path, text in texts.items():
            yield path, with_lines(text, path)
    front = COURSE / language / "README.md"
    pattern = re.escape(words["hours"]).replace(r"\{\}", r"[\w-]+(?: \w+ [\w-]+)?")
    text, count = re.subn(pattern, words["hours"].format(round(total / 60)), front.read_text(encoding="utf-8"))
    if count != 1:
        raise ValueError(f"{front.relative_to(ROOT)} does not say “{words['hours'].format(round(total / 60))}”")
    yield front, text


def with_way(text, way):
    lines = text.split("\n")
    has_way = len(lines) > 2 and lines[2].startswith("[") and " · " in lines[2] and "](../" in lines[2]
    return "\n".join([lines[0], "", way, *(lines[3:] if has_way else lines[1:])])


def with_exercises(text, page, rows, words, chapter, seen):
    def line(match):
        number = match[1]
        row = rows.get(number)
        if not row or row[2] != match[2]:
            raise ValueError(f"{page.relative_to(ROOT)}: {match[0]} is not as in {chapter.opening.name}'s table")
        seen.append(number)
        file = linked((chapter.opening.parent / row[6]).resolve(), page)
        source = (page.parent / file).read_text(encoding="utf-8")
        table = [f"[{words['table'][0]}](../{words['table'][1]})"] if "\nimport Tensors\n" in source else []
        facts = " · ".join(
            [row[3], words["work"].format(row[4]), f"[{row[5]}]({file})", words["ask"].format(number), *table])
        return f"{match[0]}\n\n{facts}"

    # The line may be there already, and what follows it is one empty line away.
    text = re.sub(r"(^## (?:Exercise|Exercício) [^\n]+\n)\n[^\n]*★[^\n]*`swift run course show [^\n]*\n+", r"\1\n", text, flags=re.MULTILINE)
    return EXERCISE.sub(line, text)


def with_lines(text, page):
    def link(match):
        file = (page.parent / match[2]).resolve()
        first, last = excerpt(file, match[3])
        return f'[{match[1]}]({match[2]}#L{first}-L{last} "{match[3]}")'

    return EXCERPT.sub(link, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if something is out of date")
    arguments = parser.parse_args()
    try:
        stale = [(path, text) for language in LANGUAGES for path, text in written(language)
                 if text != path.read_text(encoding="utf-8")]
    except ValueError as flaw:
        sys.exit(str(flaw))
    for path, text in stale:
        print(path.relative_to(ROOT))
        if not arguments.check:
            path.write_text(text, encoding="utf-8")
    if stale and arguments.check:
        sys.exit("These pages are out of date: python3 Course/site/pages.py writes them anew.")


if __name__ == "__main__":
    main()
