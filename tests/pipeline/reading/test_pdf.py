from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Limits, PageFlag, Progress, ReadingOptions, read_in_process
from tests.pipeline.reading.make_pdf import pdf, raw_pdf


def outcome(path: Path, **options: str) -> Outcome:
    with pytest.raises(ReadingError) as caught:
        read_in_process(path, options=ReadingOptions(**options))
    assert str(caught.value).endswith((".", "?"))
    return caught.value.outcome


def test_every_page_is_read_with_its_index_and_progress(tmp_path: Path) -> None:
    seen: list[Progress] = []
    path = pdf(tmp_path / "a.pdf", "first page", "second page")
    reading = read_in_process(path, on_progress=seen.append)
    assert [(page.index, page.text) for page in reading.pages] == [(1, "first page"), (2, "second page")]
    assert reading.text[reading.page_starts()[1] :].startswith("second")
    assert [(p.page, p.pages) for p in seen] == [(1, 2), (2, 2)]


def test_labels_are_what_the_document_prints(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", *"abcdef"))
    document.set_page_labels(
        [
            {"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1},
            {"startpage": 3, "prefix": "A-", "style": "D", "firstpagenum": 9},
        ]
    )
    document.save(tmp_path / "b.pdf")
    reading = read_in_process(tmp_path / "b.pdf")
    assert [page.label for page in reading.pages] == ["i", "ii", "iii", "A-9", "A-10", "A-11"]


def test_a_label_longer_than_any_printed_one_is_cut(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", *"ab"))
    document.set_page_labels([{"startpage": 0, "prefix": "x" * 10_000, "style": "D", "firstpagenum": 1}])
    document.save(tmp_path / "b.pdf")
    assert [len(page.label) for page in read_in_process(tmp_path / "b.pdf").pages] == [50, 50]


def test_pages_without_text_are_flagged_and_named(tmp_path: Path) -> None:
    reading = read_in_process(pdf(tmp_path / "a.pdf", "text", "", "", "text", ""))
    assert [page.index for page in reading.pages if PageFlag.EMPTY in page.flags] == [2, 3, 5]
    assert reading.warnings == ("3 of 5 pages have no text layer: pages 2–3, 5.",)


def test_a_file_without_any_text_is_not_an_empty_success(tmp_path: Path) -> None:
    assert outcome(pdf(tmp_path / "a.pdf", "", "")) is Outcome.NO_TEXT


def test_a_rotated_page_is_flagged(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", "turned", "straight"))
    document[0].set_rotation(90)
    document.save(tmp_path / "b.pdf")
    pages = read_in_process(tmp_path / "b.pdf").pages
    assert [PageFlag.ROTATED in page.flags for page in pages] == [True, False]
    assert pages[0].text == "turned"


def test_an_encrypted_file_wants_its_password(tmp_path: Path) -> None:
    locked = pdf(
        tmp_path / "a.pdf", "secret", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="own"
    )
    assert outcome(locked) is Outcome.ENCRYPTED
    assert outcome(locked, password="wrong") is Outcome.ENCRYPTED
    assert read_in_process(locked, options=ReadingOptions(password="open")).text == "secret"


def test_a_cut_file_is_repaired_and_says_so(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "a.pdf", "one", "two").read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[: whole.rindex(b"xref")])
    reading = read_in_process(tmp_path / "b.pdf")
    assert all(PageFlag.REPAIRED in page.flags for page in reading.pages)
    assert any("repaired" in warning for warning in reading.warnings)


def test_garbage_after_a_pdf_header_is_typed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert outcome(tmp_path / "a.pdf") in (Outcome.DAMAGED, Outcome.NO_PAGES)


def test_a_file_without_pages(tmp_path: Path) -> None:
    assert outcome(raw_pdf(tmp_path / "a.pdf", b"<<>>", pages=0)) is Outcome.NO_PAGES


def test_more_pages_than_allowed_is_refused_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"3 pages; the limit is 2") as caught:
        read_in_process(pdf(tmp_path / "a.pdf", *"abc"), limits=Limits(pages=2))
    assert caught.value.outcome is Outcome.TOO_LARGE


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for column, name in ((72, "left"), (320, "right")):
        lines = "\n".join(f"{name} column prose line {number}" for number in range(12))
        page.insert_text((column, 100), lines, fontsize=10)
    document.save(tmp_path / "a.pdf")
    words = read_in_process(tmp_path / "a.pdf").text.split()
    sides = [word for word in words if word in ("left", "right")]
    assert sides == ["left"] * 12 + ["right"] * 12


def test_attachments_are_mentioned(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", "cover"))
    document.embfile_add("annex.txt", b"not shown")
    document.save(tmp_path / "b.pdf")
    assert read_in_process(tmp_path / "b.pdf").warnings == ("1 attached file is not part of the text.",)


def test_right_to_left_pages_are_named(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", "An ordinary page."))
    document.new_page().insert_htmlbox(
        pymupdf.Rect(72, 72, 500, 300), "<p dir=rtl>הסכם זה נעשה ונחתם ביום</p>"
    )
    document.save(tmp_path / "b.pdf")
    (warning,) = read_in_process(tmp_path / "b.pdf").warnings
    assert warning.startswith("Right-to-left text on page 2 may be out of order")
