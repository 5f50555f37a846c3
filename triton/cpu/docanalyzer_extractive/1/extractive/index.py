"""Sentences as rows of terms: BM25 scores, tf-idf vectors and centroids, in numpy."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .terms import content_terms, is_stopword, normal, stem, tokens

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
K1, B = 1.2, 0.3
_EVERY = 500
NOVELTY, SAME_SECTION, SAID = 0.5, 0.25, 0.9
"""Weight of likeness, what one section counts as likeness, and the likeness that says the same again."""


class Index:
    """Rows are texts, columns terms. `entry_row`, `entry_term`, `entry_count`: one per (row, term)."""

    def __init__(self, texts: Iterable[str], check: Callable[[], None]) -> None:
        self.vocabulary: dict[str, int] = {}
        words: dict[str, int] = {}
        terms, lengths = array("i"), array("i")
        for number, text in enumerate(texts):
            if number % _EVERY == 0:
                check()
            before = len(terms)
            terms.extend(self._ids(text, words))
            lengths.append(len(terms) - before)
        self.rows = len(lengths)
        self.lengths = (
            np.frombuffer(lengths, dtype=np.intc).astype(np.int64) if self.rows else np.zeros(0, np.int64)
        )
        self._count(np.frombuffer(terms, dtype=np.intc) if len(terms) else np.zeros(0, np.intc))
        check()

    def _ids(self, text: str, words: dict[str, int]) -> list[int]:
        """Term numbers of a text; `words` remembers the number of each raw word, -1 for a stopword."""
        found = []
        for token in tokens(text):
            number = words.get(token)
            if number is None:
                number = (
                    -1
                    if is_stopword(token)
                    else self.vocabulary.setdefault(stem(normal(token)), len(self.vocabulary))
                )
                words[token] = number
            if number >= 0:
                found.append(number)
        return found

    def _count(self, terms: npt.NDArray[np.intc]) -> None:
        width = max(1, len(self.vocabulary))
        rows = np.repeat(np.arange(self.rows, dtype=np.int64), self.lengths)
        keys, counts = np.unique(rows * width + terms, return_counts=True)
        self.entry_row: Integers = keys // width
        self.entry_term: Integers = keys - self.entry_row * width
        self.entry_count: Floats = counts.astype(np.float32)
        self.frequency = np.bincount(self.entry_term, minlength=width).astype(np.float32)
        self.idf: Floats = np.log(1 + (self.rows - self.frequency + 0.5) / (self.frequency + 0.5)).astype(
            np.float32
        )
        self.starts = np.searchsorted(self.entry_row, np.arange(self.rows + 1))

    def known(self, term: str) -> int:
        """How many rows hold the (stemmed) term."""
        column = self.vocabulary.get(term)
        return 0 if column is None else int(self.frequency[column])

    def weight(self, term: str) -> float:
        """The term's idf; that of an unseen term is the highest."""
        column = self.vocabulary.get(term)
        return float(self.idf[column]) if column is not None else float(np.log(1 + (self.rows + 0.5) / 0.5))

    def holding(self, term: str) -> Floats:
        """How often each row holds the term."""
        column = self.vocabulary.get(term)
        found = np.zeros(self.rows, np.float32)
        if column is not None:
            entries = self.entry_term == column
            found[self.entry_row[entries]] = self.entry_count[entries]
        return found

    def bm25(self, counts: Floats, weight: float) -> Floats:
        """One term's share of the score of every row, from how often each row holds it."""
        mean = float(self.lengths.mean()) if self.rows else 1.0
        norm = K1 * (1 - B + B * self.lengths / max(mean, 1.0))
        return (weight * counts * (K1 + 1) / (counts + norm)).astype(np.float32)

    def search(self, query: str) -> Floats:
        """BM25 of every row for a text."""
        scores = np.zeros(self.rows, np.float32)
        for term in content_terms(query):
            if self.known(term):
                scores += self.bm25(self.holding(term), self.weight(term))
        return scores

    def vectors(self) -> Floats:
        """tf-idf weight of every entry, each row of length one."""
        weights = (1 + np.log(self.entry_count)) * self.idf[self.entry_term]
        norms = np.sqrt(np.bincount(self.entry_row, weights * weights, minlength=self.rows))
        return (weights / np.maximum(norms[self.entry_row], 1e-9)).astype(np.float32)

    def centrality(self, vectors: Floats, groups: Integers, mask: npt.NDArray[np.bool_]) -> Floats:
        """Cosine of every row with the centroid of its group; only rows in `mask` make the centroid."""
        width = max(1, len(self.vocabulary))
        entry_group = groups[self.entry_row]
        keys = entry_group * width + self.entry_term
        unique, inverse = np.unique(keys, return_inverse=True)
        sums = np.bincount(inverse.ravel(), vectors * mask[self.entry_row], minlength=len(unique))
        squares = np.bincount(unique // width, sums * sums, minlength=int(groups.max(initial=0)) + 1)
        dots = np.bincount(self.entry_row, vectors * sums[inverse.ravel()], minlength=self.rows)
        return (dots / np.sqrt(np.maximum(squares[groups], 1e-9))).astype(np.float32)

    def row(self, vectors: Floats, row: int) -> dict[int, float]:
        """One row's vector."""
        start, end = self.starts[row], self.starts[row + 1]
        return dict(zip(self.entry_term[start:end].tolist(), vectors[start:end].tolist(), strict=True))


def cosine(first: dict[int, float], second: dict[int, float]) -> float:
    """Of two rows of length one."""
    if len(second) < len(first):
        first, second = second, first
    return sum(value * second.get(term, 0.0) for term, value in first.items())


def choose(
    candidates: Sequence[int],
    scores: Sequence[float],
    rows: Sequence[dict[int, float]],
    sections: Sequence[int],
    count: int,
) -> list[int]:
    """Maximal marginal relevance: positions in `candidates`, best first, at most `count`.

    A candidate loses by its likeness to what is chosen, and a little when its section is already quoted.
    """
    left = set(range(len(candidates)))
    loss = [0.0] * len(candidates)
    chosen: list[int] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda position: scores[position] - NOVELTY * loss[position])
        left.discard(best)
        if loss[best] > SAID:
            continue
        chosen.append(best)
        for position in left:
            likeness = cosine(rows[best], rows[position]) + SAME_SECTION * (
                sections[best] == sections[position]
            )
            loss[position] = max(loss[position], likeness)
    return chosen
