"""Letters to which a file gives no meaning."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.pdf.stext import UNKNOWN
from docanalyzer.pipeline.reading.result import PageFlag


def nameless(path: Path, *texts: str, plain: str = "") -> Path:
    """Pages in an embedded font from which the table of its letters was taken; `plain` on the last, with one."""
    document = pymupdf.open()
    for text in texts:
        page = document.new_page()
        page.insert_htmlbox(pymupdf.Rect(72, 72, 500, 300), f"<p>{text}</p>")
    for number in range(1, document.xref_length()):
        if document.xref_get_key(number, "ToUnicode")[0] != "null":
            document.xref_set_key(number, "ToUnicode", "null")
    if plain:
        document[-1].insert_text((72, 400), plain)
    document.save(path)
    return path


def test_a_document_of_nameless_letters_has_no_text_layer(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as refused:
        read_in_process(nameless(tmp_path / "a.pdf", "The Buyer pays within 30 days."))
    assert refused.value.outcome is Outcome.NO_TEXT


def test_nameless_letters_are_shown_as_such_and_their_page_is_named(tmp_path: Path) -> None:
    reading = read_in_process(
        nameless(tmp_path / "a.pdf", "甲方应当付款", plain="A page of words that can be read.")
    )
    assert "A page of words that can be read." in reading.text
    assert UNKNOWN * 6 in reading.text
    assert PageFlag.EMPTY not in reading.pages[0].flags
    assert reading.warnings == (
        f"1 of 1 pages has letters that the file does not name, shown as {UNKNOWN}: page 1.",
    )
