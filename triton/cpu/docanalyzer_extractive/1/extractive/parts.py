"""Figures of the whole and of its parts: a group's revenue, and that of each of its routes."""

from __future__ import annotations

import re

from .values import Value

_WHOLE = re.compile(
    r"\b(?:group|total|consolidated|overall|company)\b|集团|本公司|公司|合并|总额|合计|总计|总", re.IGNORECASE
)
_MANY = 4
"""Sections that each state such a figure: more of them are the parts of something."""


def without_parts(values: list[Value]) -> list[Value]:
    """Those of the whole, where some say that they are and many other sections each have their own; else all."""
    total = [value for value in values if _WHOLE.search(value.sentence.text)]
    sections = {(value.outline.number, value.sentence.section) for value in values if value not in total}
    return total if total and len(sections) > _MANY else values
