"""The quotations behind a place that belong to it, as far as the text has come."""

from __future__ import annotations

from itertools import takewhile

from docanalyzer.pipeline.citations.mentioned import quoted_behind
from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.quotes import may_be_followed, quote_before, quotes_after
from docanalyzer.pipeline.citations.sentence import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    Span,
    is_sentence_over,
    names_place,
    quotations_of_rest,
)
from docanalyzer.pipeline.citations.written import AHEAD, BARE, BRACKET, LONGEST_BRACKET


def quotes_ahead(text: str, end: int, final: bool) -> list[Span] | None:
    """The quotes behind a place, up to the first that has its own; None: the line must be read on."""
    stop = _line_stop(text, end)
    if not final and stop == len(text) and may_be_followed(text, end):
        return None
    quotes = quotes_after(text, end, stop)
    quotes = list(takewhile(lambda quote: not _has_own_place(text, quote, stop), quotes))
    return quoted_behind(text, quotes, quotes[0][0] - 1, stop) if quotes else []


def quotes_of_rest(text: str, end: int, final: bool) -> list[Span] | None:
    """The quotes of a place's sentence that follow it and have no other; None: the line must be read on."""
    if is_sentence_over(text, end):
        return []
    stop = _line_stop(text, end)
    place = names_place(text, end, stop)
    if not final and stop == len(text) and (place is None or place > stop - LONGEST_NAME):
        return None
    return quoted_behind(text, quotations_of_rest(text, end, stop), end, stop if place is None else place)


def _has_own_place(text: str, quote: Span, stop: int) -> bool:
    bare = BARE.match(text, quote[1], stop)
    if bare:
        # 第3页：“…”，第5页：“…”: the second place is that of the second quote.
        return AHEAD.match(text, bare.start("bare"), stop) is None
    match = BRACKET.search(text, quote[1] + 1, min(stop, quote[1] + LONGEST_BRACKET))
    if match is None or parse_places(match.group("square") or match.group("round")) is None:
        return False
    return quote_before(text, match.start(), quote[0] - 1) == quote


def _line_stop(text: str, start: int) -> int:
    """The end of the line, so far as it is read."""
    limit = start + LONGEST_SENTENCE
    line_end = text.find("\n", start, limit)
    return line_end if line_end >= 0 else min(len(text), limit)
