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
_NUMBER_AFTER = re.compile(rf"(?:[.,:/]|{_HYPHEN})\d+|\s?[×x·*]\s?10(?!\d)\S*|\^[-−+({{]?\d+")
_SPACED_BEFORE = re.compile(rf"\d{_GROUP}$")
_GROUPS_BEFORE = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{_GROUP}\d{{3}})*{_GROUP}$")
_GROUPS_AFTER = re.compile(rf"(?:{_GROUP}\d{{3}}(?!\d))+")
_FRACTION = "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
_WHOLE_BEFORE = re.compile(r"(?<![\w.,/])\d[\d,]*[ \u00a0-]$")
_FRACTION_AFTER = re.compile(rf"[ \u00a0-]\d{{1,2}}[/⁄]\d{{1,2}}(?![\d/])|\s?{_FRACTION}")
CJK_SCALE = "[十百千万萬亿億兆拾佰仟]"
_CJK_BEFORE = re.compile(rf"\d[\d.,]*\s?{CJK_SCALE}$")
_CJK_AFTER = re.compile(rf"(?<={CJK_SCALE})[\d０-９][\d.,]*\s?{CJK_SCALE}*")
SCALE = "(?:hundred|thousand|million|billion|trillion)"
_TEENS = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
WRITTEN = rf"(?:{_ONES}|{_TEENS}|{_TENS}|{SCALE})"
_PART = r"(?:an?\s+|one[\s-]+)?(?:half|quarter|third)|(?:two|three)[\s-](?:thirds|quarters)"
_ORDINAL = "(?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)"
WRITTEN_FIRST = re.compile(rf"{WRITTEN}\b", re.IGNORECASE)
_ORDINAL_FIRST = re.compile(rf"{_ORDINAL}\b", re.IGNORECASE)
_PART_FIRST = re.compile(rf"(?:{_PART})\b", re.IGNORECASE)
_WRITTEN_LAST = re.compile(rf"\b{WRITTEN}$", re.IGNORECASE)
_WRITTEN_BEFORE = re.compile(
    rf"\b(?:{WRITTEN}|an?\s+{SCALE})(?:[-‐‑\s]\s*|,\s+)$|\b{SCALE},?\s+and\s+(?:an?\s+)?$", re.IGNORECASE
)
_TENS_BEFORE = re.compile(rf"\b{_TENS}[-‐‑\s]$", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"\b(?:{WRITTEN}|\d+)\s+and\s+(?:an?\s+)?$", re.IGNORECASE)
_WRITTEN_AFTER = re.compile(
    rf"(?:[-‐‑\s]\s*|,\s+)(?:{WRITTEN}|dozen)\b|[-‐‑]{_ORDINAL}\b|\s+(?:per\s?cent|percent)\b"
    rf"|(?<=red|and|ion),?\s+and\s+{WRITTEN}\b|\s+and\s+(?:{_PART})\b",
    re.IGNORECASE,
)
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
    if inner[:1].isdigit():
        found = _NUMBER_BEFORE.search(before) or _CJK_BEFORE.search(before)
        if not found and re.match(r"\d{1,2}[/⁄]\d{1,2}(?![\d/])", inner):
            found = _WHOLE_BEFORE.search(before)
        if not found and re.match(r"\d{3}(?!\d)", inner):
            found = (
                _GROUPS_BEFORE.search(before) or (inner[0] == "0" and _SPACED_BEFORE.search(before)) or None
            )
    elif _PART_FIRST.match(inner) and _PART_BEFORE.search(before):
        found = _PART_BEFORE.search(before)
    elif WRITTEN_FIRST.match(inner):
        found = _WRITTEN_BEFORE.search(before)
    elif _ORDINAL_FIRST.match(inner):
        found = _TENS_BEFORE.search(before)
    else:
        found = re.match(_FRACTION, inner) and _WHOLE_BEFORE.search(before)
    return found.group() if found else ""


def number_after(inner: str, after: str) -> str:
    found = None
    if inner[-1:].isdigit():
        found = _NUMBER_AFTER.match(after) or _FRACTION_AFTER.match(after)
        if not found and re.search(rf"(?<![\d.,])\d{{1,3}}(?:{_GROUP}\d{{3}})*$", inner):
            found = _GROUPS_AFTER.match(after)
    elif re.search(rf"\d\s?{CJK_SCALE}$", inner):
        found = _CJK_AFTER.match(inner[-1] + after, 1)
    elif _WRITTEN_LAST.search(inner):
        last = inner.split()[-1]
        found = _WRITTEN_AFTER.match(f"{last}{after}", len(last))
    return found.group() if found else ""


def operator_before(text: str) -> str:
    """A sign that turns what follows into another value: "√", "¬"."""
    found = _OPERATOR.search(text)
    return found.group().strip() if found else ""
