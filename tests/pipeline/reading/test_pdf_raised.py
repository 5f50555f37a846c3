"""Numbers above and below the line: kept apart from the numbers that they stand on."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from docanalyzer.pipeline.reading import read_in_process

Run = tuple[str, float, float]
"""Text, size, how far above the line; in points."""


def written(path: Path, *runs: Run) -> str:
    """The text read from a line whose runs follow each other without a gap."""
    document = pymupdf.open()
    page = document.new_page()
    x = 72.0
    for text, size, rise in runs:
        page.insert_text((x, 100 - rise), text, fontsize=size)
        x += pymupdf.get_text_length(text, fontsize=size)
    document.save(path)
    return read_in_process(path).text


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("about 10", 10, 0), ("6", 7, 3.5), (" times", 10, 0)], "about 10⁶ times"),
        ([("revenue", 10, 0), ("12", 7, 3.5), (" of 1,284", 10, 0), ("3", 6, 4)], "revenue¹² of 1,284³"),
        ([("5 x 10", 10, 0), ("-12", 6, 4), (" kg", 10, 0)], "5 x 10⁻¹² kg"),
        ([("1", 6.5, 3.6), ("2023 restated", 10, 0)], "¹2023 restated"),
        ([("1", 6.5, 3.6), ("10", 10, 0), ("6", 6.5, 3.6), (" units", 10, 0)], "¹10⁶ units"),
        ([("2", 10, 0), ("10a", 6, 4), (" cases", 10, 0)], "2¹⁰a cases"),
        ([("typed 10", 10, 0), ("6", 10, 4), (" times", 10, 0)], "typed 10⁶ times"),
        ([("log", 10, 0), ("2", 7, -2), ("10 bits", 10, 0)], "log₂10 bits"),
        ([("1010", 10, 0), ("2", 7, -2), (" is ten", 10, 0)], "1010₂ is ten"),
        ([("3", 10, 0), ("1", 6, 4), ("/2 years", 10, 0)], "3¹/2 years"),
        ([("R&D", 10, 0), ("4", 6, 4), (" <5%", 10, 0)], "R&D⁴ <5%"),
    ],
)
def test_a_raised_or_lowered_number_is_told_apart(tmp_path: Path, runs: list[Run], text: str) -> None:
    assert written(tmp_path / "a.pdf", *runs) == text


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("the 1", 10, 0), ("st", 6, 4), (" of May", 10, 0)], "the 1st of May"),
        ([("*", 12, -2), ("1,284 units", 10, 0)], "*1,284 units"),
        ([("A", 24, 0), (" 1998 novel", 10, 0)], "A 1998 novel"),
        ([("Total 1,2", 10, 0), ("84", 9.5, 0), (" in all", 10, 0)], "Total 1,284 in all"),
        ([("Amount ", 10, 0), ("1,284", 8.5, 1.2), (" due", 10, 0)], "Amount 1,284 due"),
    ],
)
def test_ordinary_numbers_stay_as_they_are(tmp_path: Path, runs: list[Run], text: str) -> None:
    assert written(tmp_path / "a.pdf", *runs) == text
