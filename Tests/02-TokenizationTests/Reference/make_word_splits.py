"""Writes Fixtures/word-splits.json: texts and how GPT-2's pattern splits them.

The pattern is run by the `regex` module (pip install regex), an implementation independent of ours.
The texts are made here: by hand where a rule has an edge, and from a seed.
"""

import json
import pathlib
import random

import regex

PATTERN = regex.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
)

BY_HAND = [
    "",
    "a",
    " ",
    "\n",
    "'",
    " a",
    "a ",
    "two words",
    "two  spaces",
    "three   spaces",
    "tail ",
    "tail  ",
    "   head",
    "line\nline",
    "line\n\nline",
    "line \n line",
    "line\r\nline",
    "line\r\n\r\n  line\r\n",
    "tab\tword",
    "tab\t\tword",
    " \tword",
    "\t word",
    "It's he'd we'll I'm you've they're don't",
    "IT'S HE'D",
    "'s 't 're 've 'm 'll 'd",
    " 's  't",
    "'stop 'tis 'really 'very 'mine 'long 'done",
    "'r 'v 'l 'lx 'rx 'vx 'x ''s '''",
    "'r",
    "'l",
    "a'",
    "rock'n'roll d'água O'Neill's",
    "’s it’s",
    "3.14 and 1,000,000 or 2nd",
    "abc123def 12ab",
    "x² ½ Ⅷ ٣٤ ५ ①",
    "...!? --- (a) [b] {c} <|endoftext|>",
    " ... \" ' a",
    "e-mail@host.example/path?x=1&y=2",
    "não é fácil; ação, coração, avó, avô, às três",
    "na\u0303o e\u0301 ac\u0327a\u0303o",
    "ª º µ × ÷ ß ÿ ǅ ʰ",
    "日本語 と English 混ぜる",
    "Привет, мир! Γειά σου",
    "\u1100\u1161\u11a8 한글",
    "שלום עולם مرحبا",
    "नमस्ते दुनिया",
    "🙂 🙂🙂  🙂\n👩‍👩‍👧 👍🏽 🇧🇷 a🙂b",
    "no\u00a0break\u00a0\u00a0space \u00a0mixed\u00a0 x",
    "thin\u2009space\u3000wide\u2028line\u2029paragraph\u0085next",
    "zero\u200bwidth \u200d \ufeffmark \u180e",
    "control\u0000\u0001 \u001c\u001f \u000b\u000c x",
    "\U0001d400\U0001d7d8 \U00010400 \U0001f600",
    "\ue000 \uffff \U0010ffff",
]

PIECES = (
    [" "] * 6
    + ["\n", "\r\n", "\t", "  ", "\u00a0", "\u3000"]
    + ["a", "Z", "the", "é", "ção", "ñ", "ß", "日", "к", "ש", "ʰ"]
    + ["0", "42", "½", "٣", "Ⅷ"]
    + ["'", "'", "'s", "'ll", "'re", "'t", "'v", "’"]
    + [".", ",", "-", "€", "🙂", "\u0301", "\u200d", "_", "\u0000"]
)


def main():
    chance = random.Random(2)
    texts = BY_HAND + [
        "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 24)))
        for _ in range(400)
    ]
    cases = [{"text": text, "words": PATTERN.findall(text)} for text in texts]
    for case in cases:
        assert "".join(case["words"]) == case["text"]
    path = pathlib.Path(__file__).parent / "Fixtures" / "word-splits.json"
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text("[\n" + lines + "\n]\n", encoding="ascii")


main()
