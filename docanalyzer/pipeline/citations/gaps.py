"""Quotes that leave something out by an ellipsis: “A … B”."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.compare import changes_between
from docanalyzer.pipeline.citations.fold import Folded, fold
from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.negations import NEGATION_WITHIN
from docanalyzer.pipeline.citations.ranges import Range, distance
from docanalyzer.pipeline.citations.sentences import LISTED, sentence_ends
from docanalyzer.pipeline.citations.spliced_clauses import joins_clauses
from docanalyzer.pipeline.citations.types import Change, ChangeKind

WIDEST_GAP = 6000
"""Letters an ellipsis may leave out: about two pages."""
_MOST_STARTS = 64
_LEAST_PART = 9
"""Letters; with a shorter part (“shall … pay”) the parts must be of one sentence, or any words could be joined."""
_BEGINS = re.compile(
    r"[^\w]*(?:(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:\.\d{1,3})*[.)、．]?\W+|[一二三四五六七八九十]{1,3}[、）)]\W*"
    r"|第[一二三四五六七八九十百千\d]+[条條款項项]\W*)?$"
)
"""Marks and the number of a clause, and no words: the sentence begins here."""
_ENDS = re.compile(r"[.!?;。！？；][\"'”’」』）)\]*_]*\s*$")
_SHOWN_END = 3
Found = tuple[int, int, tuple[Change, ...], float]


def over_gaps(index: SourceIndex, parts: list[str], ranges: list[Range]) -> Found | None:
    """The parts in their order, each whole; None if one is missing or they stand too far apart."""
    folded = [fold(part) for part in parts]
    if not all(part.text for part in folded):
        return None
    places = [index.occurrences(part.text, part.codes) for part in folded]
    rarest = min(range(len(parts)), key=lambda number: len(places[number]))
    starts = places[rarest]
    if ranges:
        length = len(folded[rarest].text)
        starts = sorted(starts, key=lambda at: distance(ranges, *index.original(at, at + length)))
    best: Found | None = None
    for at in starts[:_MOST_STARTS]:
        chain = _chain(index, folded, rarest, at)
        if chain:
            found = _judge(index, parts, chain)
            if not found[2]:
                return found
            best = best if best and len(best[2]) <= len(found[2]) else found
    return best


def _chain(index: SourceIndex, parts: list[Folded], anchor: int, at: int) -> list[Range] | None:
    """Folded ranges of all parts around the anchor's place, the nearest of each."""
    chain = [(at, at + len(parts[anchor].text))]
    for part in reversed(parts[:anchor]):
        end = chain[0][0]
        start = index.text.rfind(part.text, max(0, end - WIDEST_GAP), end)
        if start < 0:
            return None
        chain.insert(0, (start, start + len(part.text)))
    for part in parts[anchor + 1 :]:
        begin = chain[-1][1]
        start = index.text.find(part.text, begin, begin + WIDEST_GAP + len(part.text))
        if start < 0:
            return None
        chain.append((start, start + len(part.text)))
    return chain


def _judge(index: SourceIndex, parts: list[str], chain: list[Range]) -> Found:
    text = index.source.text
    spans = [index.original(*piece) for piece in chain]
    changes: list[Change] = []
    for number, (part, (start, end)) in enumerate(zip(parts, spans, strict=True)):
        first, last = number == 0, number == len(parts) - 1
        changes += changes_between(part, text, start, end, open_left=not first, open_right=not last)
    shortest = min(_weight(part) for part in parts)
    for part, following, (_, left), (right, _) in zip(parts, parts[1:], spans, spans[1:], strict=False):
        changes += hidden_negation(text[left:right])
        gap = _without_borders(index, left, right)
        spliced = _splices(part, gap) or (shortest < _LEAST_PART and sentence_ends(gap))
        if spliced:
            changes.append(Change(ChangeKind.WORDING, "…", "the end of a sentence"))
        elif not sentence_ends(gap) and joins_clauses(part, gap, following):
            changes.append(Change(ChangeKind.WORDING, "…", " ".join(gap.split())))
    return spans[0][0], spans[-1][1], tuple(changes), 1.0


def _splices(part: str, gap: str) -> bool:
    """Whether the gap makes one sentence of the beginning of one and the end of another.

    It does not where the quote shows that its sentence ends, or goes on with the beginning of one.
    """
    ends = [end for end in sentence_ends(gap) if not LISTED.match(gap, end.end() - 1)]
    if ends and ends[0].start() <= _SHOWN_END and _ENDS.search(part):
        ends = ends[1:]
    return bool(ends) and not _BEGINS.match(gap[ends[-1].end() :])


def _without_borders(index: SourceIndex, left: int, right: int) -> str:
    """text[left:right]; the empty line that parts two pages ends no sentence."""
    text, first, last = index.source.text, index.page_number(left), index.page_number(right)
    pieces, at = [], left
    for page in index.source.pages[first + 1 : last + 1] if index.source.paged and first >= 0 else ():
        pieces.append(text[at : max(at, page.start)].rstrip("\n"))
        at = max(at, page.start)
    return "\n".join([*pieces, text[at:right]])


def _weight(part: str) -> int:
    """Letters of a part, a CJK character counting as three."""
    return sum(3 if character >= "\u2e80" else 1 for character in part if character.isalnum())


def hidden_negation(gap: str) -> list[Change]:
    """A “not” that the gap leaves out of a sentence the quote shows part of."""
    ends = sentence_ends(gap)
    shown = [gap] if not ends else [gap[: ends[0].start()], gap[ends[-1].end() :]]
    for piece in shown:
        match = NEGATION_WITHIN.search(piece)
        if match:
            return [Change(ChangeKind.NEGATION, "…", match.group())]
    return []
