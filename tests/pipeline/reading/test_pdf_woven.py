"""Two columns of prose that a file draws line by line across the page."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from tests.pipeline.reading.test_pdf_layout import placed

PROSE = (
    "The parties agree that any dispute arising under this agreement is settled by arbitration in Zurich, with notice "
    "given in writing to the other party at least thirty days before. Until the award is made neither of them may "
    "disclose what it has learned, unless the law requires it or the other has agreed in writing beforehand. What it "
    "knew already, and what anybody may read, is not covered by this duty."
)
OTHER = (
    "Whoever delivers late owes the buyer one half of a percent of the price for every week that has begun, up to the "
    "whole of five percent. The seller is free of this duty where the buyer has not done its own part in time, above "
    "all where plans, permits or payments were still missing when the goods were to be made ready for the carrier."
)


def woven(left: list[str], right: list[str], *, top: float = 100) -> list[tuple[float, float, str]]:
    return [
        (x, top + 13 * number, column[number])
        for number in range(max(len(left), len(right)))
        for x, column in ((60, left), (320, right))
        if number < len(column) and column[number]
    ]


def column(text: str, width: float = 215) -> list[str]:
    """Broken as a typesetter does, where the next word has no room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pymupdf.get_text_length(longer, fontsize=10) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def test_columns_of_prose_drawn_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    heading = (60.0, 60.0, "Agreement on services")
    text = placed(tmp_path / "a.pdf", heading, *woven(column(PROSE), column(OTHER)))
    assert text.split("\n") == ["Agreement on services", "", *column(PROSE), *column(OTHER)]


def test_lines_that_only_one_column_has_stay_in_it(tmp_path: Path) -> None:
    """The left one is longer; the right one has a gap between its paragraphs."""
    left, right = column(PROSE + " " + OTHER), column(OTHER)
    right.insert(4, "")
    end = (60.0, 100.0 + 13 * len(left) + 30, "3. Term")
    lines = placed(tmp_path / "a.pdf", *woven(left, right), end).split("\n")
    assert [line for line in lines if line] == [*left, *column(OTHER), "3. Term"]


def test_prose_beside_figures_stays_a_table(tmp_path: Path) -> None:
    figures = [f"CHF {number},500 in the year 20{10 + number} and after" for number in range(8)]
    assert placed(tmp_path / "a.pdf", *woven(column(PROSE), figures)).count("\t") >= 7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Obligation of the seller number {}", "the department of sales is responsible"),
        ("name of the contracting party {}", "street and town of its registered seat"),
    ],
)
def test_rows_that_end_where_their_words_do_stay_a_table(tmp_path: Path, left: str, right: str) -> None:
    names = ["a", "of the north", "b", "which is long gone", "c", "d of the south", "e", "of old", "g", "h"]
    rows = [(left.format(name), f"{right} {name[::-1]}") for name in names]
    text = placed(tmp_path / "a.pdf", *woven([row[0] for row in rows], [row[1] for row in rows]))
    assert text.split("\n") == ["\t".join(row) for row in rows]


def test_sentences_side_by_side_stay_a_table(tmp_path: Path) -> None:
    left = [
        f"the {word} risk is looked at every year."
        for word in ["first", "second", "third", "other", "last", "big", "old"]
    ]
    right = [
        f"it is borne by the {word} of the two sides."
        for word in ["one", "weak", "rich", "other", "last", "big", "old"]
    ]
    assert placed(tmp_path / "a.pdf", *woven(left * 2, right * 2)).count("\t") == 14


def test_a_few_lines_side_by_side_stay_a_table(tmp_path: Path) -> None:
    text = placed(tmp_path / "a.pdf", *woven(column(PROSE)[:6], column(OTHER)[:6]))
    assert text.count("\t") == 6
