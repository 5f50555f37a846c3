"""The year that stands with a figure: "2024: £5m", "£5m (FY2024)", 2024年：1.2亿元."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docanalyzer.pipeline.values.dates import months

_YEAR = r"(?:1[89]|20|21)\d\d"
_SPAN = rf"{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?"
_LEAD = (
    r"(?:(?:in|for|during|as of|as at|at|as per|on|en|im|au|per|for the|the|full[ -]year|calendar year|years?"
    r"|(?:financial|fiscal) years?|fiscal|exercice|ejercicio|geschäftsjahr"
    r"|(?:(?:financial|fiscal) )?years? (?:ended|ending)|ended|ending)\s)"
)
_CHINESE = (
    r"(?:截至|截止|于)?(?:(?:1[89]|20|21)\d\d|[一二][〇零一二三四五六七八九]{3})\s?"
    r"(?:年度?|财年|会计年度)(?:末|底|全年|[上下]半年|第?[一二三四1-4]季度|\s?\d{1,2}\s?月(?:末|底|\s?\d{1,2}\s?日(?:止)?)?)?"
)
_SMALL_WORDS = re.compile(r"^(?:in|for the|for|during|于)\s?(?=\S)", re.I)
_MAYBE = re.compile(rf"{_YEAR}|FY|[一二][〇零一二三四五六七八九]{{3}}", re.I)
"""Without one of these there is no period: most values are told by it at once, thousands of them in a grid."""
_IN_FIGURES = re.compile(r"\d")
_YEARS = re.compile(rf"{_SPAN}(?:\s?年)?")
_EQUALS = re.compile(r"[:=]")
_MONTH = re.compile(r"(?<!\d)(?:1[89]|20|21)(\d\d)-(0[1-9]|1[0-2])\Z")
_UNSURE_SIGN = re.compile(r"\s*[(\[]|[-−–]|\s+[-−–]\s")
"""Right behind a period; with a space before it alone a dash is a minus: "FY2024 -5"."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A period before a figure with a mark between them, before it without one, and behind it.

    A comma without a space is no such mark, nor is a space before a bare year, nor the colon of a ratio: "2000,50",
    "£5 million 2024", "2000:1".
    """
    month = rf"(?:{'|'.join(sorted(map(re.escape, months()), key=len, reverse=True))})\.?"
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)?{month},?\s{_YEAR}|{month}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"
    marked = (
        rf"(?:FY\s?['’]?(?:{_SPAN}|\d\d(?:[-/]\d\d)?)|[QH][1-4][\s/-]{{0,2}}{_YEAR}|{_YEAR}[\s-]?[QH][1-4]"
        rf"|{_YEAR}-(?:0[1-9]|1[0-2])-[0-3]\d|{day}|{_SPAN}[AEF])"
    )
    sure = rf"(?:{_LEAD}{{0,3}}{marked}|{_LEAD}{{1,3}}{_SPAN}|{_CHINESE})"
    either = rf"(?:{sure}|{_SPAN})"
    bare = rf"(?:{_CHINESE}|FY\s?(?:{_SPAN}|\d\d)(?=\s))"
    return (
        re.compile(rf"\[?\(?({either})\)?\]?\s*(?::(?!\d{{1,2}}\Z)|[=|—]|,\s)\s*(.+)", re.I),
        re.compile(rf"({bare})(?:\s?[为是计])?\s?(.+)", re.I),
        re.compile(
            rf"(.+?)(?:\s*[\[(]\s*({either})\s*[)\]]|\s*[,;|—]\s+({either})|(?:[,;]?\s+|(?<=[^\d\s,;A-Za-zÀ-ɏ])[,;]?)({sure}))",
            re.I,
        ),
    )


class Apart(NamedTuple):
    """sign_is_sure: False where brackets or a dash right behind a period may set the figure apart from it, or may be
    its minus: 2024年（5亿元）, "FY2024 – £5m".
    """

    figure: str
    period: str = ""
    sign_is_sure: bool = True


def apart(text: str) -> Apart:
    """The figure and its period as written: ("£5m", "FY2024"); the whole text and "" where no period is told.

    A bare number in brackets behind words stays: "two thousand and twenty (2020)" is one figure, said twice. So does
    a list of years, and what stands with a month: "2010, 2015", "2024-05: 12".
    """
    found = _found(text) if _MAYBE.search(text) else None
    if found is None or _is_month(found.period):
        return Apart(text)
    if _YEARS.fullmatch(found.figure) and not _EQUALS.search(text):
        return Apart(text)
    return found


def _found(text: str) -> Apart | None:
    before, before_bare, behind = _patterns()
    if match := before.fullmatch(text):
        return Apart(match[2].strip(), _period(match[1]))
    if match := before_bare.fullmatch(text):
        return Apart(match[2].strip(), _period(match[1]), not _UNSURE_SIGN.match(text[match.end(1) :]))
    match = behind.fullmatch(text)
    if match is None:
        return None
    period = (match[2] or match[3] or match[4]).strip()
    if re.fullmatch(_YEAR, period) and not _IN_FIGURES.search(match[1]):
        return None
    return Apart(match[1].strip(), _period(period))


def _period(written: str) -> str:
    return _SMALL_WORDS.sub("", written.strip(), count=1)


def _is_month(period: str) -> bool:
    """Whether the two digits behind a year are no later year: of 2024-05, not of 2023-24 and 2010-12."""
    match = _MONTH.search(period)
    return match is not None and int(match[2]) <= int(match[1])
