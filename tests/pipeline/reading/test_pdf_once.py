"""Text that a file prints more than once at one place, and scans that carry a few words as text."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.result import PageFlag


def printed(path: Path, *pieces: tuple[float, float, str]) -> str:
    document = pymupdf.open()
    page = document.new_page()
    for x, y, text in pieces:
        page.insert_text((x, y), text, fontsize=10)
    document.save(path)
    return read_in_process(path).text


def test_a_line_printed_thrice_for_bold_letters_is_read_once(tmp_path: Path) -> None:
    prints = [(72 + 0.3 * n, 100.0, "Total amount due 1,234") for n in range(3)]
    assert printed(tmp_path / "a.pdf", *prints) == "Total amount due 1,234"


def test_a_word_printed_thrice_within_its_line_is_read_once(tmp_path: Path) -> None:
    start = 72 + pymupdf.get_text_length("The ", fontsize=10)
    end = start + pymupdf.get_text_length("total", fontsize=10)
    prints = [(start + 0.3 * n, 100.0, "total") for n in range(3)]
    text = printed(tmp_path / "a.pdf", (72, 100, "The "), *prints, (end, 100, " is due"))
    assert text == "The total is due"


def test_a_shadow_is_not_read(tmp_path: Path) -> None:
    assert (
        printed(tmp_path / "a.pdf", (73, 101, "Annual report"), (72, 100, "Annual report")) == "Annual report"
    )


def test_equal_cells_of_a_table_all_stay(tmp_path: Path) -> None:
    cells = [(72.0 + 40 * column, 100.0 + 12 * row, "0") for row in range(3) for column in range(3)]
    assert printed(tmp_path / "a.pdf", *cells) == "0\t0\t0\n0\t0\t0\n0\t0\t0"


def scan(path: Path, *stamps: str, share: float = 1.0) -> Path:
    """A picture a page that covers `share` of it, with a stamp as text."""
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    picture.clear_with(200)
    document = pymupdf.open()
    for stamp in stamps:
        page = document.new_page()
        page.insert_image(
            pymupdf.Rect(0, 0, page.rect.width, page.rect.height * share),
            pixmap=picture,
            keep_proportion=False,
        )
        page.insert_textbox(pymupdf.Rect(72, 700, 520, 830), stamp, fontsize=10)
    document.save(path)
    return path


def test_a_scan_with_a_stamp_has_no_text_layer(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as refused:
        read_in_process(scan(tmp_path / "a.pdf", "ABC000001", "ABC000002"))
    assert refused.value.outcome is Outcome.NO_TEXT


def test_slides_over_a_picture_keep_their_words_and_are_named(tmp_path: Path) -> None:
    slides = ("Annual results 2025", "Revenue EUR 12.4m", "Outlook: stable", "Thank you")
    reading = read_in_process(scan(tmp_path / "a.pdf", *slides))
    assert tuple(page.text for page in reading.pages) == slides
    assert "a few words on a picture: pages 1–4." in reading.warnings[0]


def test_stamped_scans_among_other_pages_are_named(tmp_path: Path) -> None:
    reading = read_in_process(scan(tmp_path / "a.pdf", "words of a page " * 20, "ABC000002"))
    assert [PageFlag.EMPTY in page.flags for page in reading.pages] == [False, True]
    assert reading.pages[1].text == "ABC000002"
    assert "a few words on a picture: page 2." in reading.warnings[0]


def test_a_few_words_beside_a_small_picture_are_a_page(tmp_path: Path) -> None:
    reading = read_in_process(scan(tmp_path / "a.pdf", "Annual report", share=0.4))
    assert reading.pages[0].flags == ()
