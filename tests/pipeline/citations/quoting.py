"""What becomes of a quote of a text."""

from __future__ import annotations

from docanalyzer.pipeline.citations import CitationState, Claim, SourceText, check_claims

BEFORE = "The parties have agreed on the following terms for the duration of the concession. "


def state(text: str, quote: str) -> CitationState:
    """Of a quote without a place, the text behind another sentence of an unpaged document."""
    [found] = check_claims([Claim(0, 0, quote, ())], [SourceText(BEFORE + text, paged=False)])
    return found.state
