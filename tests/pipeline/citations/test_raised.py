"""Raised numbers in the source: powers belong to the words, note numbers may be left out."""

import pytest

from docanalyzer.pipeline.citations import PageSpan, SourceIndex, SourceText, locate

TEXT = (
    "It grew 10⁶ times in the year.\nOperating revenue¹² of 1,284³ units was sold in 2023⁴. A mass of "
    "5 × 10⁻¹² kg is small, on an area of 30 m² only; 40 metres² each. The cap stands in Section 4.² "
    "The rate of log₂10 bits holds. E is mass × speed² + 1."
)
INDEX = SourceIndex(SourceText(TEXT, [PageSpan(1, "", 0, len(TEXT))]))


@pytest.mark.parametrize(
    "quote",
    [
        "It grew 10⁶ times",
        "It grew 10^6 times",
        "It grew 10^{6} times",
        "a mass of 5 × 10^-12 kg",
        "area of 30 m^2 only",
        "revenue¹² of 1,284³ units",
        "Operating revenue^12 of 1,284^3 units",
        "Operating revenue of 1,284 units was sold",
        "Operating revenue",
        "of 1,284",
        "was sold in 2023",
        "The cap stands in Section 4.",
        "rate of log₂10 bits",
    ],
)
def test_raised_numbers_in_any_spelling_and_left_out_notes_are_the_same_words(quote: str) -> None:
    found = locate(quote, INDEX)
    assert found is not None
    assert found.changes == ()


@pytest.mark.parametrize(
    "quote",
    [
        "It grew 106 times",
        "It grew 10",
        "1,2843 units was sold",
        "revenue of 1,2843 units",
        "revenue12 of 1,284 units",
        "was sold in 20234",
        "5 × 10-12 kg",
        "on an area of 30 m",
        "40 metres each",
        "rate of log210 bits",
        "E is mass × speed + 1",
    ],
)
def test_a_raised_number_never_melts_into_another_and_a_power_is_never_left_out(quote: str) -> None:
    found = locate(quote, INDEX)
    assert found is None or found.changes
