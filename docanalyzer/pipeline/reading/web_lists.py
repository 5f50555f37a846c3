"""The numbers a browser shows before list items (CSS Counter Styles Level 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_NO_NUMBER = {"none", "disc", "circle", "square"}
_KNOWN = re.compile(
    r"\b(none|disc|circle|square|decimal-leading-zero|decimal|(?:lower|upper)-(?:alpha|latin|roman))(?![\w-])",
    re.IGNORECASE,
)
_LARGEST = 2**31 - 1
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class ListCounter:
    """One list: its style, the number of its next item and the step to the one after."""

    style: str
    number: int = 1
    step: int = 1

    @classmethod
    def of(cls, element: Any, declared: str = "") -> ListCounter:
        """element: an <ol>, <ul> or <menu>; declared: its list-style in force."""
        ordered = element.tag == "ol"
        style = _style(element, declared) or ("decimal" if ordered else "disc")
        reverse = ordered and "reversed" in element.attrib
        first = sum(child.tag == "li" for child in element) if reverse else 1
        return cls(style, _integer(element.get("start"), first) if ordered else 1, -1 if reverse else 1)

    def label(self, item: Any, declared: str = "") -> str:
        """Count the next <li>: "3.", or "" where it has a bullet or nothing."""
        number = _integer(item.get("value"), self.number)
        self.number = number + self.step
        style = _style(item, declared) or self.style
        return "" if style in _NO_NUMBER else f"{written_number(number, style)}."


def _style(element: Any, declared: str) -> str:
    known = _KNOWN.findall(declared)
    return known[-1].lower() if known else _TYPES.get(element.get("type") or "", "")


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return max(min(int(value or ""), _LARGEST), -_LARGEST)
    except ValueError:
        return otherwise


def written_number(number: int, style: str) -> str:
    """style: of _KNOWN; a plain number for any other."""
    case, _, system = style.partition("-")
    out = str(number)
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if system in ("alpha", "latin") and number > 0:
        out = _letters(number)
    elif system == "roman" and 0 < number < 4000:
        out = _roman(number)
    return out.upper() if case == "upper" else out


def _letters(number: int) -> str:
    """a … z, aa, ab: unlike Word, which goes on with bb."""
    out = ""
    while number:
        number, letter = divmod(number - 1, 26)
        out = chr(ord("a") + letter) + out
    return out


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out
