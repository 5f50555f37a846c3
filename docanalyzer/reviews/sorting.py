"""What a cell sorts by: numbers, dates, sums and spans by what they mean, everything else by its letters."""

from __future__ import annotations

import unicodedata
from typing import Any

from docanalyzer.pipeline.values import KINDS, Normal, normalise

DAYS = {"days": 1, "weeks": 7, "months": 30, "quarters": 91, "years": 365, "hours": 1 / 24}
MOST_CHARACTERS = 60


def sort_key(value: Any, kind: str) -> str:
    """kind: the type of the column's field. "" where the value is not plainly of its kind: it sorts last.

    Sums in different currencies sort by their figures; a month or year sorts as its first day.
    """
    if isinstance(value, list):
        value = value[0] if value else ""
    if kind not in KINDS:
        return unicodedata.normalize("NFKC", str(value)).casefold()[:MOST_CHARACTERS]
    meant = normalise(value, kind)
    return "" if meant is None else _key(meant, kind)


def _key(meant: Normal, kind: str) -> str:
    if kind == "date":
        return meant.text or min(meant.readings, default="")
    if meant.number is None:
        return ""
    return f"{float(meant.number) * (DAYS.get(meant.unit, 1) if kind == 'duration' else 1):.15g}"


def is_numeric(kind: str) -> bool:
    """Whether the keys of this type compare as numbers."""
    return kind in KINDS and kind != "date"
