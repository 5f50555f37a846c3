"""The columns of a table (w:tbl): which empty places a row needs so that its cells stand below those they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.table_columns import columns_within, seen_columns
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
    """starts: where on the grid a column that a reader sees begins, in order; a cell covers as many as begin within it."""

    starts: list[int]
    count: int
    _place: int = 0
    _columns: int = 0
    """Of the cell put last, with what is merged with it."""

    @classmethod
    def of(cls, table: Any) -> Columns:
        grid = [_width(column) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        count = len(grid) or _MOST_COLUMNS
        spans = {span for row in inside(table, names.TR) for span in _spans(row, count)}
        return cls(seen_columns(spans, lambda first, behind: sum(grid[first:behind])), count)

    def begin(self, row: Any) -> int:
        """How many columns the row leaves out before its first cell; never all of the table's."""
        self._place, self._columns = _skipped(row, self.count), 1
        return columns_within(self.starts, 0, self._place)

    def place(self, cell: Any) -> int:
        """Put the next w:tc into the row; how many places the cells before it cover beyond their first."""
        covered, begin = max(self._columns, 1) - 1, self._place
        self._place += _span(cell)
        columns = columns_within(self.starts, begin, self._place)
        self._columns = columns + (self._columns if continues_before(cell.find(w("tcPr"))) else 0)
        return covered


def _spans(row: Any, count: int) -> list[tuple[int, int]]:
    """Where on the grid each cell of a row begins and ends, with what is merged with it."""
    spans: list[tuple[int, int]] = []
    place = _skipped(row, count)
    for cell in inside(row, names.TC):
        begin, place = place, place + _span(cell)
        if spans and continues_before(cell.find(w("tcPr"))):
            begin = spans.pop()[0]
        spans.append((begin, place))
    return spans


def _width(column: Any) -> int:
    """Of a w:gridCol, in twips."""
    return max(whole_number(column.get(w("w"))) or 0, 0)


def _span(cell: Any) -> int:
    """Grid columns that a cell takes."""
    found = cell.find(_SPAN)
    count = whole_number(found.get(names.VAL)) if found is not None else None
    return min(max(count or 1, 1), _MOST_COLUMNS)


def _skipped(row: Any, count: int) -> int:
    found = row.find(_BEFORE)
    skipped = whole_number(found.get(names.VAL)) if found is not None else None
    return min(max(skipped or 0, 0), count - 1)
