"""Quotes that leave something out: “A … B”, and the foot and head of two pages a sentence runs over."""

from __future__ import annotations

import re
from itertools import pairwise

from docanalyzer.pipeline.citations import words
from docanalyzer.pipeline.citations.compare import changes_between
from docanalyzer.pipeline.citations.fold import Folded, fold
from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.ranges import Range, distance
from docanalyzer.pipeline.citations.types import Change, ChangeKind

WIDEST_GAP = 6000
"""Letters an ellipsis may leave out: about two pages."""
_MOST_STARTS = 64
_LONGEST_FURNITURE = 400
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|[。！？；]|\n\s*\n")
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
    for part, (start, end) in zip(parts, spans, strict=True):
        changes += changes_between(part, text, start, end)
    for (_, left), (right, _) in pairwise(spans):
        changes += hidden_negation(text[left:right])
    return spans[0][0], spans[-1][1], tuple(changes), 1.0


def hidden_negation(gap: str) -> list[Change]:
    """A “not” that the gap leaves out of a sentence the quote shows part of."""
    ends = list(_SENTENCE_END.finditer(gap))
    shown = [gap] if not ends else [gap[: ends[0].start()], gap[ends[-1].end() :]]
    for piece in shown:
        match = words.NEGATION_WITHIN.search(piece)
        if match:
            return [Change(ChangeKind.NEGATION, "…", match.group())]
    return []


def across_border(index: SourceIndex, quote: str, folded: Folded, ranges: list[Range]) -> Found | None:
    """A quote that runs over a page border and leaves out the running foot and head between."""
    if not index.source.paged or len(index.source.pages) < 2:
        return None
    for at, length in _beginnings(index, folded, ranges):
        for shift in range(min(length, 24)):
            left = at + length - shift
            rest = folded.text[length - shift :]
            right = index.text.find(rest, left, left + _LONGEST_FURNITURE + len(rest)) if rest else -1
            if right < 0:
                break
            found = _border(index, quote, folded, (at, left, right, right + len(rest)))
            if found:
                return found
    return None


def _beginnings(index: SourceIndex, quote: Folded, ranges: list[Range]) -> list[Range]:
    """(position, letters) where a good part of the quote's beginning stands right before a page border."""
    size = min(16, max(4, len(quote.text) // 4))
    starts = index.occurrences(quote.text[:size], quote.codes[:size])
    if ranges:
        starts = sorted(starts, key=lambda at: distance(ranges, *index.original(at, at + size)))
    found = []
    for at in starts[:_MOST_STARTS]:
        length = size
        while length < len(quote.text) and index.text[at + length : at + length + 1] == quote.text[length]:
            length += 1
        if length < len(quote.text):
            found.append((at, length))
    return found


def _border(index: SourceIndex, quote: str, folded: Folded, cut: tuple[int, int, int, int]) -> Found | None:
    at, left, right, end = cut
    first, second = index.original(at, left), index.original(right, end)
    gap = index.source.text[first[1] : second[0]]
    if not _is_furniture(index, first[1], second[0], gap):
        return None
    seam = int(folded.offsets[left - at])
    head, tail = quote[:seam], quote[seam:]
    text = index.source.text
    changes = changes_between(head, text, *first, open_right=True)
    changes += changes_between(tail, text, *second, open_left=True)
    return first[0], second[1], changes, 1.0


def _is_furniture(index: SourceIndex, start: int, end: int, gap: str) -> bool:
    """Whether a gap holds a page border and around it only lines that other pages carry too."""
    page, following = index.page_at(start), index.page_at(end)
    if page is None or following is None or following.index != page.index + 1 or "\n" not in gap:
        return False
    border = page.end - start
    foot, head = gap[:border].split("\n"), gap[border:].split("\n")
    if foot[0].strip(" -‐") or head[-1].strip():
        return False
    feet = [line for line in foot[1:] if line.strip()]
    heads = [line for line in head[:-1] if line.strip()]
    return all(index.is_furniture(line) for line in feet + heads)
