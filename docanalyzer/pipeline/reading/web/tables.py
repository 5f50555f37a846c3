"""The rows and columns of a table on a web page: in which order a browser shows them, and which places cells cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.table_columns import columns_within, seen_columns

_MOST_ROWS, _MOST_COLUMNS = 65_534, 1000
_GROUPS = ("thead", "tbody", "tfoot")
_FIRST, _HEAD, _BODY, _FOOT = range(4)


@dataclass(slots=True)
class Grid:
    """One table. A covered place is an empty cell of its row.

    starts: where the columns that a reader sees begin; a cell covers as many places as begin within it, so that the
    many columns which only arrange a table are not seen.
    """

    starts: list[int] = field(default_factory=list)
    _covered: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """By column: (rows still covered, columns covered, places covered beyond the first)."""
    _column: int = 0
    _within: int = 0
    """Places that the cell put last covers beyond its first."""

    @classmethod
    def of(cls, table: Any) -> Grid:
        trial, spans = cls(), set[tuple[int, int]]()
        for row in _rows(table):
            trial.begin_row()
            for cell in row.iterchildren("td", "th"):
                trial.place(cell)
                spans.add((trial._column - _columns(cell), trial._column))
        return cls(seen_columns(spans))

    def begin_row(self) -> None:
        """Rows that end early are covered to their end all the same."""
        for column in [column for column in self._covered if column >= self._column]:
            self._cover(column)
        self._column = self._within = 0

    def place(self, cell: Any) -> int:
        """Put a <td> or <th> into the row; how many covered places stand before it."""
        before = self._within
        while self._column in self._covered:
            columns, within = self._cover(self._column)
            before += 1 + within
            self._column += columns
        rows, columns = _span(cell.get("rowspan"), _MOST_ROWS) or _MOST_ROWS, _columns(cell)
        self._within = self._begin_within(columns)
        if rows > 1:
            self._covered[self._column] = (rows - 1, columns, self._within)
        self._column += columns
        return before

    def _begin_within(self, columns: int) -> int:
        """How many of the columns seen the cell in hand takes beyond its first."""
        if columns == 1 or not self.starts:
            return 0
        return max(columns_within(self.starts, self._column, self._column + columns), 1) - 1

    def _cover(self, column: int) -> tuple[int, int]:
        rows, columns, within = self._covered.pop(column)
        if rows > 1:
            self._covered[column] = (rows - 1, columns, within)
        return columns, within


def in_shown_order(content: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """What a <table> holds (as web_shadow.Hosts.content gives it): its head before and its foot after all other rows."""
    ranks: dict[Any, int] = {}
    moved: set[int] = set()
    placed: list[tuple[int, tuple[str, Any]]] = []
    for action, what in content:
        if action == "open":
            tag = what.tag if isinstance(what.tag, str) else ""
            rank = {"caption": _FIRST, "colgroup": _FIRST, "thead": _HEAD, "tfoot": _FOOT}.get(tag, _BODY)
            ranks[what] = _BODY if rank in moved else rank  # of two heads or feet only the first is moved
            moved |= {rank} & {_HEAD, _FOOT}
        placed.append((ranks.get(what, _FIRST) if action in ("open", "tail") else _FIRST, (action, what)))
    return [step for _, step in sorted(placed, key=lambda entry: entry[0])]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


def _columns(cell: Any) -> int:
    return _span(cell.get("colspan"), _MOST_COLUMNS) or 1


def _span(value: str | None, most: int) -> int:
    try:
        return min(max(int(value or "1"), 0), most)
    except ValueError:
        return 1
