"""The columns of a table that a reader sees, of the many finer ones that its cells are laid over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

_MOST_WORK = 5_000_000
"""Cells times columns; a second or two."""


def seen_columns(
    spans: Iterable[tuple[int, int]], width: Callable[[int, int], int] | None = None
) -> list[int]:
    """Where the columns begin, in order. spans: of every cell of every row (its first fine column, the one behind it).

    Left out is where no cell stands alone: a border dragged a little in some rows would else shift all cells behind it.
    width: of the fine columns from one up to another; the narrowest are left out first, else those on the left.
    """
    cells = set(spans)
    starts = sorted({start for start, _ in cells})
    if len(starts) * len(cells) > _MOST_WORK:
        return starts
    reach = {(bisect_left(starts, start), bisect_left(starts, end)) for start, end in cells}
    left = {span: span[1] - span[0] for span in reach}
    out: set[int] = set()
    order = range(len(starts) - 1)  # how far the last one reaches is not known
    by_width = sorted(order, key=lambda at: width(starts[at], starts[at + 1])) if width else order
    for column in (*by_width, len(starts) - 1):
        over = [span for span in reach if span[0] <= column < span[1]]
        if all(left[span] > 1 for span in over):
            out.add(column)
            for span in over:
                left[span] -= 1
    return [start for at, start in enumerate(starts) if at not in out]


def columns_within(starts: list[int], first: int, behind: int) -> int:
    """How many of seen_columns begin within a span."""
    return bisect_left(starts, behind) - bisect_left(starts, first)
