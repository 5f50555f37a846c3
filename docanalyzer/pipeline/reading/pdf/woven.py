"""Two columns of prose that a file draws line by line across the page, read one after the other.

Such lines look like a table of two columns. What tells them apart: prose is broken where the next word no longer fits,
in both columns and nearly always, while the rows of a table end where their words do.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from docanalyzer.pipeline.reading.pdf.rows import Line, Row

_FEWEST = 8
"""Rows of two cells."""
_SHORT = 25
"""Characters; the lines of prose are mostly longer."""
_MOST_DIGITS = 0.06
"""As a share of a column's characters."""
_FULL, _LONG, _GOES_ON, _MOST_ENDS = 0.85, 0.8, 0.4, 0.25
"""Shares of a column's lines: broken for want of room; not short; beginning with a small letter; ends of paragraphs."""
_WIDEST_GAP = 1.5
"""Between two rows, in sizes: more is another part of the page."""
_EVEN = 0.1
"""How far the steps from line to line may differ, as a share."""
_ENDS = (".", ";", ":", "!", "?")

Columns = tuple[list[Line], list[Line]]


def unwoven(rows: list[Row]) -> list[Row]:
    """The same lines; where rows are two columns of prose, those of the left one before those of the right one."""
    if sum(row.is_table for row in rows) < _FEWEST:  # most pages
        return rows
    done: list[Row] = []
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        found = rows[start:end]
        start = end
        if sum(row.is_table for row in found) >= _FEWEST and all(map(_is_prose, columns := _columns(found))):
            found = [Row(line) for column in columns for line in column]
        done += found
    return done


def _end(rows: list[Row], start: int) -> int:
    """Behind the last of the rows that share a gutter with the first: rows of two cells, and lines of one column
    between them or going on below them."""
    if not rows[start].is_table or len(rows[start].cells) != 2:
        return start + 1
    left, right = (cell for cell in rows[start].cells)
    gutter = (left.right, right.left)
    end = start + 1
    for number in range(start + 1, len(rows)):
        row, above = rows[number], rows[number - 1]
        narrowed = _narrowed(gutter, row)
        apart = row.top - above.bottom > _WIDEST_GAP * row.size
        if narrowed is None or apart or abs(row.size - above.size) > 0.1 * row.size:
            break
        gutter = narrowed
        if row.is_table or (
            end == number and _goes_on_below(rows[max(start, number - 2) : number], row.first)
        ):
            end = number + 1
    return end


def _narrowed(gutter: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """What is left of the gutter beside a row; None where the row crosses it."""
    left, right = gutter
    if row.is_table:
        if len(row.cells) != 2:
            return None
        left, right = max(left, row.cells[0].right), min(right, row.cells[1].left)
    elif row.first.left > left:
        right = min(right, row.first.left)
    else:
        left = max(left, row.first.right)
    return (left, right) if left < right else None


def _goes_on_below(above: list[Row], line: Line) -> bool:
    """Whether a line goes on with the column it stands in, at the step of the rows above; a heading does not."""
    baselines = [row.first.baseline for row in above] + [line.baseline]
    steps = [lower - upper for upper, lower in pairwise(baselines)]
    over = [cell.lines[-1] for cell in above[-1].cells if cell.left < line.right and cell.right > line.left]
    even = max(steps) - min(steps) < _EVEN * max(steps)
    return even and len(over) == 1 and (line.text[:1].islower() or not over[0].text.endswith(_ENDS))


def _columns(rows: list[Row]) -> Columns:
    gutter = max(row.cells[0].right for row in rows if row.is_table)
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        for cell in row.cells:
            (right if cell.left > gutter else left).extend(cell.lines)
    return left, right


def _is_prose(lines: list[Line]) -> bool:
    count, characters = len(lines), sum(len(line.text) for line in lines)
    digits = sum(character.isdigit() for line in lines for character in line.text)
    long = sum(len(line.text) > _SHORT for line in lines)
    small = sum(line.text[:1].islower() for line in lines[1:])
    if long < _LONG * count or digits > _MOST_DIGITS * characters or small < _GOES_ON * (count - 1):
        return False
    edge = max(line.right for line in lines)
    ends = full = 0
    for line, following in pairwise(lines):
        if line.text.endswith("-") or not _fits(following, line, edge):
            full += 1
        elif line.text.endswith(_ENDS):
            ends += 1
    return full >= _FULL * (count - 1 - ends) and ends <= _MOST_ENDS * count and _is_even(lines)


def _fits(following: Line, line: Line, edge: float) -> bool:
    """Whether the first word of the next line would have had room at this one's end."""
    width = (line.right - line.left) / len(line.text)
    return (len(following.text.split(" ", 1)[0]) + 1) * width <= edge - line.right


def _is_even(lines: list[Line]) -> bool:
    """Lines of prose follow each other at one step, but for the gaps between paragraphs."""
    steps = [lower.baseline - upper.baseline for upper, lower in pairwise(lines)]
    usual = median(steps)
    return sum(abs(step - usual) < _EVEN * usual for step in steps) >= _FULL * len(steps)
