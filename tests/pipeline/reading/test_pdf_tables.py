"""Cells under their own headings: empty cells, headings over several columns, tables under each other."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from tests.pipeline.reading.test_pdf_layout import grid, placed

Pieces = list[tuple[float, float, str]]


def right_aligned(*rows: tuple[str, ...], top: float, edges: tuple[float, ...]) -> Pieces:
    """The first cell begins at 72, the others end at `edges`."""
    return [
        (
            72 if number == 0 else edges[number - 1] - pymupdf.get_text_length(text, fontsize=10),
            top + 16 * y,
            text,
        )
        for y, row in enumerate(rows)
        for number, text in enumerate(row)
        if text
    ]


def test_a_column_that_every_row_leaves_out_keeps_its_place(tmp_path: Path) -> None:
    cells = grid(("Party", "Signed", "Paid"), ("Ann", "", "yes"), ("Bob", "", "yes"))
    assert placed(tmp_path / "a.pdf", *cells) == "Party\tSigned\tPaid\nAnn\t\tyes\nBob\t\tyes"


def test_headings_over_two_columns_do_not_draw_the_others_left(tmp_path: Path) -> None:
    edges = (170.0, 212.0, 252.0, 294.0)
    figures = right_aligned(
        ("Europe", "1,200", "120", "1,400", "160"), ("Asia", "900", "80", "950", "85"), top=132, edges=edges
    )
    years = [(163.0, 100.0, "2022"), (243.0, 100.0, "2023")]
    heads = [(144.0, 116.0, "Sales"), (185.0, 116.0, "EBIT"), (226.0, 116.0, "Sales"), (267.0, 116.0, "EBIT")]
    lines = placed(tmp_path / "a.pdf", *years, *heads, *figures).split("\n")
    assert lines == [
        "\t2022\t\t2023",
        "\tSales\tEBIT\tSales\tEBIT",
        "Europe\t1,200\t120\t1,400\t160",
        "Asia\t900\t80\t950\t85",
    ]


def test_tables_under_each_other_have_columns_of_their_own(tmp_path: Path) -> None:
    first = right_aligned(
        ("Europe", "1,200", "120", "1,400", "160"),
        ("Asia", "900", "80", "950", "85"),
        top=100,
        edges=(170, 212, 252, 294),
    )
    second = right_aligned(
        ("Segment", "2021", "2022", "2023"), ("Europe", "1", "2", "3"), ("Asia", "", "5", "6"),
        top=150, edges=(180, 226, 270),
    )  # fmt: skip
    third = [(72, 215, "Name"), (116, 215, "Role"), (154, 215, "Fee"), (72, 231, "Ann"), (154, 231, "100")]
    lines = placed(tmp_path / "a.pdf", *first, *second, *third).split("\n")
    assert [line for line in lines[-3:] if line] == ["Asia\t\t5\t6", "Name\tRole\tFee", "Ann\t\t100"]


def test_a_part_of_a_table_below_a_gap_keeps_its_columns(tmp_path: Path) -> None:
    edges = (200.0, 270.0, 340.0)
    above = right_aligned(("Item", "2021", "2022", "2023"), ("Rent", "10", "20", "30"), top=100, edges=edges)
    below = right_aligned(("Fuel", "", "7", ""), ("Total", "", "", "37"), top=148, edges=edges)
    lines = placed(tmp_path / "a.pdf", *above, *below).split("\n")
    assert lines[-2:] == ["Fuel\t\t7", "Total\t\t\t37"]
