#!/usr/bin/env python3
"""Builds the course as a static site in both languages: python3 Course/site/build.py

What it needs comes from PyPI, once, into a folder of its own (.build/site-tools). The site itself loads nothing from
the network: open .build/site/index.html.
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import reference

SITE = Path(__file__).resolve().parent
ROOT = SITE.parents[1]
TOOLS = ROOT / ".build" / "site-tools"
OUTPUT = ROOT / ".build" / "site"
HALVES = [("en", "en", "en"), ("pt-BR", "pt-BR", "pt")]

ENTRANCE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GPT from scratch, in Swift · GPT do zero, em Swift</title>
<link rel="icon" href="en/assets/icon.svg">
<script>
  // The first language of the reader's list that the course speaks.
  const spoken = navigator.languages.find((tag) => /^(pt|en)\b/i.test(tag)) ?? "en";
  location.replace(/^pt/i.test(spoken) ? "pt-BR/index.html" : "en/index.html");
</script>
<p><a href="en/index.html">English</a> · <a href="pt-BR/index.html">Português</a></p>
</html>
"""


def tools():
    """A Python of our own with the generator, made at the first call and when the requirements change."""
    python = TOOLS / "bin" / "python"
    wanted = (SITE / "requirements.txt").read_text()
    note = TOOLS / "installed.txt"
    if not python.exists() or not note.exists() or note.read_text() != wanted:
        print("Installing the site generator into .build/site-tools …", flush=True)
        venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", SITE / "requirements.txt"],
            check=True)
        note.write_text(wanted)
    return python


def mathjax(python):
    """The one file of MathJax that brings its own letters."""
    for folder in (TOOLS / "lib").glob("python*/site-packages"):
        for file in folder.glob("*/static/mathjax/tex-svg-full.js"):
            return file
    sys.exit("MathJax is not where sphinx-mathjax-offline puts it: see Course/site/requirements.txt.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--serve", action="store_true", help="then serve it at http://localhost:8000")
    arguments = parser.parse_args()
    python = tools()
    formulas = mathjax(python)
    fresh = OUTPUT.with_name("site.new")
    shutil.rmtree(fresh, ignore_errors=True)
    has_reference = reference.build(fresh / "reference")
    for pages, language, search in HALVES:
        environment = dict(
            os.environ, COURSE_SITE_PAGES=str(ROOT / "Course" / pages), COURSE_SITE_OUTPUT=str(fresh / pages),
            COURSE_SITE_LANGUAGE=language, COURSE_SITE_SEARCH=search, COURSE_SITE_MATHJAX=str(formulas),
            COURSE_SITE_REFERENCE="yes" if has_reference else "", NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
        # Not --quiet: it would hide warnings from --strict too.
        result = subprocess.run(
            [python, "-m", "mkdocs", "build", "--strict", "--config-file", SITE / "mkdocs.yml"], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode:
            said = [line for line in result.stdout.splitlines() if not line.startswith("INFO")]
            sys.exit("\n".join(said) + f"\nThe pages in Course/{pages} do not make a site: mend what is said above.")
    (fresh / "index.html").write_text(ENTRANCE, encoding="utf-8")
    shutil.rmtree(OUTPUT, ignore_errors=True)
    fresh.rename(OUTPUT)
    print(f"The site: {OUTPUT.relative_to(ROOT)}/index.html")
    if arguments.serve:
        print("http://localhost:8000, until Ctrl-C", flush=True)
        try:
            subprocess.run([python, "-m", "http.server", "--directory", OUTPUT, "8000"])
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
