"""Where a word, a number or a written numeral goes on past the end of a quote, though a mark or a line end parts it."""

from __future__ import annotations

import re

_HYPHEN = "[-‐‑]"
_GROUP = "[ \u00a0\u2009\u202f'’]"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_LETTER = r"[^\W\d_]"

_WORD_BEFORE = re.compile(rf"{_LETTER}+(?:{_HYPHEN}[ \t]*\n\s*|\u00ad\s*)$")
_WORD_AFTER = re.compile(rf"(?:{_HYPHEN}[ \t]*\n\s*|\u00ad\s*){_LETTER}+")
_NUMBER_BEFORE = re.compile(rf"\d(?:[.,:/]|{_HYPHEN}|\s?[×x·*^]\s?)$")
_NUMBER_AFTER = re.compile(rf"(?:[.,:/]|{_HYPHEN})\d+|\s?[×x·*]\s?10(?!\d)\S*")
_GROUPS_BEFORE = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{_GROUP}\d{{3}})*{_GROUP}$")
_GROUPS_AFTER = re.compile(rf"(?:{_GROUP}\d{{3}}(?!\d))+")
_NUMERAL_BEFORE = re.compile(rf"\b{_TENS}[-‐‑\s]$", re.IGNORECASE)
_NUMERAL_AFTER = re.compile(rf"[-‐‑\s]{_ONES}\b", re.IGNORECASE)
_OPERATOR = re.compile(r"[√∛∜¬∑∏∂∇]\s?$")


def broken_word_before(head: str, before: str) -> str:
    """The first half of a word that a line end parts from `head`; "" where none is."""
    found = _WORD_BEFORE.search(before) if re.match(_LETTER, head) else None
    return found.group() if found else ""


def broken_word_after(tail: str, after: str) -> str:
    found = _WORD_AFTER.match(after) if re.match(_LETTER, tail) else None
    return found.group() if found else ""


def number_before(inner: str, before: str) -> str:
    """What of the number or numeral at the start of `inner` stands before it: "1 " of "1 250"."""
    found = None
    if inner[:1].isdigit():
        found = _NUMBER_BEFORE.search(before)
        if not found and re.match(r"\d{3}(?!\d)", inner):
            found = _GROUPS_BEFORE.search(before)
    elif re.match(rf"{_ONES}\b", inner, re.IGNORECASE):
        found = _NUMERAL_BEFORE.search(before)
    return found.group() if found else ""


def number_after(inner: str, after: str) -> str:
    found = None
    if inner[-1:].isdigit():
        found = _NUMBER_AFTER.match(after)
        if not found and re.search(rf"(?<![\d.,])\d{{1,3}}(?:{_GROUP}\d{{3}})*$", inner):
            found = _GROUPS_AFTER.match(after)
    elif re.search(rf"\b{_TENS}$", inner, re.IGNORECASE):
        found = _NUMERAL_AFTER.match(after)
    return found.group() if found else ""


def operator_before(text: str) -> str:
    """A sign that turns what follows into another value: "√", "¬"."""
    found = _OPERATOR.search(text)
    return found.group().strip() if found else ""
