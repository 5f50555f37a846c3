"""A quote that stops inside a word, a number or beside a negation says something else: it is not verified."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState, Claim, PageSpan, SourceText, check_claims


def state(source: str, quote: str) -> CitationState:
    text = SourceText(source, [PageSpan(1, "1", 0, len(source))])
    [checked] = check_claims([Claim(0, 0, quote, ())], [text])
    return checked.state


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("it is un-\nlikely that he pays", "likely that he pays"),
        ("1 000 000", "1 000"),
        ("sold 1 250 units", "250 units"),
        ("on 2024-05-01 it", "on 2024-05"),
        ("within twenty-five days", "five days"),
        ("a loss of $(3.4) million", "a loss of $(3.4)"),
        ("pay five (5) per cent", "pay five (5)"),
        ("a sum of 5 crore", "a sum of 5"),
        ("The value is √2 units.", "2 units"),
        ("9.8 metres per second² is", "9.8 metres per second is"),
        ("The Buyer is hardly liable for loss", "Buyer is … liable for loss"),
        ("It is not (yet) binding on him", "binding on him"),
        ("In no event shall the seller be liable", "shall the seller be liable"),
        ("借主は転貸してはならない。", "借主は転貸しては"),
        ("租户在任何情况下都不得转租", "租户在任何情况下都"),
        ("合同严禁转租", "转租"),
    ],
)
def test_what_goes_on_past_the_quote_keeps_it_from_verified(source: str, quote: str) -> None:
    assert state(source, quote) is not CitationState.VERIFIED


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("it is un-\nlikely that he pays", "it is unlikely that he pays"),
        ("sold 1 250 units in May", "sold 1 250 units"),
        ("a loss of $(3.4) million", "a loss of $(3.4) million"),
    ],
)
def test_a_whole_quote_is_verified(source: str, quote: str) -> None:
    assert state(source, quote) is CitationState.VERIFIED
