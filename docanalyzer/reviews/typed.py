"""Values as people write them become something that sorts: numbers, dates, sums of money."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from dateutil import parser as dates

_NUMBER = re.compile(r"[-−–]?\s?\d[\d  '’]*(?:[.,]\d+)*")
_SCALES = (
    (re.compile(r"\b(?:trillion|tn)\b", re.I), 1e12),
    (re.compile(r"\b(?:billion|bn|milliards?)\b", re.I), 1e9),
    (re.compile(r"\b(?:million|mn|mio|m)\b|(?<=\d)m\b", re.I), 1e6),
    (re.compile(r"\b(?:thousand|k)\b|(?<=\d)k\b", re.I), 1e3),
    (re.compile("万亿|兆"), 1e12),
    (re.compile("亿"), 1e8),
    (re.compile("万"), 1e4),
)
_CHINESE_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*[日号])?")
_FIRST = datetime.datetime(2000, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def sort_key(value: Any, kind: str) -> str | float:
    """What to sort by: a float for numbers and money, an ISO date for dates, otherwise folded text.

    "" where the value is not one of its kind: such a cell sorts after the others.
    """
    if isinstance(value, list):
        value = value[0] if value else ""
    if kind in ("number", "money"):
        number = number_of(value)
        return "" if number is None else number
    if kind == "date":
        return date_of(str(value))
    return unicodedata.normalize("NFKC", str(value)).casefold()[:80]


def number_of(value: Any) -> float | None:
    """The first number in a value, with the scale that is written after it ("42.7 million", "3.5亿")."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = unicodedata.normalize("NFKC", str(value))
    match = _NUMBER.search(text)
    if match is None:
        return None
    number = plain(match[0])
    after = text[match.end() : match.end() + 12]
    scale = next(
        (size for pattern, size in _SCALES if (found := pattern.search(after)) and found.start() < 3), 1
    )
    return number * scale


def plain(written: str) -> float:
    """Whichever of , and . comes last and is not followed by groups of three is the decimal sign."""
    sign = -1 if written[0] in "-−–" else 1
    digits = re.sub(r"[^\d.,]", "", written)
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0:
        rest, mark = digits[last + 1 :], digits[last]
        other = "." if mark == "," else ","
        grouped = len(rest) == 3 and (mark == "," or digits.count(mark) > 1) and other not in digits
        if grouped or digits.count(mark) > 1:
            digits = re.sub("[.,]", "", digits)
        else:
            digits = re.sub("[.,]", "", digits[:last]) + "." + rest
    return sign * float(digits.rstrip("."))


def date_of(text: str) -> str:
    """YYYY-MM-DD of a date as it is written; a missing month or day counts as the first. "" for none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if match := _CHINESE_DATE.search(text):
        return f"{match[1]}-{int(match[2] or 1):02}-{int(match[3] or 1):02}"
    if match := _ISO.search(text):
        return match[0]
    if len(text) > 60 or not re.search(r"\d", text):
        return ""
    try:
        return dates.parse(text, dayfirst=True, fuzzy=True, default=_FIRST).date().isoformat()
    except (ValueError, OverflowError):
        return ""
