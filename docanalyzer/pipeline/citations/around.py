"""The quotations behind a place that belong to it, as far as the text has come."""

from __future__ import annotations

import re
from itertools import takewhile

from docanalyzer.pipeline.citations.mentioned import quoted_behind
from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.quotes import may_be_followed, may_close, quote_before, quotes_after
from docanalyzer.pipeline.citations.sentence import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    Span,
    is_sentence_between,
    is_sentence_over,
    names_place,
    quotations,
    quotations_of_rest,
)
from docanalyzer.pipeline.citations.written import AHEAD, BARE, BRACKET, LONGEST_BRACKET

_FURTHEST_LED = 120
"""So many characters may stand between a place and the quote that it leads."""
_SPACE = re.compile(r"[\s*_]*")
_MARK = re.compile(r"[\"＂“”„「」『』«»]")
_BREAK = re.compile(r"[.,;:!?|。，；：、！？–—]|\b(?:and|but|while|whereas|then)\b|[和与與及而]")


def quotes_ahead(text: str, end: int, final: bool) -> list[Span] | None:
    """The quotes behind a place, up to the first that has its own; None: the line must be read on."""
    stop = _line_stop(text, end)
    if not final and stop == len(text) and may_be_followed(text, end):
        return None
    quotes = quotes_after(text, end, stop)
    if not quotes:
        return _led(text, end, stop, final)
    quotes = list(takewhile(lambda quote: not _has_own_place(text, quote, stop), quotes))
    return quoted_behind(text, quotes, quotes[0][0] - 1, stop) if quotes else []


def _led(text: str, end: int, stop: int, final: bool) -> list[Span] | None:
    """The quote that a place leads with a few words, where the next place leads one as well.

    The term (p. 3) is “A”, and the rent (p. 4) “B”.
    """
    if is_sentence_over(text, end):
        return []
    if not final and stop == len(text):
        return None
    quote = _leads(text, end, stop)
    place = BRACKET.search(text, quote[1] + 1, stop) if quote else None
    if quote is None or place is None or not _is_place(place):
        return []
    return [quote] if _is_next_led(text, quote, place, stop) else []


def _is_next_led(text: str, quote: Span, place: re.Match[str], stop: int) -> bool:
    """Whether the place behind a quote begins something new, and leads a quote of its own."""
    between = text[quote[1] - 1 : place.start()]
    return (
        _BREAK.search(between) is not None
        and _MARK.search(between, 2) is None
        and _leads(text, place.end(), stop) is not None
    )


def _leads(text: str, end: int, stop: int) -> Span | None:
    """The quote behind a place that ends at `end`, in its sentence, with no place between nor directly behind it."""
    mark = _MARK.search(text, end, min(stop, end + _FURTHEST_LED))
    if (
        mark is None
        or not may_close(text, mark.start(), stop)
        or names_place(text, end, mark.start()) is not None
        or is_sentence_between(text, (end - 1, end - 1), mark.start())
    ):
        return None
    quote = next(quotations(text, mark.start(), stop), None)
    if quote is None or quote[0] != mark.end() or BARE.match(text, quote[1], stop):
        return None
    return None if _is_followed(text, quote, stop) else quote


def _is_followed(text: str, quote: Span, stop: int) -> bool:
    """Whether a bracket with a place stands directly behind a quote: “A” [p. 3]."""
    match = BRACKET.match(text, _SPACE.match(text, quote[1] + 1, stop).end(), stop)  # type: ignore[union-attr]
    return match is not None and _is_place(match)


def _is_place(bracket: re.Match[str]) -> bool:
    return parse_places(bracket.group("square") or bracket.group("round")) is not None


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
    if match is None or not _is_place(match) or quote_before(text, match.start(), quote[0] - 1) != quote:
        return False
    # [p. 3] “A”. [p. 4] “B”.: the second place is that of the second quote.
    return _is_followed(text, quote, stop) or not _is_next_led(text, quote, match, stop)


def _line_stop(text: str, start: int) -> int:
    """The end of the line, so far as it is read."""
    limit = start + LONGEST_SENTENCE
    line_end = text.find("\n", start, limit)
    return line_end if line_end >= 0 else min(len(text), limit)
