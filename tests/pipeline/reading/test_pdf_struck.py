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


def struck_lines(
    path: Path, *pieces: tuple[float, float, str], struck: tuple[str, ...], apart: bool = False
) -> str:
    """The text of a page with one annotation over all of `struck`, or with one over each."""
    document = pymupdf.open()
    page = document.new_page()
    for x, y, text in pieces:
        page.insert_text((x, y), text, fontsize=10)
    found = [page.search_for(words)[0] for words in struck]
    for areas in [[area] for area in found] if apart else [found]:
        page.add_strikeout_annot(areas)
    document.save(path)
    return read_in_process(path).text


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("spacing", "line_end"), [(13, "\n"), (24, "\n\n")])
def test_a_struck_word_broken_at_a_line_end_is_made_whole(
    tmp_path: Path, apart: bool, spacing: float, line_end: str
) -> None:
    lines = ((72, 100, "The lessee shall indem-"), (72, 100 + spacing, "nify the lessor on demand."))
    text = struck_lines(tmp_path / "a.pdf", *lines, struck=("shall indem-", "nify the"), apart=apart)
    assert text == f"The lessee [struck: shall indemnify{line_end}the] lessor on demand."


def test_what_is_struck_over_lines_has_one_mark_and_paragraphs_have_their_own(tmp_path: Path) -> None:
    lines = ((72, 100, "The rent is due"), (72, 113, "every month."), (72, 150, "The deposit is due."))
    text = struck_lines(
        tmp_path / "a.pdf", *lines, struck=("The rent is due", "every month.", "The deposit is due.")
    )
    assert text == "[struck: The rent is due\nevery month.]\n\n[struck: The deposit is due.]"


def test_a_struck_word_broken_within_a_cell_is_made_whole(tmp_path: Path) -> None:
    cells = ((72, 100, "Confiden-"), (72, 112, "tiality"), (300, 100, "5 years"))
    text = struck_lines(tmp_path / "a.pdf", *cells, struck=("Confiden-", "tiality", "5 years"))
    assert text == "[struck: Confidentiality]\t[struck: 5 years]"
