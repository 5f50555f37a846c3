"""Pieces of a line that a file draws before or after the rest of it."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.reading import read_in_process
from tests.pipeline.reading.test_pdf_layout import placed

CLAUSES = (
    "The Tenant shall pay the rent on the first day of each month.",
    "The Tenant shall not assign the lease without consent.",
    "The Landlord shall insure the building.",
)


def width(text: str) -> float:
    return float(pymupdf.get_text_length(text, fontsize=10))


@pytest.mark.parametrize("labels", [("4.1", "4.2", "4.3"), ("(a)", "(b)", "(c)"), ("1.", "2.", "3.")])
@pytest.mark.parametrize("late", [False, True])
def test_numbers_drawn_apart_stand_beside_their_clauses(
    tmp_path: Path, labels: tuple[str, ...], late: bool
) -> None:
    numbers = [(60.0, 120.0 + 24 * n, label) for n, label in enumerate(labels)]
    texts = [(60.0, 90.0, "Lease"), *((100.0, 120.0 + 24 * n, text) for n, text in enumerate(CLAUSES))]
    text = placed(tmp_path / "a.pdf", *(texts + numbers if late else numbers + texts))
    assert [line for line in text.split("\n") if line] == [
        "Lease",
        *map("\t".join, zip(labels, CLAUSES, strict=True)),
    ]


def test_words_drawn_after_the_page_go_back_into_their_sentences(tmp_path: Path) -> None:
    start, words, end = "The rent is ", "1,000 euros", " a month, payable in advance."
    pieces = [
        (60.0, 100.0, start),
        (60 + width(start + words), 100.0, end),
        (60.0, 140.0, "It is due on the"),
    ]
    late = [(60 + width(start), 100.0, words), (60 + width("It is due on the "), 140.0, "first day.")]
    text = placed(tmp_path / "a.pdf", *pieces, (60, 180, "Another paragraph of the lease."), *late)
    assert text.split("\n")[:3] == [
        "The rent is 1,000 euros a month, payable in advance.",
        "",
        "It is due on the first day.",
    ]


def test_numbers_of_lines_stay_out_of_the_sentences(tmp_path: Path) -> None:
    numbers = [(40.0, 100.0 + 14 * n, str(n + 1)) for n in range(12)]
    lines = [(60.0, 100.0 + 14 * n, f"a line of the pleading that goes on {n}") for n in range(12)]
    text = placed(tmp_path / "a.pdf", *numbers, *lines)
    assert "\n".join(line[2] for line in lines) in text


@pytest.mark.parametrize(
    ("letter", "lines", "begins"),
    [
        ("T", ["his agreement is made between the", "parties named below."], "This agreement is made"),
        (
            "A",
            ["company is bound by what it signs, and", "the company may not withdraw."],
            "A company is bound",
        ),
        ("A", ["ny notice is given in writing, and", "takes effect on receipt."], "Any notice is given"),
    ],
)
def test_the_large_first_letter_of_a_chapter_begins_its_word(
    tmp_path: Path, letter: str, lines: list[str], begins: str
) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 128), letter, fontsize=36)
    for number, line in enumerate(lines):
        page.insert_text(
            (73 + pymupdf.get_text_length(letter, fontsize=36), 112 + 14 * number), line, fontsize=10
        )
    document.save(tmp_path / "a.pdf")
    text = read_in_process(tmp_path / "a.pdf").text
    assert text.startswith(begins)
    assert text.endswith(lines[1])
