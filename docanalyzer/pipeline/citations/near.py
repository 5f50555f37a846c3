"""The best place for a quote that stands nowhere letter for letter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from docanalyzer.pipeline.citations.fold import Folded
from docanalyzer.pipeline.citations.index import Positions, SourceIndex

NEAR_THRESHOLD = 0.80
"""Least similarity of a close match: docs/decisions/near-match-threshold.md."""
SHORTEST_NEAR = 12
"""Folded letters a quote must have to be matched nearly, counting a CJK character as two."""
_NEAR_ENOUGH = 0.93
"""So alike that no other candidate is looked at; those on the claimed pages come first."""
_BIN = 64
_COMMON = 96
_SLACK = 16
_FIRM = 4
"""Letters at each end that must agree for the ends to be left alone."""


@dataclass(frozen=True, slots=True)
class NearMatch:
    """Folded [start, end) of the source and how much of the quote is alike, 0 to 1."""

    start: int
    end: int
    similarity: float


def near_matches(
    index: SourceIndex, quote: Folded, voted: list[int], windows: list[tuple[int, int]], least: float
) -> list[NearMatch]:
    """Candidates at least so alike, best first.

    voted: where the quote would begin (voted_starts); windows: folded ranges to try in any case.
    """
    if len(quote.text) + int((quote.codes >= 0x2E80).sum()) < SHORTEST_NEAR:
        return []
    length = len(quote.text)
    pad = 32 + length // 4
    spots = [(at - pad, at + length + pad) for at in voted]
    spots.sort(key=lambda spot: not any(low <= spot[0] + pad < high for low, high in windows))
    matches = {}
    for low, high in spots + windows:
        match = _align(index.text, quote.text, max(0, low), min(len(index.text), high))
        if match and match.similarity >= least:
            matches[match.start] = match
            if match.similarity >= _NEAR_ENOUGH:
                break
    return sorted(matches.values(), key=lambda match: -match.similarity)


def voted_starts(index: SourceIndex, quote: Folded, most: int = 4) -> list[int]:
    """Where the quote would begin, by the votes of the seeds that it shares with the source."""
    first, last = index.seed_hits(quote.codes)
    counts = last - first
    shared = counts > 0
    if not shared.any():
        return []
    rare = shared & (counts <= max(_COMMON, int(counts[shared].min())))
    starts: list[Positions] = [
        index.seed_places(int(first[at]), int(last[at])).astype(np.int64) - at for at in np.flatnonzero(rare)
    ]
    begins = np.concatenate(starts)
    bins, votes = np.unique(begins // _BIN, return_counts=True)
    both = votes + np.where(np.append(np.diff(bins) == 1, False), np.append(votes[1:], 0), 0)
    best = bins[np.argsort(-both, kind="stable")[:most]]
    medians = [np.median(begins[(begins // _BIN >= one) & (begins // _BIN <= one + 1)]) for one in best]
    return [min(max(int(median), 0), len(index.text) - 1) for median in medians]


def _align(text: str, quote: str, low: int, high: int) -> NearMatch | None:
    window = text[low:high]
    if len(window) < len(quote) // 2:
        return None
    found = fuzz.partial_ratio_alignment(quote, window, score_cutoff=50)
    if found is None:
        return None
    start, end = _best_ends(quote, window, found.dest_start, found.dest_end)
    similarity = Levenshtein.normalized_similarity(quote, window[start:end])
    return NearMatch(low + start, low + end, similarity)


def _best_ends(quote: str, window: str, start: int, end: int) -> tuple[int, int]:
    """Shift the two ends so that the fewest letters differ (partial_ratio keeps the length fixed)."""
    if quote[:_FIRM] == window[start : start + _FIRM] and quote[-_FIRM:] == window[end - _FIRM : end]:
        return start, end
    ends = range(max(start + 1, end - _SLACK), min(len(window), end + _SLACK) + 1)
    end = min(ends, key=lambda at: (Levenshtein.distance(quote, window[start:at]), abs(at - end)))
    starts = range(max(0, start - _SLACK), min(end - 1, start + _SLACK) + 1)
    start = min(starts, key=lambda at: (Levenshtein.distance(quote, window[at:end]), abs(at - start)))
    ends = range(max(start + 1, end - _SLACK), min(len(window), end + _SLACK) + 1)
    end = min(ends, key=lambda at: (Levenshtein.distance(quote, window[start:at]), abs(at - end)))
    return start, end
