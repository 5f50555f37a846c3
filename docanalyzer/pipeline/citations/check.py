"""Check claims against the sources of the prompt: verified, close, moved, not found, or only a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docanalyzer.pipeline.citations.differences import describe
from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.locate import Located, locate
from docanalyzer.pipeline.citations.page_clauses import clause_note
from docanalyzer.pipeline.citations.ranges import (
    Range,
    distance,
    missing_place,
    paragraph_at,
    place_ranges,
)
from docanalyzer.pipeline.citations.types import Citation, CitationState, Claim, Place, SourceText

Source = SourceText | SourceIndex


def check_claims(claims: Iterable[Claim], sources: Sequence[Source]) -> list[Citation]:
    """Each claim checked, in order. sources: the prompt's documents in their order.

    Give SourceIndex objects where they are at hand; a SourceText is indexed here, which costs
    about a second for a million tokens.
    """
    indexes = [one if isinstance(one, SourceIndex) else SourceIndex(one) for one in sources]
    return [check_claim(claim, indexes) for claim in claims]


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    located: Located
    here: bool
    """It stands at a claimed place of a claimed document, or no place was claimed."""


def check_claim(claim: Claim, indexes: Sequence[SourceIndex]) -> Citation:
    if not any(character.isalnum() for character in claim.quote):
        return _check_place(claim, indexes)
    best: _Found | None = None
    for number, index in _named_first(claim, indexes):
        places = _places_of(claim, number)
        located = locate(claim.quote, index, places)
        if located is None:
            continue
        found = _Found(number, located, _stands_here(claim, index, places, located))
        if best is None or _rank(found) > _rank(best):
            best = found
        if not located.changes and found.here:
            break
    if best is None:
        return Citation(claim, CitationState.NOT_FOUND, difference="; ".join(_missing(claim, indexes)))
    return _citation(claim, best, indexes)


def _rank(found: _Found) -> tuple[bool, bool, float]:
    return (not found.located.changes, found.here, found.located.similarity)


def _named_first(claim: Claim, indexes: Sequence[SourceIndex]) -> list[tuple[int, SourceIndex]]:
    named = {place.document for place in claim.places}
    return sorted(enumerate(indexes), key=lambda pair: pair[0] + 1 not in named)


def _places_of(claim: Claim, number: int) -> list[Place]:
    return [place for place in claim.places if place.document in (None, number + 1)]


def _stands_here(claim: Claim, index: SourceIndex, places: list[Place], located: Located) -> bool:
    if not claim.places:
        return True
    if not places:
        return False
    ranges: list[Range] = []
    for place in places:
        found = place_ranges(index, place)
        if found is None:
            return True
        ranges += [] if clause_note(index, place) else found
    return bool(ranges) and distance(ranges, located.start, located.end) == 0


def _citation(claim: Claim, found: _Found, indexes: Sequence[SourceIndex]) -> Citation:
    located, index = found.located, indexes[found.number]
    page = index.page_at(located.start) if index.source.paged else None
    clause = index.clauses.at(located.start) if not index.source.paged else None
    state = CitationState.CLOSE if located.changes else CitationState.VERIFIED
    notes = [describe(located.changes)] if located.changes else []
    if not found.here:
        state = state if located.changes else CitationState.MOVED
        notes += [*_missing(claim, indexes), _true_place(claim, found, indexes)]
    return Citation(
        claim=claim,
        state=state,
        source=found.number,
        start=located.start,
        end=located.end,
        page_index=page.index if page else 0,
        page_label=page.label if page else "",
        clause=clause.label if clause else "",
        paragraph=paragraph_at(index, located.start) if not index.source.paged else 0,
        found_text=index.source.text[located.start : located.end],
        difference="; ".join(notes),
        changes=located.changes,
        similarity=located.similarity,
    )


def _true_place(claim: Claim, found: _Found, indexes: Sequence[SourceIndex]) -> str:
    """Where it does stand: "stands on page 12, not page 87"."""
    index, start = indexes[found.number], found.located.start
    page = index.page_at(start) if index.source.paged else None
    clause = index.clauses.at(start)
    if page:
        where = f"page {page.index}"
    elif clause:
        where = f"clause {clause.label} (¶{paragraph_at(index, start)})"
    else:
        where = f"¶{paragraph_at(index, start)}"
    if len(indexes) > 1:
        where = f"document {found.number + 1}, {where}"
    claimed = claim.places[0]
    note = f"stands on {where}" if page else f"stands at {where}"
    if page and claimed.page is not None and str(claimed.page) == page.label:
        note += f", which is labelled “{page.label}”"
    return note


def _missing(claim: Claim, indexes: Sequence[SourceIndex]) -> list[str]:
    """A sentence for each claimed place that does not exist, or whose page lies in another clause."""
    notes = []
    for place in claim.places:
        named = [index for number, index in enumerate(indexes) if place.document in (None, number + 1)]
        if not named:
            notes.append(f"there is no document {place.document}")
        elif all(place_ranges(index, place) == [] for index in named):
            notes.append(missing_place(named[0], place))
        elif place.clause:
            elsewhere = [clause_note(index, place) for index in named]
            notes += elsewhere[:1] if all(elsewhere) else []
    return list(dict.fromkeys(notes))


def _check_place(claim: Claim, indexes: Sequence[SourceIndex]) -> Citation:
    missing = _missing(claim, indexes)
    if missing or not indexes:
        return Citation(claim, CitationState.NOT_FOUND, difference="; ".join(missing))
    for number, index in _named_first(claim, indexes):
        for place in _places_of(claim, number):
            for start, end in (place_ranges(index, place) or [])[:1]:
                found = _Found(number, Located(start, end), True)
                checked = _citation(claim, found, indexes)
                return Citation(
                    claim, CitationState.UNQUOTED, number, start, end, checked.page_index, checked.page_label,
                    checked.clause, checked.paragraph,
                )  # fmt: skip
    return Citation(claim, CitationState.UNQUOTED)
