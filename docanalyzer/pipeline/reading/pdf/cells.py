"""The exact cells of the tables on one PDF page: by PyMuPDF's table finder, on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean


@dataclass(frozen=True, slots=True)
class Table:
    """rows: every row with the same number of cells, "" for an empty or merged-away one.

    box: left, top, right, bottom on the page as shown, in points from its top left corner.
    """

    rows: tuple[tuple[str, ...], ...]
    box: tuple[float, float, float, float]


def table_from_json(data: dict[str, Any]) -> Table:
    left, top, right, bottom = data["box"]
    return Table(tuple(tuple(row) for row in data["rows"]), (left, top, right, bottom))


def find_tables(path: Path, page: int, password: str = "") -> list[Table]:
    """Ruled tables first; on a page without rules, columns are told by how the words are aligned.

    page: index from 1. Raises ReadingError.
    """
    from docanalyzer.pipeline.reading.pdf.reader import open_pdf

    document = open_pdf(path, password)
    try:
        if not 1 <= page <= document.page_count:
            raise ReadingError(
                Outcome.NO_PAGES,
                f"There is no page {page:,}; this PDF has {document.page_count:,} pages.",
                page_count=document.page_count,
            )
        shown = document.load_page(page - 1)
        found = shown.find_tables().tables or shown.find_tables(strategy="text").tables
        return [Table(_rows(table.extract()), tuple(table.bbox)) for table in found]
    finally:
        document.close()


def _rows(extracted: Sequence[Sequence[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(clean(cell or "").split()) for cell in row) for row in extracted)
