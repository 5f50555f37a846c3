"""Which paragraphs are worth comparing with which: all of them in a small stretch, else those that share rare words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.pipeline.comparison.types import Paragraph
from docanalyzer.pipeline.comparison.words import folded

ALL_PAIRS = 60
"""A stretch of at most this many paragraphs is compared with every one of them."""
_MOST = 8
_COMMONEST = 30
"""A word group in more paragraphs than this says nothing."""
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Folded:
    """A paragraph as it is compared."""

    words: str
    clause: str
    heading: str

    @classmethod
    def of(cls, paragraph: Paragraph) -> Folded:
        heading = paragraph.headings[-1] if paragraph.headings else ""
        return cls(folded(paragraph.text), folded(paragraph.clause), folded(heading))


class Candidates:
    """A stretch of one document, to be asked for what may match a paragraph of the other."""

    def __init__(self, paragraphs: Sequence[Folded], indexes: Sequence[int]) -> None:
        self._indexes = indexes
        self._by_group: dict[str, list[int]] = defaultdict(list)
        self._by_clause: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[str, list[int]] = defaultdict(list)
        if len(indexes) <= ALL_PAIRS:
            return
        for index in indexes:
            paragraph = paragraphs[index]
            self._by_words[paragraph.words].append(index)
            if paragraph.clause:
                self._by_clause[paragraph.clause].append(index)
            for group in _groups(paragraph.words):
                self._by_group[group].append(index)

    def near(self, paragraph: Folded, position: int, length: int) -> list[int]:
        """Indexes worth scoring. position of length: where the paragraph stands in its own stretch."""
        if len(self._indexes) <= ALL_PAIRS:
            return list(self._indexes)
        expected = self._indexes[min(position * len(self._indexes) // max(length, 1), len(self._indexes) - 1)]
        shared: Counter[int] = Counter()
        for group in _groups(paragraph.words):
            found = self._by_group.get(group, ())
            if len(found) <= _COMMONEST:
                shared.update(found)
        best = [index for index, _ in shared.most_common(_MOST)]
        for same in (self._by_words.get(paragraph.words, ()), self._by_clause.get(paragraph.clause, ())):
            best += sorted(same, key=lambda index: abs(index - expected))[:_MOST]
        return sorted(set(best))


def _groups(words: str) -> set[str]:
    """Three words in a row, or three characters where a paragraph has few spaces (Chinese)."""
    parts: Sequence[str] = words.split()
    if len(parts) < len(words) / 12:
        parts = words
    if len(parts) <= _GROUP:
        return {" ".join(parts)}
    return {" ".join(parts[n : n + _GROUP]) for n in range(len(parts) - _GROUP + 1)}
