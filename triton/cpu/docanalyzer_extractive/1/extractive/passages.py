"""What is left where no phrase of a field stands in the text: passages that hold the words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import patterns
from .characters import HAS_CJK
from .grammar import Field
from .nearby import looks_ahead, values_near
from .outline import Outline, Sentence
from .patterns import Found
from .query import Query, Term, terms_of
from .question import Search
from .terms import content_terms
from .values import Value, whole

_NEEDED, _NEEDED_OF_TYPE = 0.7, 0.65
"""Share of the title's weight that a passage must hold."""
_SUBJECT, _TOGETHER = 20, 70
"""Characters: where a title of one word must stand for the sentence to be about it; within which a title's words stand."""


def by_likeness(search: Search, field: Field) -> list[Value]:
    """Values of the passages most like the title, best first."""
    query = Query(field.title, terms_of(field.title), cjk=bool(HAS_CJK.search(field.title)))
    query.expected = field.type if field.type in patterns.TYPED else ""
    needed = _NEEDED_OF_TYPE if query.expected else _NEEDED
    values: dict[str, Value] = {}
    passages = search.rank(query)
    for passage in passages:
        if passage.coverage < needed or passage.score < 0.5 * passages[0].score:
            continue
        outline, sentence = search.at(passage.row)
        if looks_ahead(field, sentence.text) or not _about(query, outline, sentence):
            continue
        for value in _stated(query, field, outline, sentence):
            values.setdefault(value.value.casefold(), value)
    return list(values.values())


def _about(query: Query, outline: Outline, sentence: Sentence) -> bool:
    """Whether the title's words stand in the sentence or its heading; a single word must be what it is about."""
    if sentence.text.endswith((":", "：", "]")) or sentence.text.startswith("["):
        return False  # what it announces stands elsewhere
    if query.cjk:
        return True
    spans = _spans(query.terms, sentence.text)
    if len(query.terms) == 1:
        return bool(query.expected and spans) or _is_subject(query.terms[0].shown, sentence.text)
    if len(spans) > 1 and max(end for _, end in spans) - min(start for start, _ in spans) > _TOGETHER:
        return False
    held = {*content_terms(outline.sections[sentence.section].title), *content_terms(sentence.text)}
    missing = [
        term
        for term in query.terms
        if not _spans([term], sentence.text) and held.isdisjoint((*term.forms, *term.alternatives))
    ]
    return len(missing) * 3 <= len(query.terms) - 1


def _is_subject(word: str, text: str) -> bool:
    """Whether a sentence begins with the word, or its plural: "noticed" is not about notices."""
    single = word.lower().removesuffix("s")
    return re.search(rf"\b{re.escape(single)}s?\b", text[:_SUBJECT].lower()) is not None


def _stated(query: Query, field: Field, outline: Outline, sentence: Sentence) -> Iterator[Value]:
    if not query.expected:
        yield whole(outline, sentence)
        return
    nearest: tuple[int, list[Found]] | None = None
    for start, end in _spans(query.terms, sentence.text):
        near = values_near(field, sentence.text, (start, end))
        if near:
            away = max(near[0].start - end, start - near[0].end)
            nearest = min(nearest or (away, near), (away, near), key=lambda pair: pair[0])
    for one in nearest[1] if nearest else ():
        yield Value(one.value, outline, sentence, one.start, one.end)


def _spans(terms: list[Term], text: str) -> list[tuple[int, int]]:
    """Where each term first stands, by the beginning that its forms share."""
    found = []
    for term in terms:
        start = term.shown.lower()
        start = start if HAS_CJK.search(start) else start[: max(4, len(start) - 3)]
        match = re.search(
            rf"(?<![^\W_]){re.escape(start)}" if start.isascii() else re.escape(start), text, re.I
        )
        if match:
            found.append(match.span())
    return found
