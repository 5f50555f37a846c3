"""The columns of a table (w:tbl): which empty places a row needs so that its cells stand below those they belong to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number
from docanalyzer.pipeline.reading.word.tables import continues_before, inside

_MOST_COLUMNS = 63
"""What Word allows in a table."""
_SPAN = f"{w('tcPr')}/{w('gridSpan')}"
_BEFORE = f"{w('trPr')}/{w('gridBefore')}"


@dataclass(slots=True)
class Columns:
    """starts: where on the grid a cell of any row begins, in order; a grid has finer columns than anyone sees, and a cell
    covers as many as begin within it."""

    starts: list[int]
    count: int
    _place: int = 0
    _covered: int = 0

    @classmethod
    def of(cls, table: Any) -> Columns:
        count = sum(1 for _ in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")) or _MOST_COLUMNS
        starts: set[int] = set()
        for row in inside(table, names.TR):
            place = _skipped(row, count)
            for cell in inside(row, names.TC):
                if not continues_before(cell.find(w("tcPr"))):
                    starts.add(place)
                place += _span(cell)
        return cls(sorted(starts), count)

    def begin(self, row: Any) -> int:
        """How many columns the row leaves out before its first cell; never all of the table's."""
        self._place, self._covered = _skipped(row, self.count), 0
        return self._place

    def place(self, cell: Any) -> int:
        """Put the next w:tc into the row; how many places the cells before it cover beyond their first."""
        covered, span = self._covered, _span(cell)
        within = bisect_left(self.starts, self._place + span) - bisect_left(self.starts, self._place + 1)
        self._place += span
        if continues_before(cell.find(w("tcPr"))):
            self._covered += within + self._begins(self._place - span)
        else:
            self._covered = within
        return covered

    def _begins(self, place: int) -> int:
        at = bisect_left(self.starts, place)
        return int(at < len(self.starts) and self.starts[at] == place)


def _span(cell: Any) -> int:
    """Grid columns that a cell takes."""
    found = cell.find(_SPAN)
    count = whole_number(found.get(names.VAL)) if found is not None else None
    return min(max(count or 1, 1), _MOST_COLUMNS)


def _skipped(row: Any, count: int) -> int:
    found = row.find(_BEFORE)
    skipped = whole_number(found.get(names.VAL)) if found is not None else None
    return min(max(skipped or 0, 0), count - 1)
