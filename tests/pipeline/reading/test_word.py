"""What a person sees in Word stands in the text: once, in order, with an anchor."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.result import Reading, ReadingOptions
from docanalyzer.pipeline.reading.word import read_word


def read(path: Path, tracked_changes: str = "marked") -> Reading:
    return read_word(path, ReadingOptions(tracked_changes=tracked_changes), lambda progress: None)


def saved(document: object, folder: Path) -> Path:
    path = folder / "sample.docx"
    document.save(path)  # type: ignore[attr-defined]
    return path


def test_every_paragraph_is_a_line_with_an_anchor_at_its_start(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("First.", "第二段。", "Third."):
        document.add_paragraph(text)
    reading = read(saved(document, tmp_path))
    assert reading.text == "First.\n第二段。\nThird."
    assert [reading.text[a.start :].split("\n")[0] for a in reading.anchors] == [
        "First.",
        "第二段。",
        "Third.",
    ]
    assert [a.ordinal for a in reading.anchors] == [1, 2, 3]
    assert (reading.kind, reading.paged) == ("word", False)


def test_anchors_carry_the_headings_above_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Part", 1)
    document.add_heading("Fees", 2)
    document.add_paragraph("The fee is due.")
    document.add_heading("Other part", 1)
    document.add_paragraph("Nothing here.")
    anchors = read(saved(document, tmp_path)).anchors
    assert [(a.level, a.headings) for a in anchors] == [
        (1, ()),
        (2, ("Part",)),
        (0, ("Part", "Fees")),
        (1, ()),
        (0, ("Other part",)),
    ]


def test_a_row_of_simple_cells_is_one_line_in_body_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 3)
    for index, text in enumerate(["Name", "Fee", "Term", "甲方", "", "12 months"]):
        table.cell(index // 3, index % 3).text = text
    document.add_paragraph("After.")
    assert read(saved(document, tmp_path)).text == "Before.\nName | Fee | Term\n甲方 |  | 12 months\nAfter."


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Wide"
    table.cell(1, 0).text = "Low"
    text = read(saved(document, tmp_path)).text
    assert (text.count("Wide"), text.count("Low")) == (1, 1)


def test_long_cells_keep_their_paragraphs_as_lines(tmp_path: Path) -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Term"
    cells[1].text = "One year."
    cells[1].add_paragraph("It renews.")
    both = document.add_table(1, 2).rows[0].cells
    for cell, lines in zip(both, (("English one", "English two"), ("中文一", "中文二")), strict=True):
        cell.text = lines[0]
        cell.add_paragraph(lines[1])
    assert read(saved(document, tmp_path)).text.split("\n") == [
        "Term | One year.",
        "It renews.",
        "English one",
        "English two",
        "| 中文一",
        "中文二",
    ]


def test_nested_tables_are_read_where_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Prices"
    cells[1].text = "See:"
    inner = cells[1].add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Gold", "100"
    assert read(saved(document, tmp_path)).text.split("\n") == ["Prices | See:", "Gold | 100"]


def test_an_empty_document_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read(saved(docx.Document(), tmp_path))
    assert caught.value.outcome is Outcome.NO_TEXT


def test_a_broken_archive_is_damaged(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Long enough to be cut in the middle. " * 50)
    path = saved(document, tmp_path)
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.outcome is Outcome.DAMAGED


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.outcome is Outcome.ENCRYPTED
    assert "password" in str(caught.value)
