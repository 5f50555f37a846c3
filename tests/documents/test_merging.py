"""Recognised pages in a document's text, in place of a stamp or of letters without meaning."""

from __future__ import annotations

from docanalyzer.documents.merging import with_pages
from docanalyzer.documents.models import RecognisedPage
from docanalyzer.pipeline.reading import Page, PageFlag, Reading

STAMPED = Reading(
    "pdf",
    "application/pdf",
    True,
    (
        Page(1, "", "typed"),
        Page(2, "", "ABC000002", (PageFlag.EMPTY,)),
        Page(3, "", "\ufffd\ufffd\ufffd", (PageFlag.EMPTY,)),
    ),
    warnings=(
        "1 of 3 pages has no text layer but a few words on a picture: page 2.",
        "1 of 3 pages has letters that the file does not name, shown as \ufffd: page 3.",
        "Another.",
    ),
)


def recognised(*pages: tuple[int, str]) -> list[RecognisedPage]:
    return [RecognisedPage(index=index, text=text) for index, text in pages]


def test_a_stamp_gives_way_to_what_was_recognised_with_it() -> None:
    merged = with_pages(STAMPED, recognised((2, "ABC000002 The contract"), (3, "第一条")))
    assert [page.text for page in merged.pages] == ["typed", "ABC000002 The contract", "第一条"]
    assert merged.pages[1].flags == (PageFlag.OCR,)
    assert merged.warnings == (
        "Another.",
        "Text recognised by OCR, which may hold errors: pages 2–3.",
    )


def test_a_stamp_stays_where_nothing_was_recognised() -> None:
    merged = with_pages(STAMPED, recognised((2, "")))
    assert merged.pages[1].text == "ABC000002"
    assert PageFlag.EMPTY in merged.pages[1].flags
    assert any("letters that the file does not name" in warning for warning in merged.warnings)
    assert "OCR found no text on page 2." in merged.warnings
    assert any("page 3" in warning and "no text layer" in warning for warning in merged.warnings)
