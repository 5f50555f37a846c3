"""Raised digits as characters of their own: "10⁶", not "106"."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_NUMBER = re.compile(r"[(+\-−n]*\d[\d,+\-−()n]*|n")


def raised(text: str, before: str) -> str:
    """Superscript `text` after `before`; unchanged where it is no number or does not adjoin a word."""
    if before[-1:].isspace() or not before or not _NUMBER.fullmatch(text.strip()):
        return text
    return text.translate(_RAISED)
