"""Dates: numeric ones, with the month in words in eight languages, and Chinese ones.

Babel knows the names of the months. dateparser was tried: it reads 1.2.2025 as 2 January without a word, and
"May" as today's day of this year.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale

from docanalyzer.pipeline.values.normal import Doubt, Normal
from docanalyzer.pipeline.values.numerals import chinese_number

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_LEAD = re.compile(
    r"(?:on|as of|as at|dated|the|am|den|vom|le|du|el|il|op|em|于|[^\W\d]{3,6}day,?|星期.)\s*", re.I
)
_ISO = re.compile(r"((?:1[5-9]|2[01])\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00)?Z?)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_OF = r"(?:\s*(?:day\s+of|of|de|del|d’|d')\s+|\s*[.,/-]?\s*)"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?{_OF}([^\W\d]{{3,}})\.?{_OF}(\d{{4}})", re.I)
_MONTH_FIRST = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})", re.I)
_MONTH = re.compile(rf"([^\W\d]{{3,}})\.?{_OF}(\d{{4}})", re.I)
_CHINESE = re.compile(
    r"(\d{4}|[〇零一二三四五六七八九]{4})\s?年度?(?:\s?([\d一二三四五六七八九十]{1,3})\s?月(?:份|\s?([\d一二三四五六七八九十]{1,3})\s?[日号])?)?"
)


def read_date(text: str) -> Normal | None:
    """One day as ISO 8601; a month or a year as "2024-06", "2024"; both readings of 1.2.2025."""
    text = _LEAD.sub("", text, count=2) if _LEAD.match(text) else text
    text = text.strip().rstrip(".,，")
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.fullmatch(text):
        return _either(int(match[1]), int(match[3]), int(match[4]))
    if match := _CHINESE.fullmatch(text):
        parts = [_count(part) for part in match.groups() if part]
        return _parts(*parts) if all(parts) else None
    if match := _DAY_FIRST.fullmatch(text):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _named(match[3], match[1], match[2])
    if match := _MONTH.fullmatch(text):
        return _named(match[2], match[1])
    return _parts(int(text)) if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else int(chinese_number(text) or 0)


def _parts(year: int, month: int = 0, day: int = 0) -> Normal | None:
    if day:
        return _day(year, month, day)
    if month:
        return Normal("date", text=f"{year:04}-{month:02}") if month <= 12 else None
    return Normal("date", text=f"{year:04}")


def _named(year: str, name: str, day: str = "") -> Normal | None:
    month = months().get(name.casefold(), 0)
    return _parts(int(year), month, int(day or 0)) if month and (not day or int(day)) else None


def _day(year: int, month: int, day: int) -> Normal | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None  # no such day
    return Normal("date", found, text=found.isoformat())


def _either(first: int, second: int, year: int) -> Normal | None:
    """Day and month in an order that the text does not give away, unless only one of them can be a month."""
    readings = [_day(year, second, first), _day(year, first, second)]
    texts = tuple(dict.fromkeys(read.text for read in readings if read))
    if len(texts) > 1:
        return Normal("date", readings=texts, doubt=Doubt.TWO_READINGS)
    return next((read for read in readings if read), None)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """The number of a month by its names, wide and short; a name that two languages use differently is left out."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                found.setdefault(name.rstrip(".").casefold(), set()).add(number)
    found.setdefault("sept", set()).add(9)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
