"""The columns of a table on a web page: which of them cells from the rows above cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_MOST_ROWS, _MOST_COLUMNS = 65_534, 1000


@dataclass(slots=True)
class Grid:
    """One table. A covered place is an empty cell of its row."""

    _covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By column: (rows still covered, columns covered)."""
    _column: int = 0

    def begin_row(self) -> None:
        """Rows that end early are covered to their end all the same."""
        for column in [column for column in self._covered if column >= self._column]:
            self._cover(column)
        self._column = 0

    def place(self, cell: Any) -> int:
        """Put a <td> or <th> into the row; how many covered places stand before it."""
        before = 0
        while self._column in self._covered:
            self._column += self._cover(self._column)
            before += 1
        rows = _span(cell.get("rowspan"), _MOST_ROWS) or _MOST_ROWS
        columns = _span(cell.get("colspan"), _MOST_COLUMNS) or 1
        if rows > 1:
            self._covered[self._column] = (rows - 1, columns)
        self._column += columns
        return before

    def _cover(self, column: int) -> int:
        rows, columns = self._covered.pop(column)
        if rows > 1:
            self._covered[column] = (rows - 1, columns)
        return columns


def _span(value: str | None, most: int) -> int:
    try:
        return min(max(int(value or "1"), 0), most)
    except ValueError:
        return 1
