from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import tables
from tests.pipeline.reading.make_pdf import pdf


def ruled(path: Path) -> Path:
    document = pymupdf.open()
    document.new_page()
    page = document.new_page()
    for row, cells in enumerate((("Item", "2023", "2022"), ("Sales", "12", ""), ("Costs", "9", "8"))):
        for column, text in enumerate(cells):
            cell = pymupdf.Rect(72 + 100 * column, 100 + 24 * row, 172 + 100 * column, 124 + 24 * row)
            page.draw_rect(cell)
            page.insert_text((cell.x0 + 4, cell.y1 - 7), text or " ", fontsize=10)
    document.save(path)
    return path


def test_cells_are_exact_and_empty_ones_stay(tmp_path: Path) -> None:
    (table,) = tables(ruled(tmp_path / "a.pdf"), 2)
    assert table.rows == (("Item", "2023", "2022"), ("Sales", "12", ""), ("Costs", "9", "8"))
    assert table.box == pytest.approx((72, 100, 372, 172), abs=2)


def test_a_page_of_prose_has_no_table(tmp_path: Path) -> None:
    assert tables(pdf(tmp_path / "a.pdf", "Just a sentence."), 1) == []


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no page 9; this PDF has 2 pages") as caught:
        tables(ruled(tmp_path / "a.pdf"), 9)
    assert caught.value.outcome is Outcome.NO_PAGES
