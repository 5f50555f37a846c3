from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Page, PageFlag, Reading, ReadingOptions, ocr_pages, read
from docanalyzer.pipeline.reading.ocr import available, one_width, wanted_pages, with_recognised
from docanalyzer.pipeline.reading.ocr_order import reading_order
from tests.pipeline.reading.make_pdf import pdf

needs_ocr = pytest.mark.skipif(not available(), reason="requirements/ocr.txt is not installed")

READING = Reading(
    "pdf",
    "application/pdf",
    True,
    (
        Page(1, "i", "typed"),
        Page(2, "ii", "", (PageFlag.EMPTY, PageFlag.ROTATED)),
        Page(3, "1", "", (PageFlag.EMPTY,)),
    ),
    warnings=("2 of 3 pages have no text layer: pages 2–3.",),
)


def box(left: float, top: float, right: float, bottom: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def scan(path: Path, *texts: str) -> Path:
    """Each text as a picture on a page of its own, after one typed page."""
    document = pymupdf.open(pdf(path.with_suffix(".typed.pdf"), "a typed page"))
    for text in texts:
        drawn = pymupdf.open()
        page = drawn.new_page(width=400, height=200)
        page.insert_text((40, 60), text, fontsize=18, fontname="helv" if text.isascii() else "china-s")
        picture = page.get_pixmap(dpi=150)
        document.new_page(width=400, height=200).insert_image((0, 0, 400, 200), pixmap=picture)
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("recognised", "text"),
    [
        ("共12345．67元，203１年", "共12345.67元，2031年"),
        ("第１条 ３０日", "第１条 ３０日"),
        ("第3，4条", "第3，4条"),
    ],
)
def test_a_number_in_both_widths_is_in_one(recognised: str, text: str) -> None:
    assert one_width(recognised) == text


def test_which_pages_are_wanted() -> None:
    assert wanted_pages(READING, "off") == []
    assert wanted_pages(READING, "missing") == [2, 3]
    assert wanted_pages(READING, "all") == [1, 2, 3]


def test_recognised_pages_are_marked_and_named() -> None:
    merged = with_recognised(
        READING, [Page(2, "", "seen", (PageFlag.OCR,)), Page(3, "", "", (PageFlag.EMPTY,))]
    )
    assert merged.pages[0] == READING.pages[0]
    assert merged.pages[1] == Page(2, "ii", "seen", (PageFlag.OCR, PageFlag.ROTATED))
    assert merged.pages[2] == READING.pages[2]
    assert merged.warnings == (
        "Text recognised by OCR, which may hold errors: page 2.",
        "No text on page 3, not even by OCR.",
    )


def test_nothing_recognised_is_not_an_empty_success() -> None:
    blank = replace(READING, pages=READING.pages[1:])
    with pytest.raises(ReadingError) as caught:
        with_recognised(blank, [])
    assert caught.value.outcome is Outcome.NO_TEXT


def test_columns_of_a_scan_are_read_one_after_the_other() -> None:
    found = []
    for number in range(8):
        top = 100 + 40 * number
        found.append((box(600, top + 4, 980, top + 34), f"right side line {number}"))
        found.append((box(100, top, 480, top + 30), f"left side line {number}"))
    found.append((box(100, 20, 980, 60), "A title across the page"))
    texts = [line.text for line in reading_order(found)]
    assert texts[0] == "A title across the page"
    assert [text.split()[0] for text in texts[1:]] == ["left"] * 8 + ["right"] * 8


def test_rows_of_a_scanned_table_are_read_along() -> None:
    found = [
        (box(x, 100 + 40 * n, x + 60, 130 + 40 * n), f"{x}/{n}") for x in (100, 400, 700) for n in range(6)
    ]
    assert [line.text for line in reading_order(found)][:4] == ["100/0", "400/0", "700/0", "100/1"]


@needs_ocr
def test_a_scan_is_read_page_by_page_in_english_and_chinese(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", "The tenant pays monthly", "第一条 合同总则")
    seen: list[tuple[int, int, str]] = []
    pages = list(ocr_pages(path, [2, 3], on_progress=lambda p: seen.append((p.page, p.pages, p.stage))))
    assert pages[0].text == "The tenant pays monthly"
    assert "".join(pages[1].text.split()) == "第一条合同总则"
    assert "\n" not in pages[1].text
    assert all(page.flags == (PageFlag.OCR,) for page in pages)
    assert seen == [(1, 2, "ocr"), (2, 2, "ocr")]


@needs_ocr
def test_reading_with_ocr_fills_in_what_is_missing(tmp_path: Path) -> None:
    reading = read(scan(tmp_path / "a.pdf", "Recognised text"), options=ReadingOptions(ocr="missing"))
    assert [page.text for page in reading.pages] == ["a typed page", "Recognised text"]
    assert [page.flags for page in reading.pages] == [(), (PageFlag.OCR,)]


@needs_ocr
def test_recognising_stops_when_cancelled_and_keeps_what_came(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", "one page", "another page")
    kept: list[Page] = []
    job = ocr_pages(path, [2, 3, 2, 3, 2, 3], cancelled=lambda: bool(kept))
    with pytest.raises(ReadingError) as caught:
        kept.extend(job)  # keeps each as it comes
    assert caught.value.outcome is Outcome.CANCELLED
    assert kept[0].text == "one page"
    assert len(kept) < 6


def test_without_the_library_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docanalyzer.pipeline.reading import ocr
    from docanalyzer.pipeline.reading.result import Limits

    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadingError, match=r"requirements/ocr\.txt") as caught:
        list(ocr.recognise(tmp_path, [1], ReadingOptions(), Limits()))
    assert caught.value.outcome is Outcome.UNSUPPORTED
