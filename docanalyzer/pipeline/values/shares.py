"""Percentages, per mille, basis points and percentage points."""

from __future__ import annotations

import re
from decimal import Decimal

from docanalyzer.pipeline.values.normal import Normal
from docanalyzer.pipeline.values.numbers import of_readings, signed
from docanalyzer.pipeline.values.twice import said_twice

_UNITS: tuple[tuple[str, Decimal, str], ...] = (
    (r"percentage points?|pp|个百分点", Decimal(1), "pp"),
    (r"basis points?|bps?|个基点|基点", Decimal("0.01"), "%"),
    (r"%|percent|per cent|per centum|prozent|pour cent|por ciento", Decimal(1), "%"),
    (r"‰|per mille|per mil|promille", Decimal("0.1"), "%"),
)
_CHINESE = re.compile(r"(负?)([百千万])分之(.+)")


def read_percentage(text: str) -> Normal | None:
    """In per cent: 12.5 for "12.5 %", "百分之十二点五", "125 basis points" (1.25)."""
    return said_twice(text, _share) or _share(text)


def _share(text: str) -> Normal | None:
    if match := _CHINESE.fullmatch(text):
        part = Decimal(100) / {"百": 100, "千": 1000, "万": 10_000}[match[2]] * (-1 if match[1] else 1)
        return of_readings("percentage", tuple(read * part for read in signed(match[3])), "%")
    for pattern, factor, unit in _UNITS:
        match = re.fullmatch(rf"(.+?)\s?-?(?:{pattern})\.?", text, re.I)
        if match:
            return of_readings("percentage", tuple(read * factor for read in signed(match[1])), unit)
    return None
