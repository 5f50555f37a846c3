"""How a text writes its numbers: what stands before the decimals, a point or a comma."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal

POINT, COMMA = ".", ","
SAMPLE = 400_000
"""So many characters of a document tell how the whole of it writes numbers."""
_GROUPED = re.compile(r"(\d{1,3}(?:([.,'’ ])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?", re.ASCII)
_INDIAN = re.compile(r"(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?", re.ASCII)
_PLAIN = re.compile(r"(\d+)(?:([.,])(\d+))?", re.ASCII)
_FIGURE = re.compile(
    r"(?<![\w.,'’])\d{1,3}(?:[ '’.,]\d{3})+(?:[.,]\d+)?(?![\w'’]|[.,]\d)|(?<![\w.,])\d+[.,]\d+(?![\w]|[.,]\d)",
    re.ASCII,
)
_MEASURE = re.compile(
    r"\s?(?:[%‰€$£¥]|per ?cent|prozent|pour cent|por ciento|(?:m|b|tr)illi|mi[ol]\b|mrd|bn\b|m\b|eur|usd|gbp|chf)",
    re.I,
)
_SIGN_BEFORE = re.compile(r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF))\s?\Z")
_WITH_POINT = re.compile(r"\b(?:the|of|and|to|shall)\b", re.I)
_WITH_COMMA = re.compile(
    r"\b(?:der|die|und|das|von|dem|les|et|des|du|une|il|di|che|della|het|een|van|os|uma|não|ao)\b", re.I
)
"""German, French, Italian, Dutch and Portuguese; Spanish is written in both ways."""
_IDEOGRAPH = re.compile("[\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]")
_CLEARLY = 5
_FEWEST_WORDS = 3


def figures(text: str) -> str:
    """`text` with plain digits, spaces and minus signs; a superscript is no digit."""
    return "".join(map(_plain_character, text)).strip()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "−–﹣－":
        return "-"
    if character in "，．＋’＇":
        return {"，": ",", "．": ".", "＋": "+"}.get(character, "'")
    return " " if character.isspace() else character


def number_readings(text: str) -> dict[str, Decimal]:
    """What unsigned digits with separators mean, by the sign before the decimals that each reading supposes.

    One reading under "" where nothing is to be supposed; two of "1.234" and of "1,234", whose separator may be
    either; none where the separators stand in no exact groups. text: as figures() gives it.
    """
    if match := _PLAIN.fullmatch(text):
        whole, sign, rest = match.groups()
        split = Decimal(f"{whole}.{rest or 0}")
        if not sign or len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
            return {"": split}
        return {sign: split, other(sign): Decimal(whole + rest)}
    if match := _INDIAN.fullmatch(text):
        return {"": Decimal(f"{match[1].replace(',', '')}.{match[2] or 0}")}
    match = _GROUPED.fullmatch(text)
    if match is None or match[2] == match[3] or match[1].startswith("0"):
        return {}
    return {"": Decimal(f"{match[1].replace(match[2], '')}.{match[4] or 0}")}


def other(sign: str) -> str:
    return COMMA if sign == POINT else POINT


def notation_of(text: str, *, by_words: bool = True) -> str:
    """What stands before the decimals in this text: POINT or COMMA; "" where that is not clear.

    By figures that can be read in one way alone, and where there are none, by the language's commonest words.
    """
    text = figures(text[:SAMPLE])
    seen: Counter[str] = Counter()
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        seen[_told_by(match[0], text[max(start - 5, 0) : start], text[end : end + 12])] += 1
    told = seen[POINT] or seen[COMMA]
    return _clearer(seen) if told or not by_words else _by_words(text)


def _told_by(figure: str, before: str, after: str) -> str:
    """What one figure tells: "" for 1.234, and for 4.2, which may count a section."""
    signs = [sign for sign in figure if sign in (POINT, COMMA)]
    grouped = _GROUPED.fullmatch(figure)
    if grouped and grouped[3]:
        return grouped[3] if grouped[2] != grouped[3] else ""
    if grouped:
        return other(signs[0]) if len(signs) > 1 else ""
    if len(signs) != 1 or "" not in number_readings(figure):
        return ""
    sure = signs[0] == COMMA or _MEASURE.match(after) or _SIGN_BEFORE.search(before)
    return signs[0] if sure else ""


def _by_words(text: str) -> str:
    text = text[:50_000]
    with_point = len(_WITH_POINT.findall(text)) + len(_IDEOGRAPH.findall(text)) // _CLEARLY
    with_comma = len(_WITH_COMMA.findall(text))
    enough = with_point + with_comma >= _FEWEST_WORDS
    return _clearer(Counter({POINT: with_point, COMMA: with_comma})) if enough else ""


def _clearer(seen: Counter[str]) -> str:
    first, second = sorted((POINT, COMMA), key=lambda sign: seen[sign], reverse=True)
    return first if seen[first] and seen[first] >= _CLEARLY * seen[second] else ""
