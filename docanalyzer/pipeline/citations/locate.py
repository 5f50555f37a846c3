"""Locate a quote in a source: exact first, over ellipses and page borders, then near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docanalyzer.pipeline.citations.compare import changes_between
from docanalyzer.pipeline.citations.fold import Folded, fold
from docanalyzer.pipeline.citations.gaps import over_gaps
from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.near import NEAR_THRESHOLD, NearMatch, near_matches, voted_starts
from docanalyzer.pipeline.citations.ranges import Range, distance, place_ranges
from docanalyzer.pipeline.citations.readings import readings, split_at_ellipses
from docanalyzer.pipeline.citations.types import Change, Place, SourceText

_MOST_COMPARED = 96
_FIRST_RANGES = 4
_WIDEST_PLACE = 20_000
_HERE = 0.02
"""How much less alike the claimed place may be and still be taken."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: [start, end) in the source's text, what differs, how alike (1.0: every letter)."""

    start: int
    end: int
    changes: tuple[Change, ...] = ()
    similarity: float = 1.0


def locate(
    quote: str,
    source: SourceText | SourceIndex,
    place: Place | Sequence[Place] | None = None,
    *,
    least: float = NEAR_THRESHOLD,
) -> Located | None:
    """The best place for `quote`, None if nothing like it stands in the source.

    Of several exact places the claimed one is taken, else the nearest to it, else the first. Give a
    SourceIndex where more than one quote is located in the same text. least: similarity of a near match.
    """
    index = source if isinstance(source, SourceIndex) else SourceIndex(source)
    places = [place] if isinstance(place, Place) else list(place or ())
    ranges = [found for one in places for found in place_ranges(index, one) or ()]
    if index.live is None:
        return _in_force(index, _any_reading(index, quote, ranges, least))
    return _over_deletions(index, quote, ranges, least)


def _over_deletions(index: SourceIndex, quote: str, ranges: list[Range], least: float) -> Located | None:
    """The quote in the text that is in force; if it is not there as it stands, in the deleted passages too."""
    if index.live is None:
        return None
    live, text = index.live
    shown = [(text.position(start), text.position(end)) for start, end in ranges]
    found = _any_reading(live, quote, shown, least)
    if found:
        start, end = text.original(found.start, found.end)
        found = replace(found, start=start, end=end)
        made = index.withdrawn.made_change(index.source.text, start, end)
        found = replace(found, changes=(made, *found.changes)) if made else found
        if not found.changes:
            return found
    whole = _any_reading(index, quote, ranges, least)
    if whole and not whole.changes:
        return _in_force(index, whole)
    options = [option for option in (found, _in_force(index, whole)) if option is not None]
    return max(options, key=lambda option: _merit(option, ranges), default=None)


def _in_force(index: SourceIndex, found: Located | None) -> Located | None:
    """What was found, with a change where its words are deleted or not the document's own."""
    change = index.withdrawn.change(index.source.text, found.start, found.end) if found else None
    return replace(found, changes=(change, *found.changes)) if found and change else found


def _any_reading(index: SourceIndex, quote: str, ranges: list[Range], least: float) -> Located | None:
    best: Located | None = None
    for reading in readings(quote):
        found = _locate(index, reading, ranges, least)
        if found and not found.changes:
            return found
        if found and (best is None or _merit(found, ranges) > _merit(best, ranges)):
            best = found
    return best


def _locate(index: SourceIndex, quote: str, ranges: list[Range], least: float) -> Located | None:
    folded = fold(quote)
    if not folded.text:
        at = index.source.text.find(quote.strip()) if quote.strip() else -1
        return Located(at, at + len(quote.strip())) if at >= 0 else None
    exact = _exact(index, quote, folded, ranges)
    if exact and not exact.changes:
        return exact
    options = [exact]
    parts = split_at_ellipses(quote)
    if len(parts) > 1 or (parts and parts[0] != quote.strip()):
        options.append(_with_gaps(index, parts, ranges))
    if exact is None:
        voted = voted_starts(index, folded)
        options.append(_with_border(index, quote, folded, ranges, voted))
        if options[-1] is None or options[-1].changes:
            options.append(_near(index, quote, folded, ranges, voted, least))
    found = [option for option in options if option is not None]
    return max(found, key=lambda option: _merit(option, ranges), default=None)


def _merit(found: Located, ranges: list[Range]) -> tuple[bool, float]:
    here = not ranges or distance(ranges, found.start, found.end) == 0
    return (not found.changes, found.similarity + (_HERE if here else 0.0) - 0.0001 * len(found.changes))


def by_distance(index: SourceIndex, at: list[int], length: int, ranges: list[Range]) -> list[int]:
    """Folded positions, those in or nearest to the claimed ranges first."""
    if not ranges or len(at) < 2:
        return at
    return sorted(at, key=lambda start: distance(ranges, *index.original(start, start + length)))


def _exact(index: SourceIndex, quote: str, folded: Folded, ranges: list[Range]) -> Located | None:
    length = len(folded.text)
    for low, high in ranges[:_FIRST_RANGES]:
        # Most quotes stand where they are said to: a look there costs next to nothing.
        at = index.text.find(folded.text, index.position(low), index.position(high))
        if at >= 0:
            start, end = index.original(at, at + length)
            if not changes_between(quote, index.source.text, start, end):
                return Located(start, end)
    places = by_distance(index, index.occurrences(folded.text, folded.codes), length, ranges)
    best: Located | None = None
    for at in places[:_MOST_COMPARED]:
        start, end = index.original(at, at + length)
        changes = changes_between(quote, index.source.text, start, end)
        if not changes:
            return Located(start, end)
        if best is None or len(changes) < len(best.changes):
            best = Located(start, end, changes)
    return best


def _with_gaps(index: SourceIndex, parts: list[str], ranges: list[Range]) -> Located | None:
    found = over_gaps(index, parts, ranges)
    return Located(*found) if found else None


def _with_border(
    index: SourceIndex, quote: str, folded: Folded, ranges: list[Range], voted: list[int]
) -> Located | None:
    """Try the borders of the claimed pages and of the pages that share most with the quote."""
    if not index.source.paged or len(index.source.pages) < 2:
        return None
    offsets = [offset for start, end in ranges if end - start <= _WIDEST_PLACE for offset in (start, end - 1)]
    offsets += [index.original(at, at + 1)[0] for at in voted]
    pages: dict[int, None] = {}
    for number in map(index.page_number, offsets):
        pages.update(dict.fromkeys((number, number - 1)))
    found = index.borders.find(quote, folded, pages)
    return Located(*found) if found else None


def _near(
    index: SourceIndex, quote: str, folded: Folded, ranges: list[Range], voted: list[int], least: float
) -> Located | None:
    windows = [
        (index.position(start), index.position(end)) for start, end in ranges if end - start <= _WIDEST_PLACE
    ]
    matches = near_matches(index, folded, voted, windows, least)
    if not matches:
        return None
    best = max(matches, key=lambda match: match.similarity + (_HERE if _inside(match, windows) else 0.0))
    start, end = index.original(best.start, best.end)
    changes = changes_between(quote, index.source.text, start, end)
    return Located(start, end, changes, min(best.similarity, 0.999))


def _inside(match: NearMatch, windows: list[Range]) -> bool:
    return any(low < match.end and match.start < high for low, high in windows)
