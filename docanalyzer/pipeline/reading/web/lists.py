"""The numbers a browser shows before list items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.web.counter_styles import CounterStyles, string

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_WORD = re.compile(r"""("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')|[\w-]+\([^)]*\)*|([^\s"']+)""")
_NO_STYLE = ("inside", "outside", "inherit", "initial", "unset", "revert", "revert-layer")
_LARGEST = 2**31 - 1


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

    def take(self, item: Any) -> int:
        """Count the next <li>: its number."""
        number = _integer(item.get("value"), self.number)
        self.number = number + self.step
        return number

    def label(self, item: Any, number: int, declared: str, styles: CounterStyles) -> str:
        """What stands before an <li>: "3.", or "" where it has a bullet or nothing."""
        style = _style(item, declared) or self.style
        if style[:1] in ('"', "'"):
            written = string(style).strip()
            return written if any(map(str.isalnum, written)) else ""
        return styles.marker(number, style)


def _style(element: Any, declared: str) -> str:
    """The style's name, or a string in quotation marks, which stands before every item; "" where none is said."""
    words = [quoted or word for quoted, word in _WORD.findall(declared) if quoted or word]
    words = [word for word in words if word.lower() not in _NO_STYLE]
    named = [word for word in words if word.lower() != "none"]  # beside a style it speaks of the picture
    if words:
        return (named or words)[-1]
    return _TYPES.get(element.get("type") or "", "")


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return max(min(int(value or ""), _LARGEST), -_LARGEST)
    except ValueError:
        return otherwise
