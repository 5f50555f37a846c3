"""Which paragraph of one document is which paragraph of the other.

1. In a long document paragraphs with the same words, found once in each, that stand in the same order are
   fixed points.
2. Between two fixed points candidates are scored (the words, the clause number, the heading) and the
   heaviest set of pairs that keeps the order is taken.
3. What is left over is looked for anywhere in the other document: found, it was moved.
4. The rest was deleted or inserted.
Candidates come from an index of rare words, so that time grows with the number of paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from docanalyzer.pipeline.citations import SourceText
from docanalyzer.pipeline.comparison.candidates import ALL_PAIRS, Candidates, Folded
from docanalyzer.pipeline.comparison.paragraphs import paragraphs_of
from docanalyzer.pipeline.comparison.types import Comparison, Difference, Kind, Paragraph
from docanalyzer.pipeline.comparison.words import similarity, word_pieces

_SIMILAR = 0.5
"""From here on two paragraphs are one, changed."""
_SIMILAR_SAME_CLAUSE = 0.3
"""The same, under one clause number."""
_MOVED = 0.8
_SHORTEST_MOVE = 20
"""Characters; a shorter paragraph found elsewhere is a coincidence ("None.")."""
_SAME_CLAUSE_BONUS, _SAME_HEADING_BONUS = 0.2, 0.05

Pair = tuple[int, int]


def compare(left: SourceText, right: SourceText) -> Comparison:
    """Every paragraph of both documents, accounted for. Deterministic; no model."""
    lefts, rights = paragraphs_of(left), paragraphs_of(right)
    ours, theirs = [Folded.of(p) for p in lefts], [Folded.of(p) for p in rights]
    matcher = _Matcher(ours, theirs)
    ordered = matcher.in_order()
    moved = matcher.moved(ordered)
    differences = tuple(_differences(lefts, rights, ours, theirs, ordered, moved))
    return Comparison(lefts, rights, differences)


class _Matcher:
    def __init__(self, ours: Sequence[Folded], theirs: Sequence[Folded]) -> None:
        self._ours, self._theirs = ours, theirs

    def in_order(self) -> list[Pair]:
        """Pairs that rise in both documents."""
        fixed = self._fixed_points()
        pairs: list[Pair] = []
        left = right = 0
        for i, j in [*fixed, (len(self._ours), len(self._theirs))]:
            pairs += self._between(range(left, i), range(right, j))
            if i < len(self._ours):
                pairs.append((i, j))
            left, right = i + 1, j + 1
        return pairs

    def _fixed_points(self) -> list[Pair]:
        if max(len(self._ours), len(self._theirs)) <= ALL_PAIRS:
            return []
        ours, theirs = _once(self._ours), _once(self._theirs)
        shared = sorted((i, theirs[words]) for words, i in ours.items() if words in theirs)
        return _rising([(i, j, 1.0 + len(self._ours[i].words)) for i, j in shared])

    def _between(self, lefts: range, rights: range) -> list[Pair]:
        if not lefts or not rights:
            return []
        candidates = Candidates(self._theirs, rights)
        scored = []
        for i in lefts:
            for j in candidates.near(self._ours[i], i - lefts.start, len(lefts)):
                weight = self._weight(i, j)
                if weight:
                    scored.append((i, j, weight))
        return _rising(scored)

    def _weight(self, i: int, j: int) -> float:
        one, other = self._ours[i], self._theirs[j]
        same_clause = bool(one.clause) and one.clause == other.clause
        least = _SIMILAR_SAME_CLAUSE if same_clause else _SIMILAR
        alike = similarity(one.words, other.words, least)
        if not alike:
            return 0.0
        same_heading = bool(one.heading) and one.heading == other.heading
        return alike + _SAME_CLAUSE_BONUS * same_clause + _SAME_HEADING_BONUS * same_heading

    def moved(self, ordered: list[Pair]) -> list[Pair]:
        """Leftovers that stand elsewhere, best matches first."""
        paired_left, paired_right = {i for i, _ in ordered}, {j for _, j in ordered}
        lefts = [i for i in range(len(self._ours)) if i not in paired_left]
        rights = [j for j in range(len(self._theirs)) if j not in paired_right]
        candidates = Candidates(self._theirs, rights)
        found = []
        for position, i in enumerate(lefts):
            if len(self._ours[i].words) < _SHORTEST_MOVE:
                continue
            for j in candidates.near(self._ours[i], position, len(lefts)):
                alike = similarity(self._ours[i].words, self._theirs[j].words, _MOVED)
                if alike and len(self._theirs[j].words) >= _SHORTEST_MOVE:
                    found.append((-alike, i, j))
        taken_left: set[int] = set()
        taken_right: set[int] = set()
        pairs = []
        for _, i, j in sorted(found):
            if i not in taken_left and j not in taken_right:
                taken_left.add(i)
                taken_right.add(j)
                pairs.append((i, j))
        return pairs


def _once(paragraphs: Sequence[Folded]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for index, paragraph in enumerate(paragraphs):
        seen[paragraph.words] = -1 if paragraph.words in seen else index
    return {words: index for words, index in seen.items() if index >= 0}


def _rising(scored: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """The heaviest chain of pairs in which both indexes rise; n log n.

    `front` holds chains by their last right index, weights rising with it.
    """
    front_j: list[int] = []
    front: list[tuple[float, int]] = []
    back: list[int] = []
    for number, (_, j, weight) in enumerate(ordered := sorted(scored, key=lambda s: (s[0], -s[1]))):
        place = bisect_left(front_j, j)
        best, previous = front[place - 1] if place else (0.0, -1)
        total = best + weight
        back.append(previous)
        if place < len(front_j) and front_j[place] == j and front[place][0] >= total:
            continue
        stop = place
        while stop < len(front_j) and front[stop][0] <= total:
            stop += 1
        front_j[place:stop] = [j]
        front[place:stop] = [(total, number)]
    pairs = []
    number = front[-1][1] if front else -1
    while number >= 0:
        pairs.append(ordered[number][:2])
        number = back[number]
    return pairs[::-1]


def _differences(
    lefts: Sequence[Paragraph],
    rights: Sequence[Paragraph],
    ours: Sequence[Folded],
    theirs: Sequence[Folded],
    ordered: list[Pair],
    moved: list[Pair],
) -> list[Difference]:
    moved_left = {i for i, _ in moved}
    from_left = {j: i for i, j in moved}
    out: list[Difference] = []
    left = right = 0
    for i, j in [*ordered, (len(lefts), len(rights))]:
        out += [Difference(Kind.DELETED, n, None, 0.0) for n in range(left, i) if n not in moved_left]
        for n in range(right, j):
            if n in from_left:
                out.append(_paired(lefts, rights, ours, theirs, (from_left[n], n), moved=True))
            else:
                out.append(Difference(Kind.INSERTED, None, n, 0.0))
        if i < len(lefts):
            out.append(_paired(lefts, rights, ours, theirs, (i, j), moved=False))
        left, right = i + 1, j + 1
    return out


def _paired(
    lefts: Sequence[Paragraph],
    rights: Sequence[Paragraph],
    ours: Sequence[Folded],
    theirs: Sequence[Folded],
    pair: Pair,
    *,
    moved: bool,
) -> Difference:
    i, j = pair
    edited = ours[i].words != theirs[j].words
    kind = Kind.MOVED if moved else Kind.CHANGED if edited else Kind.UNCHANGED
    return Difference(
        kind=kind,
        left=i,
        right=j,
        similarity=round(similarity(ours[i].words, theirs[j].words, 0.0), 3),
        renumbered=lefts[i].clause != rights[j].clause,
        edited=edited,
        pieces=word_pieces(lefts[i].text, rights[j].text) if edited else (),
    )
