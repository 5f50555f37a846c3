"""Deleted words are not in force: a quote of them is never verified, one of the words around them is."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import Citation, CitationState, Claim, PageSpan, SourceText, check_claims
from docanalyzer.pipeline.citations.withdrawn import LiveText

NOTE = (
    "[Tracked changes: 2 deletions, 1 insertion. Inserted words (in ¶3) are part of the text; "
    "deleted words stand as “[deleted: …]”.]"
)
TEXT = f"""Lease Agreement
1. The Tenant shall pay rent of 5,000 euros each month to the Landlord.
2. The Tenant shall [deleted: not ]always insure the Premises against fire.
[deleted: 3. The Landlord may terminate on thirty days notice at will.]
4. The Deposit is [struck: forfeited]returned on late payment.
{NOTE}"""


def check(quote: str, text: str = TEXT) -> Citation:
    [found] = check_claims([Claim(0, 0, quote, ())], [SourceText(text, paged=False)])
    return found


@pytest.mark.parametrize(
    "quote",
    [
        "The Landlord may terminate on thirty days notice at will.",
        "3. The Landlord may terminate on thirty days notice at will.",
        "thirty days notice",
        "The Landlord may … at will",
    ],
)
def test_a_quote_of_deleted_words_is_close_and_says_so(quote: str) -> None:
    found = check(quote)
    assert found.state is CitationState.CLOSE
    assert found.difference.startswith("deleted: “")
    assert "not in force" in found.difference


@pytest.mark.parametrize(
    "quote",
    [
        "The Tenant shall always insure the Premises against fire.",
        "always insure the Premises",
        "The Tenant shall … insure the Premises",
        "The Deposit is returned on late payment.",
        "against fire. 4. The Deposit is returned",
        "The Tenant shall pay rent of 5,000 euros each month",
        "[deleted: 3. The Landlord may terminate on thirty days notice at will.]",
    ],
)
def test_the_words_around_a_deletion_are_verified(quote: str) -> None:
    assert check(quote).state is CitationState.VERIFIED


@pytest.mark.parametrize(
    "quote",
    [
        "The Tenant shall not insure the Premises against fire.",
        "The Tenant shall not always insure the Premises against fire.",
        "The Deposit is forfeited on late payment.",
        "The Deposit is forfeited",
    ],
)
def test_deleted_words_put_back_are_not_verified(quote: str) -> None:
    assert check(quote).state in (CitationState.CLOSE, CitationState.NOT_FOUND)


@pytest.mark.parametrize("quote", ["Tracked changes: 2 deletions, 1 insertion.", "2 deletions, 1 insertion"])
@pytest.mark.parametrize("text", [TEXT, f"A lease of the Premises.\n{NOTE}"])
def test_a_note_of_the_reader_is_not_the_documents(quote: str, text: str) -> None:
    found = check(quote, text)
    assert found.state is CitationState.CLOSE
    assert found.difference == "a note on the document, not its words"


def test_a_quote_over_a_deletion_stands_where_it_stands_in_the_whole_text() -> None:
    found = check("shall always insure")
    assert found.found_text == "shall [deleted: not ]always insure"


def test_places_go_to_the_live_text_and_back() -> None:
    text = "one [deleted: two ]three"
    live = LiveText(SourceText(text, [PageSpan(1, "1", 0, len(text))]), [(4, 19)])
    assert live.source.text == "one three"
    assert (live.source.pages[0].start, live.source.pages[0].end) == (0, 9)
    assert [live.position(at) for at in (0, 4, 10, 19, 24)] == [0, 4, 4, 4, 9]
    assert live.original(0, 3) == (0, 3)
    assert live.original(0, 9) == (0, 24)
    assert live.original(4, 9) == (19, 24)
    assert live.original(0, 4) == (0, 4)
