"""Values for spreadsheets: typed where their meaning is sure, and never a formula."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from docanalyzer.pipeline.values import Normal
from docanalyzer.pipeline.values.normal import plain


class Share(Decimal):
    """A percentage as its fraction: Excel shows 0.125 as 12.5%, CSV says 12.5 with "%" in the column beside."""


Cell = str | int | float | Decimal | date | None
_FORMULA = re.compile(r"[=+\-@\t\r\n|%＝＋－＠]")
_NUMBER = re.compile(r"[-+]?\d[\d., ]*%?")
_HARMLESS = ("%", "-")
"""A unit, and a dash where there is nothing."""
MOST_CHARACTERS = 32_767
"""Of a cell in Excel."""


def typed(normal: Normal | None) -> Cell:
    """A date or a number (a percentage as its fraction); None where the meaning is not one sure value.

    An amount without a sure currency is a number all the same: the unit beside it says what is known.
    """
    if normal is None or normal.kind == "duration" or normal.value is None:
        return None
    if normal.number is not None and normal.unit == "%":
        return Share(normal.number / 100)
    return normal.value


def unit(normal: Normal | None) -> str:
    return normal.unit if normal is not None and normal.value is not None else ""


def safe_text(text: str) -> str:
    """For CSV: what a spreadsheet would run as a formula gets an apostrophe before it; a number and a bare sign do not."""
    if text in _HARMLESS:
        return text
    if _FORMULA.match(text.lstrip(" ")) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def csv_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, Share):
        return plain(value * 100)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
