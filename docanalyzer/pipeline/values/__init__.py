"""What a value as written means: a date, an amount with its currency, a share, a span of time, a number.

Nothing is guessed in silence. What can be read in two ways gives both readings and no value; what rests on an
assumption says which; what is not understood gives None, and the words of the document stand alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from docanalyzer.pipeline.values.context import in_context
from docanalyzer.pipeline.values.dates import read_date
from docanalyzer.pipeline.values.money import read_amount
from docanalyzer.pipeline.values.normal import Doubt, Normal
from docanalyzer.pipeline.values.numbers import of_readings, read_number
from docanalyzer.pipeline.values.periods import Apart, apart
from docanalyzer.pipeline.values.shares import read_percentage
from docanalyzer.pipeline.values.spans import read_duration

__all__ = ["KINDS", "Doubt", "Normal", "normalise"]

KINDS: dict[str, Callable[[str], Normal | None]] = {
    "number": read_number,
    "date": read_date,
    "amount": read_amount,
    "percentage": read_percentage,
    "duration": read_duration,
}
"""By the types of an extraction's fields; text and party have no normal form."""
OF_A_PERIOD = ("number", "amount", "percentage")
"""Those of which one value stands for each year: "£1,284.6 million (2025)"."""
MOST_CHARACTERS = 200


def normalise(value: object, kind: str, quote: str = "") -> Normal | None:
    """What a value of this field type means; None where that is not plain, or the type has no normal form.

    quote: the words it was taken from, which may name the currency that the value leaves out.
    """
    read = KINDS.get(kind)
    if read is None or value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):  # of JSON: a point is a point there
        number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
        return of_readings(kind, (number,)) if kind == "number" and number.is_finite() else None
    text = unicodedata.normalize("NFKC", f"{value}").strip().strip("。;").strip()
    if not 0 < len(text) <= MOST_CHARACTERS:
        return None
    told = apart(text) if kind in OF_A_PERIOD else Apart(text)
    normal = read(told.figure)
    if normal is None and told.period:
        told, normal = Apart(text), read(text)
    if normal and kind == "amount" and quote:
        normal = in_context(normal, told.figure, quote)
    if normal and not told.sign_is_sure:
        normal = _with_either_sign(normal)
    return replace(normal, period=told.period) if normal and told.period else normal


def _with_either_sign(normal: Normal) -> Normal:
    readings = normal.readings or (normal.text,)
    both = tuple(dict.fromkeys([*(text.removeprefix("-") for text in readings), *readings]))
    if len(both) == 1:
        return normal
    return replace(normal, value=None, text="", readings=both, doubt=Doubt.TWO_READINGS)
