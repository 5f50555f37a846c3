"""The year that stands with a figure: "2024: £5m", "£5m (FY2024)", 2024年：1.2亿元."""

from __future__ import annotations

import re

_YEAR = r"(?:1[89]|20|21)\d\d"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH},?\s{_YEAR}|{_MONTH}\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?{_YEAR})"
_SPAN = rf"{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?"
_ORDINAL = r"(?:Q[1-4]|H[12])"
_LEAD = (
    r"(?:(?:in|for|during|as of|as at|at|as per|on|en|im|au|per|for the|the|full[ -]year|calendar year|years?"
    r"|(?:financial|fiscal) years?|fiscal|exercice|ejercicio|geschäftsjahr|(?:(?:financial|fiscal) )?years? (?:ended|ending)"
    r"|ended|ending)\s)"
)
_MARKED = (
    rf"(?:FY\s?['’]?(?:{_SPAN}|\d\d(?:[-/]\d\d)?)|{_ORDINAL}[\s/-]{{0,2}}{_YEAR}|{_YEAR}[\s-]?{_ORDINAL}"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2])-[0-3]\d|{_DAY}|{_SPAN}[AEF])"
)
_CHINESE = (
    r"(?:截至|截止|于)?(?:(?:1[89]|20|21)\d\d|[一二][〇零一二三四五六七八九]{3})\s?"
    r"(?:年度?|财年|会计年度)(?:末|底|全年|[上下]半年|第?[一二三四1-4]季度|\s?\d{1,2}\s?月(?:末|底|\s?\d{1,2}\s?日(?:止)?)?)?"
)
_SURE = rf"(?:{_LEAD}{{0,3}}{_MARKED}|{_LEAD}{{1,3}}{_SPAN}|{_CHINESE})"
"""What can be nothing but a period."""
_ANY = rf"(?:{_SURE}|{_SPAN})"
_BEFORE = re.compile(rf"\[?\(?({_ANY})\)?\]?\s*(?:[:=|,—]|\s—)\s*(.+)", re.I)
_BEFORE_BARE = re.compile(rf"({_CHINESE}|FY\s?(?:{_SPAN}|\d\d)(?=\s))(?:\s?[为是计])?\s?(.+)", re.I)
_BEHIND = re.compile(rf"(.+?)(?:\s*[\[(]\s*({_ANY})\s*[)\]]|\s*[,;|—]\s+({_ANY})|[\s,;]\s*({_SURE}))", re.I)
_SMALL_WORDS = re.compile(r"^(?:in|for the|for|during|于)\s?(?=\S)", re.I)
_IN_FIGURES = re.compile(r"\d")


def apart(text: str) -> tuple[str, str]:
    """(the figure, its period as written): ("£5m", "FY2024"); the whole text and "" where no period is told.

    A bare number in brackets behind words stays: "two thousand and twenty (2020)" is one figure, said twice.
    """
    for pattern in (_BEFORE, _BEFORE_BARE):
        if match := pattern.fullmatch(text):
            return match[2].strip(), _SMALL_WORDS.sub("", match[1].strip(), count=1)
    match = _BEHIND.fullmatch(text)
    if match is None:
        return text, ""
    period = (match[2] or match[3] or match[4]).strip()
    if re.fullmatch(_YEAR, period) and not _IN_FIGURES.search(match[1]):
        return text, ""
    return match[1].strip(), _SMALL_WORDS.sub("", period, count=1)
