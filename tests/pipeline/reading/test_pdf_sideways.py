"""Tables set sideways on an upright page, with comments, struck words and form fields on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

from docanalyzer.pipeline.reading import read_in_process

ROWS = (("Item", "2021", "2022", "2023"), ("Revenue", "100", "", "300"), ("Costs", "", "70", "90"))
TABLE = "Item\t2021\t2022\t2023\nRevenue\t100\t\t300\nCosts\t\t70\t90"
TURNS = pytest.mark.parametrize("rotate", [90, 270])


def across(x: float, y: float, rotate: int) -> tuple[float, float]:
    """Where (x, y) of the table as it is read lies on the page."""
    return (y, 700 - x) if rotate == 90 else (500 - y, x)


def area(left: float, top: float, right: float, bottom: float, rotate: int) -> pymupdf.Rect:
    return pymupdf.Rect(*across(left, top, rotate), *across(right, bottom, rotate)).normalize()


def sideways(rotate: int) -> tuple[Any, Any]:
    """A document and its page."""
    document = pymupdf.open()
    page = document.new_page()
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.insert_text(
                across(72 + 100 * column, 100 + 18 * number, rotate), text, fontsize=10, rotate=rotate
            )
    return document, page


@TURNS
def test_a_comment_leaves_a_sideways_table_its_rows(tmp_path: Path, rotate: int) -> None:
    document, page = sideways(rotate)
    page.add_text_annot((50, 50), "please check")
    page.add_freetext_annot(pymupdf.Rect(72, 750, 300, 780), "subject to approval", fontsize=10)
    document.save(tmp_path / "a.pdf")
    text = read_in_process(tmp_path / "a.pdf").text
    assert TABLE in text
    assert text.count("subject to approval") == 1


@TURNS
def test_a_figure_struck_out_in_a_sideways_table_is_marked(tmp_path: Path, rotate: int) -> None:
    document, page = sideways(rotate)
    page.add_strikeout_annot(page.search_for("100"))
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text == TABLE.replace("100", "[struck: 100]")


@TURNS
def test_a_box_to_tick_stands_in_its_cell_of_a_sideways_table(tmp_path: Path, rotate: int) -> None:
    document, page = sideways(rotate)
    box = pymupdf.Widget()
    box.field_name, box.field_type, box.field_value = "agreed", pymupdf.PDF_WIDGET_TYPE_CHECKBOX, True
    box.rect = area(172, 126, 184, 138, rotate)
    page.add_widget(box)
    document.save(tmp_path / "a.pdf")
    assert read_in_process(tmp_path / "a.pdf").text == TABLE.replace("Costs\t", "Costs\t☒")
