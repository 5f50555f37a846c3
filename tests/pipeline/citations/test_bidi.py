"""A quote that is shown in another order than its source is not verified, though its characters are the same."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState, Claim, SourceText, check_claims

TEXT = "The rate of interest for the whole term is 51 percent a year."


def state(text: str, quote: str) -> CitationState:
    [found] = check_claims([Claim(0, 0, quote, ())], [SourceText(text, paged=False)])
    return found.state


@pytest.mark.parametrize(
    "turned", ["\u202e51\u202c", "\u202d51\u202c", "\u206651\u2069", "51\u202e", "\u202b51\u202c"]
)
def test_a_quote_that_turns_its_order_is_not_verified(turned: str) -> None:
    assert state(TEXT, f"the whole term is {turned} percent a year") is CitationState.CLOSE
    assert state(TEXT, f"{turned} percent a year") is CitationState.CLOSE


def test_a_source_that_turns_its_order_is_not_quoted_in_the_other() -> None:
    assert state(TEXT.replace("51", "\u202e51\u202c"), "term is 51 percent") is CitationState.CLOSE
    assert state(TEXT.replace("51", "\u202e51\u202c"), "51") is CitationState.CLOSE


@pytest.mark.parametrize(
    "quote", ["term is \u206651\u2069 percent", "term is 51 percent", "\u206651\u2069 percent a year"]
)
def test_the_controls_of_the_source_may_be_kept_or_left_out(quote: str) -> None:
    assert state(TEXT.replace("51", "\u206651\u2069"), quote) is CitationState.VERIFIED
