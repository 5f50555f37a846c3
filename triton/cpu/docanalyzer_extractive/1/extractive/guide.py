"""The parts of a document's guide that can be quoted: the sentences that stand for the whole, its larger sections."""

from __future__ import annotations

from collections.abc import Callable

from .outline import Outline, Sentence
from .ranking import Ranking
from .wording import quotable

POINTS, TOPICS = 5, 8
Found = tuple[str, Outline, Sentence]
"""A value and the sentence that it is quoted from."""


def key_points(outline: Outline, check: Callable[[], None]) -> list[Found]:
    """A few sentences of the document itself, in its order."""
    ranking = Ranking(outline, "", check)
    rows = ranking.overview(POINTS) if ranking.rows else []
    sentences = [outline.sentences[row] for row in sorted(rows)]
    return [(quotable(sentence.text), outline, sentence) for sentence in sentences]


def topics(outline: Outline, check: Callable[[], None]) -> list[Found]:
    """The titles of the larger sections, each with its first sentence."""
    ranking = Ranking(outline, "", check)
    groups = ranking.largest(TOPICS)[0] if ranking.groups else []
    named = [(outline.sections[group.section].title, group.rows) for group in groups]
    return [(title, outline, outline.sentences[rows[0]]) for title, rows in named if title and rows]


def nothing(outline: Outline, check: Callable[[], None]) -> list[Found]:
    """Questions are written, not quoted: this engine has none."""
    return []


PARTS = {"key_points": key_points, "topics": topics, "questions": nothing}
