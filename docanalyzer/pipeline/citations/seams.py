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
_CJK_SCALE = "[十百千万萬亿億兆拾佰仟]"
_CJK_BEFORE = re.compile(rf"\d[\d.,]*\s?{_CJK_SCALE}$")
_CJK_AFTER = re.compile(rf"(?<={_CJK_SCALE})[\d０-９][\d.,]*\s?{_CJK_SCALE}*")
_SCALE = "(?:hundred|thousand|million|billion|trillion)"
_TEENS = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_WRITTEN = rf"(?:{_ONES}|{_TEENS}|{_TENS}|{_SCALE})"
_PART = r"(?:an?\s+|one[\s-]+)?(?:half|quarter|third)|(?:two|three)[\s-](?:thirds|quarters)"
_ORDINAL = "(?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)"
_WRITTEN_FIRST = re.compile(rf"{_WRITTEN}\b", re.IGNORECASE)
_ORDINAL_FIRST = re.compile(rf"{_ORDINAL}\b", re.IGNORECASE)
_PART_FIRST = re.compile(rf"(?:{_PART})\b", re.IGNORECASE)
_WRITTEN_LAST = re.compile(rf"\b{_WRITTEN}$", re.IGNORECASE)
_WRITTEN_BEFORE = re.compile(
    rf"\b(?:{_WRITTEN}|an?\s+{_SCALE})(?:[-‐‑\s]\s*|,\s+)$|\b{_SCALE},?\s+and\s+(?:an?\s+)?$", re.IGNORECASE
)
_TENS_BEFORE = re.compile(rf"\b{_TENS}[-‐‑\s]$", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"\b(?:{_WRITTEN}|\d+)\s+and\s+(?:an?\s+)?$", re.IGNORECASE)
_WRITTEN_AFTER = re.compile(
    rf"(?:[-‐‑\s]\s*|,\s+)(?:{_WRITTEN}|dozen)\b|[-‐‑]{_ORDINAL}\b|\s+(?:per\s?cent|percent)\b"
    rf"|(?<=red|and|ion),?\s+and\s+{_WRITTEN}\b|\s+and\s+(?:{_PART})\b",
    re.IGNORECASE,
)
_MINUS_BEFORE = re.compile(r"\b(?:minus|negative)\s+$|(?:[负負]|零下|マイナス)\s?$", re.IGNORECASE)
_OPENED = re.compile(r"[(（]\s?[^\w\s()]?\s?$")
_CLOSED = re.compile(r"\s?[%％]?\s?[)）]")
_BRACKETED = re.compile(r"(\d[\d.,]*)\s?[%％]?\s?(?=[)）])")
_LAST_BRACKETED = re.compile(r"[(（]\s?[^\w\s()]?\s?(\d[\d.,]*)\s?[%％]?$")
_YEAR_OR_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_SPELLED_OUT = re.compile(
    rf"\b{_WRITTEN}\b|[零〇一二三四五六七八九十百千万萬亿億壹贰叁肆伍陆柒捌玖拾佰仟]", re.IGNORECASE
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
        found = _NUMBER_BEFORE.search(before) or _CJK_BEFORE.search(before) or _MINUS_BEFORE.search(before)
        if not found and re.match(r"\d{1,2}[/⁄]\d{1,2}(?![\d/])", inner):
            found = _WHOLE_BEFORE.search(before)
        if not found and re.match(r"\d{3}(?!\d)", inner):
            found = (
                _GROUPS_BEFORE.search(before) or (inner[0] == "0" and _SPACED_BEFORE.search(before)) or None
            )
    elif _PART_FIRST.match(inner) and _PART_BEFORE.search(before):
        found = _PART_BEFORE.search(before)
    elif _WRITTEN_FIRST.match(inner):
        found = _WRITTEN_BEFORE.search(before) or _MINUS_BEFORE.search(before)
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
    elif re.search(rf"\d\s?{_CJK_SCALE}$", inner):
        found = _CJK_AFTER.match(inner[-1] + after, 1)
    elif _WRITTEN_LAST.search(inner):
        last = inner.split()[-1]
        found = _WRITTEN_AFTER.match(f"{last}{after}", len(last))
    return found.group() if found else ""


def loss_cut(lead: str, inner: str, trail: str, before: str, after: str) -> str:
    """The number in brackets, as accounts write a loss, of which the quote leaves out a bracket; "" if there is none.

    A year, the number of a clause or a note, and a sum after its words ("five thousand (5,000)") are no losses.
    """
    if _SPELLED_OUT.search(before) or re.search(r"[)）]", trail):
        return ""
    opened = "" if re.search("[(（]", lead) else _OPENED.search(before)
    whole = re.match(r"\d[\d.,]*", inner)
    if opened and whole:
        found = _BRACKETED.match(inner + after)
        alone = found and found.end() >= len(inner)
        plain = (
            found
            and _YEAR_OR_NUMBER.fullmatch(found[1])
            and (not alone or len(found[1]) > 2 or before[-2:-1].isalnum())
        )
        return f"({found[1]})" if found and not plain else ""
    last = _LAST_BRACKETED.search(lead + inner)
    if (
        last
        and _CLOSED.match(after)
        and not _YEAR_OR_NUMBER.fullmatch(last[1])
        and not _SPELLED_OUT.search(inner)
    ):
        return f"({last[1]})"
    return ""


def operator_before(text: str) -> str:
    """A sign that turns what follows into another value: "√", "¬"."""
    found = _OPERATOR.search(text)
    return found.group().strip() if found else ""
