"""Words that an annotation strikes out."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.reading import read_in_process
from docanalyzer.pipeline.reading.revisions import deleted_spans
from tests.pipeline.reading.make_pdf import pdf


@pytest.mark.parametrize("rotation", [0, 90])
def test_words_struck_out_are_marked_and_their_page_is_named(tmp_path: Path, rotation: int) -> None:
    document = pymupdf.open(
        pdf(tmp_path / "a.pdf", "First page.", "The rent is 1000 euros 1200 euros a month.")
    )
    document[1].add_strikeout_annot(document[1].search_for("1000 euros"))
    document[1].set_rotation(rotation)
    document.save(tmp_path / "b.pdf")
    reading = read_in_process(tmp_path / "b.pdf")
    assert reading.pages[1].text == "The rent is [struck: 1000 euros] 1200 euros a month."
    assert reading.warnings == (
        "Words are struck out by an annotation on page 2: “[struck: …]” in the text.",
    )


def test_a_hidden_annotation_strikes_nothing_out(tmp_path: Path) -> None:
    document = pymupdf.open(pdf(tmp_path / "a.pdf", "The rent is 1000 euros."))
    page = document[0]
    struck = page.add_strikeout_annot(page.search_for("1000 euros"))
    struck.set_flags(pymupdf.PDF_ANNOT_IS_HIDDEN)
    document.save(tmp_path / "b.pdf")
    assert read_in_process(tmp_path / "b.pdf").text == "The rent is 1000 euros."


def test_words_of_the_file_that_look_like_the_mark_are_no_mark(tmp_path: Path) -> None:
    said = "[struck: The tenant] \x01deleted: shall\x02 pay 1000 euros."
    document = pymupdf.open(pdf(tmp_path / "a.pdf", said))
    document[0].add_strikeout_annot(document[0].search_for("1000 euros"))
    document.save(tmp_path / "b.pdf")
    text = read_in_process(tmp_path / "b.pdf").text
    assert [text[start:end] for start, end in deleted_spans(text)] == ["[struck: 1000 euros]"]
