"""The normal form of a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Doubt(StrEnum):
    """Why a person should look before the normal form is used."""

    TWO_READINGS = "two_readings"
    """Day and month, thousands and decimals, or a minus and a dash, can be told apart by nobody."""
    WHICH_DOLLAR = "which_dollar"
    WHICH_YEN = "which_yen"
    """¥ is the sign of the renminbi and of the yen."""
    WHICH_POUND = "which_pound"
    YUAN_ASSUMED = "yuan_assumed"
    """元 without a country is read as renminbi."""
    NO_CURRENCY = "no_currency"
    WORDS_DIFFER = "words_differ"
    """What stands in words is another than what stands in figures."""
    CUT_SHORT = "cut_short"
    """The quotation goes on with a scale ("million") that the value leaves out."""


@dataclass(frozen=True, slots=True)
class Normal:
    """What a value means.

    value: a date; a Decimal (of a percentage: 12.5 for 12.5 %; of a duration: how many `unit`); None where
    there are several readings, and where a date is not one day ("2024-06", "2024": see text).
    unit: the currency (ISO 4217, or the sign where it is not known which), "%", "pp" (percentage points), or
    the unit of a duration. text: the normal form, ISO 8601 for dates and durations; "" with several readings.
    period: the year that stands with a figure, as written ("FY2024", "2024年"); it is in no other part.
    """

    kind: str
    value: Decimal | date | None = None
    unit: str = ""
    text: str = ""
    readings: tuple[str, ...] = ()
    doubt: Doubt | None = None
    period: str = ""

    @property
    def number(self) -> Decimal | None:
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def day(self) -> date | None:
        return self.value if isinstance(self.value, date) else None

    def record(self) -> dict[str, Any]:
        """For JSON; numbers as text, so that no digit is lost."""
        return {
            "kind": self.kind,
            "value": None if self.value is None else str(self.value),
            "unit": self.unit,
            "text": self.text,
            "readings": list(self.readings),
            "doubt": str(self.doubt) if self.doubt else "",
            "period": self.period,
        }


def plain(number: Decimal) -> str:
    """Without an exponent and without zeros behind: 1284600000, 0.85."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
