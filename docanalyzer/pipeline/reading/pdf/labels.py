"""Page labels of a PDF: what the document itself prints for a page ("xii", "A-3")."""

from __future__ import annotations

import codecs
from typing import Any

from docanalyzer.pipeline.reading.characters import clean

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST = 50
"""No printed page is called by more; one rule with a long string would be repeated on every page."""


def page_labels(document: Any) -> list[str]:
    """The label of every page, "" where the file has none.

    The rules are asked for once: PyMuPDF's own page.get_label() reads all of them for every page.
    """
    count = document.page_count
    labels = [""] * count
    try:
        rules = sorted(document.get_page_labels(), key=lambda rule: rule["startpage"])
    except Exception:  # a broken label tree is no reason to refuse the text
        return labels
    ends = [rule["startpage"] for rule in rules[1:]] + [count]
    for rule, end in zip(rules, ends, strict=False):  # no rules: one end too many
        prefix = _prefix(str(rule.get("prefix") or ""))[:_LONGEST]
        for number in range(max(rule["startpage"], 0), min(end, count)):
            ordinal = number - rule["startpage"] + rule.get("firstpagenum", 1)
            labels[number] = (prefix + _numeral(str(rule.get("style") or ""), ordinal))[:_LONGEST]
    return labels


def _numeral(style: str, number: int) -> str:
    if style == "D":
        return str(number)
    if style in ("r", "R") and 0 < number < 5000:
        roman = ""
        rest = number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman if style == "r" else roman.upper()
    if style in ("a", "A") and 0 < number < 5000:
        # a, b … z, aa, bb … zz, aaa: PDF repeats the letter, it does not count in base 26
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "a" else letters.upper()
    return ""


def _prefix(raw: str) -> str:
    """The rule's string as written in the file: plain, or in hexadecimal, there perhaps UTF-16."""
    if raw.startswith("<") and raw.endswith(">"):
        try:
            data = bytes.fromhex(raw.strip("<>"))
        except ValueError:
            return ""
        if data.startswith(codecs.BOM_UTF16_BE):
            return clean(data[2:].decode("utf-16-be", "replace"))
        return clean(data.decode("latin-1"))
    return clean(raw)
