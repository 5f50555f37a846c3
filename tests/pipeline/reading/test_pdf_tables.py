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


def contents(*entries: tuple[str, float, str, str], top: float = 100) -> Pieces:
    """A number, where its title begins, the title with its dots, the page, which stands at the right edge."""
    lines: Pieces = []
    for number, (label, left, title, page) in enumerate(entries):
        y = top + 14 * number
        lines += [(left - 40, y, label), (left, y, title)]
        end = left + pymupdf.get_text_length(title, fontsize=10)
        dots = " ." * int((480 - end) / pymupdf.get_text_length(" .", fontsize=10))
        lines.append((end + (10 if len(title) < 12 else 0), y, f"{dots} {page}"))
    return lines


def test_lines_of_a_table_of_contents_get_no_tabs_for_columns_by_chance(tmp_path: Path) -> None:
    entries = contents(
        ("12.1", 120, "Manual pages and their sections", "111"),
        ("12.2", 120, "Info", "111"),
        ("12.3", 120, "Additional documentation of a package", "112"),
        ("12.5", 120, "Copyright", "113"),
        ("12.5.1", 160, "Machine-readable copyright information", "114"),
        ("12.6", 120, "Examples that a package may have", "114"),
    )
    text = placed(tmp_path / "a.pdf", *entries)
    assert not [line for line in text.split("\n") if line.startswith("\t") or "\t\t" in line]
    assert "12.5.1\tMachine-readable" in text


def test_a_paragraph_with_wide_gaps_gets_one_tab_for_each(tmp_path: Path) -> None:
    words = ("For", "convenience,", "the", "predefined", "modifiers")
    first = [(x, 100.0, word) for x, word in zip((72, 162, 252, 342, 432), words, strict=True)]
    second = [
        (72, 113, "OmitTickInterval(real of a, real of b, and the real of c),"),
        (385, 113, "and"),
        (432, 113, "all"),
    ]
    third = [
        (72, 126, "they can be used to remove specific ticks and their own labels."),
        (410, 126, "The others stay"),
    ]
    words = ("OmitFormat(of one string)", "ticklabel", "can", "be", "used")
    fourth = [(x, 139.0, word) for x, word in zip((72, 250, 330, 380, 430), words, strict=True)]
    lines = placed(tmp_path / "a.pdf", *first, *second, *third, *fourth).split("\n")
    assert lines == [
        "For\tconvenience,\tthe\tpredefined\tmodifiers",
        "OmitTickInterval(real of a, real of b, and the real of c),\tand\tall",
        "they can be used to remove specific ticks and their own labels.\tThe others stay",
        "\t".join(words),
    ]


def test_a_running_head_right_above_a_table_has_no_columns(tmp_path: Path) -> None:
    head = [(72.0, 86.0, "Chapter 6: Data Containers of all kinds"), (440.0, 86.0, "129")]
    cells = grid(("4", "5", "6"), ("7", "", "9"), ("10", "11", "12"), columns=(80, 150, 220))
    text = placed(tmp_path / "a.pdf", *head, *cells)
    assert (
        text.replace("\n\n", "\n")
        == "Chapter 6: Data Containers of all kinds\t129\n4\t5\t6\n7\t\t9\n10\t11\t12"
    )
