"""Durations: English and Chinese, in figures, in words, or both."""

from __future__ import annotations

import re
from decimal import Decimal

from docanalyzer.pipeline.values.normal import Doubt, Normal, plain
from docanalyzer.pipeline.values.numbers import quantity
from docanalyzer.pipeline.values.twice import said_twice

_UNITS: tuple[tuple[str, str, int, str], ...] = (
    (r"(?:business|working|trading|banking)[ -]days?|个?(?:工作日|交易日|营业日)", "business days", 1, ""),
    (r"(?:calendar |consecutive |full )?days?|tage?n?|个?(?:自然日|日历日|日历天)|[天日]", "days", 1, "P{}D"),
    (r"(?:calendar |consecutive |full )?months?|monate?n?|个?月", "months", 1, "P{}M"),
    (r"(?:calendar |consecutive |full )?years?|jahre?n?|个?年(?:度)?|周年", "years", 1, "P{}Y"),
    (r"weeks?|wochen?|周|个?星期", "weeks", 1, "P{}W"),
    (r"(?:calendar |consecutive |full )?quarters?|个?季度", "months", 3, "P{}M"),
    (r"hours?|stunden?|个?小时", "hours", 1, "PT{}H"),
    (r"minutes?|分钟", "minutes", 1, "PT{}M"),
)
_PIECE = re.compile(
    r"(.+?)[\s-]?(" + "|".join(f"(?:{pattern})" for pattern, *_ in _UNITS) + r")(?![^\W\d_])", re.I
)
_HALF = {"半年": ("6", "months"), "half a year": ("6", "months"), "半个月": ("0.5", "months")}


def read_duration(text: str) -> Normal | None:
    """ISO 8601 where it has a form: "thirty (30) days" → P30D, 三年 → P3Y; business days stay business days."""
    text = re.sub(r"^(?:a period of|for|of|为期|期限为)\s*", "", text, flags=re.I)
    return said_twice(text, _span) or _span(text)


def _span(text: str) -> Normal | None:
    if text.casefold() in _HALF:
        number, unit = _HALF[text.casefold()]
        return Normal("duration", Decimal(number), unit, "P6M" if number == "6" else "P0.5M")
    pieces = [
        piece
        for piece in re.split(r"\s+and\s+|\s*,\s*|(?<=[年月])零?(?=[\d一二三四五六七八九十两])", text)
        if piece
    ]
    read = [said_twice(piece, _piece) or _piece(piece) for piece in pieces]
    if len(read) == 1:
        return read[0]
    if differing := next((one for one in read if one and one.doubt is Doubt.WORDS_DIFFER), None):
        return differing
    if len(read) != 2 or not all(one and one.number is not None for one in read):
        return None
    first, second = read
    if not first or not second or (first.unit, second.unit) != ("years", "months"):
        return None
    months = (first.number or 0) * 12 + (second.number or 0)
    return Normal("duration", Decimal(months), "months", first.text + second.text.removeprefix("P"))


def _piece(text: str) -> Normal | None:
    match = _PIECE.fullmatch(text.strip().replace("'", ""))
    if match is None:
        return None
    _, unit, factor, form = next(row for row in _UNITS if re.fullmatch(row[0], match[2], re.I))
    counts = set(_count(match[1].strip()))
    if len(counts) != 1:
        return None
    number = counts.pop() * factor
    return Normal("duration", number, unit, form.format(plain(number)) if form else f"{plain(number)} {unit}")


def _count(text: str) -> tuple[Decimal, ...]:
    return (Decimal(1),) if text.casefold() in ("a", "an", "one full") else quantity(text)
