#!/usr/bin/env python3
"""Makes a page of what `course export --json` wrote: python3 .github/summary.py results.json

A line of totals, a row for each exercise that is begun or waits for another, and the grader's words where one has not
passed. The titles and words are in the language of the export.
"""

import json
import sys

MARKS = {"passed": "✓", "failed": "✗", "blocked": "↑", "notStarted": "·"}


def cell(text):
    """As a table takes it: in one line, with nothing that ends a cell or begins a tag."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        results = json.load(file)
    exercises = results["exercises"]
    print(f"{results['track']}\n")
    print(f"**{results['passed']} / {len(exercises)}** ✓ · {results['failed']} ✗ · {results['notGraded']} ? · "
          f"{results['blocked']} ↑ · {results['notStarted']} ·\n")
    for problem in results["buildErrors"]:
        print(f"- `{problem['file']}:{problem['line']}`: {cell(problem['message'])}")
    begun = [exercise for exercise in exercises if exercise["outcome"] != "notStarted"]
    if begun:
        print("\n| | | |\n|---|---|---|")
    for exercise in begun:
        mark = MARKS[exercise["outcome"]] if exercise["isGraded"] else "?"
        words = "" if exercise["outcome"] == "passed" else cell(exercise["message"])
        print(f"| {mark} | {exercise['exercise']} {cell(exercise['title'])} | {words} |")


if __name__ == "__main__":
    main()
