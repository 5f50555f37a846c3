"""Recognised lines in reading order: down each column of prose, along each row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf.rows import Line

_FEWEST_LINES = 4
"""A column of fewer lines is no column."""
_FULL = 0.6
"""Prose fills its column: half of the lines are at least this share of its width."""


def reading_order(found: Sequence[tuple[Any, str]]) -> list[Line]:
    """found: (four corners [x, y] in pixels, text) of each line, in any order."""
    lines = [_line(box, text.strip()) for box, text in found if text.strip()]
    ordered = [line for group in _columns(lines) for line in _by_rows(group)]
    # Each its own block: how lines hang together, a picture does not tell.
    return [replace(line, block=number) for number, line in enumerate(ordered)]


def _line(box: Any, text: str) -> Line:
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    height = bottom - top
    # The boxes are drawn wider than the ink, so that neighbours on one line overlap.
    margin = min(0.2 * height, 0.2 * (right - left))
    left, right = left + margin, right - margin
    # Boxes are drawn around the ink, with or without descenders: their middles agree better than their feet.
    return Line(text, left, top, right, bottom, (top + bottom) / 2, 0.75 * height or 1.0, 0, True)


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Cut where lines that run across end a stretch of columns; then each stretch down its middle gutter."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines] if lines else []
    groups: list[list[Line]] = []
    stretch: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if line.left < gutter < line.right:  # a title, a wide table, a running head
            groups += [*_sides(stretch, gutter), [line]]
            stretch = []
        else:
            stretch.append(line)
    groups += _sides(stretch, gutter)
    return [group for group in groups if group]


def _sides(lines: list[Line], gutter: float) -> list[list[Line]]:
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.right > gutter]
    return [*_columns(left), *_columns(right)] if _is_prose(left) and _is_prose(right) else [left + right]


def _gutter(lines: list[Line]) -> float | None:
    """A place across which almost no line runs, with prose on both sides."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left_edge, right_edge = min(line.left for line in lines), max(line.right for line in lines)
    width = right_edge - left_edge
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7):
        place = left_edge + share * width
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        crossing = len(lines) - len(left) - len(right)
        if crossing <= len(lines) * 0.3 and _is_prose(left) and _is_prose(right):
            return place
    return None


def _is_prose(lines: list[Line]) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    letters = median(len(line.text) for line in lines)
    return median(line.right - line.left for line in lines) >= _FULL * width and letters >= 12


def _by_rows(lines: list[Line]) -> list[Line]:
    """Top to bottom, and left to right among lines at one height."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        middle = (line.top + line.bottom) / 2
        if row and middle > row[0].bottom - 0.25 * row[0].size:
            ordered += sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    return ordered + sorted(row, key=lambda line: line.left)
