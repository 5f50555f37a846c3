"""The words of parts that a drawing shows: SmartArt, and charts with the values they were drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docanalyzer.pipeline.reading.word import names

_TEXT, _PARAGRAPH = f"{{{names.DRAWING}}}t", f"{{{names.DRAWING}}}p"
_SERIES, _POINT, _VALUE = (f"{{{names.CHART}}}{name}" for name in ("ser", "pt", "v"))
_MOST_POINTS = 500
"""Of one series; a reader sees no more."""


def drawn_text(root: Any) -> str:
    """One line for each paragraph of the part (titles, labels), then one for each series of a chart."""
    if root is None:
        return ""
    lines = [
        "".join(text.text or "" for text in paragraph.iter(_TEXT)) for paragraph in root.iter(_PARAGRAPH)
    ]
    lines += [_series(element) for element in root.iter(_SERIES)]
    return "\n".join(line for line in lines if line.strip())


def _series(element: Any) -> str:
    """ "[Chart] Sales: 2022 12; 2023 15", "" for a series without stored values."""
    name = " ".join(_points(element, "tx").values())
    categories = _points(element, "cat") or _points(element, "xVal")
    values = _points(element, "val") or _points(element, "yVal")
    pairs = [f"{categories.get(index, '')} {value}".strip() for index, value in values.items()]
    left_out = "; …" if len(pairs) >= _MOST_POINTS else ""
    return f"[Chart] {name}{': ' if name else ''}{'; '.join(pairs)}{left_out}" if pairs else ""


def _points(series: Any, part: str) -> dict[str, str]:
    """Index → what is written there."""
    found = series.find(f"{{{names.CHART}}}{part}")
    return dict(_written(found)) if found is not None else {}


def _written(part: Any) -> Iterator[tuple[str, str]]:
    points = list(part.iter(_POINT))[:_MOST_POINTS]
    for point in points:
        yield point.get("idx", ""), (point.findtext(_VALUE) or "").strip()
    if not points:
        value = part.findtext(_VALUE)
        yield from [("0", value.strip())] if value else []
