"""Answers a question with passages: BM25 with section titles and neighbours, and one of three labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from . import patterns
from .grammar import Turn
from .index import Floats, Index
from .outline import CODE, LINE, PROSE, Outline, Sentence
from .query import Query, Term, understand
from .ranking import Ranking, defines, leans
from .terms import content_terms
from .wording import Wording

_FORMS = {
    "how": re.compile(
        r"\b(?:use|using|set|run|type|enter|specify|select|choose|add|by \w+ing|can be|must be"
        r"|in order to|to \w+,)\b"
        r"|可以|使用|通过|用于|需要|应当|设置|运行|执行",
        re.IGNORECASE,
    ),
    "why": re.compile(
        r"\b(?:because|since|so that|due to|in order to|reason|therefore)\b|因为|由于"
        r"|为了|因此|原因",
        re.IGNORECASE,
    ),
}
ENOUGH, ENOUGH_CJK = 0.72, 0.85
"""Share of the question's weight a passage must hold to be called an answer."""
TOO_LITTLE = 0.35
SYNONYM, TITLE, NEIGHBOUR = 0.6, 0.45, 0.2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FURTHER = 3
_LOOK_AT = 60


@dataclass(frozen=True, slots=True)
class Passage:
    row: int
    score: float
    coverage: float


def answer(
    outlines: list[Outline], wording: Wording, question: str, turns: Sequence[Turn], check: Callable[[], None]
) -> Iterator[str]:
    """Markdown lines: the label, the passage, further passages; or what was searched and not found."""
    query = understand(question, turns)
    if query.earlier:
        yield f"*{wording.labelled(wording.say('earlier'), ' '.join(query.earlier.split())[:160])}*\n\n"
    search = Search(outlines, check)
    if query.manner == "parties":
        query.terms = []
        passages = search.naming_parties()
    elif query.general:
        yield from _general(outlines, wording, check)
        return
    else:
        passages = search.rank(query)
    if not passages or passages[0].coverage < TOO_LITTLE:
        yield from _nothing(search, query, wording)
        return
    best = passages[0]
    enough = ENOUGH_CJK if query.cjk else ENOUGH
    sure = (
        best.coverage >= enough and search.suits(query, best.row) and search.holds_numbers(question, best.row)
    )
    yield f"**{wording.say('answer' if sure else 'closest')}**\n\n"
    yield f"{search.cite(best.row, query, wording)}\n"
    further = [passage for passage in passages[1:] if passage.score >= 0.62 * best.score][:_FURTHER]
    if further:
        yield f"\n**{wording.say('further')}**\n\n"
        for passage in further:
            yield f"- {search.cite(passage.row, query, wording)}\n"
    missing = [term.shown for term in query.terms if term.weight == 1 and not search.stands(term)]
    if missing:
        yield f"\n{wording.labelled(wording.say('missing'), wording.joined(missing))}\n"


def _general(outlines: list[Outline], wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    """For "what is this about": the sentences that stand for the whole."""
    yield f"**{wording.say('closest')}**\n\n"
    for outline in outlines:
        ranking = Ranking(outline, "", check)
        rows = ranking.overview(4) if ranking.rows else []
        for row in rows:
            yield f"- {wording.cite(outline, outline.sentences[row])}\n"


def _nothing(search: Search, query: Query, wording: Wording) -> Iterator[str]:
    yield f"**{wording.say('nothing')}**\n\n"
    counted = [f"{term.shown} ({search.count(term)})" for term in query.terms]
    yield f"{wording.labelled(wording.say('searched'), wording.joined(counted))}\n"
    if any(outline.cjk != query.cjk for outline in search.outlines) and not any(
        map(search.stands, query.terms)
    ):
        yield f"\n{wording.say('translate')}\n"


class Search:
    """All sentences of all documents, searchable."""

    def __init__(self, outlines: list[Outline], check: Callable[[], None]) -> None:
        self.outlines = outlines
        self.check = check
        self.owners = np.repeat(np.arange(len(outlines)), [len(outline.sentences) for outline in outlines])
        self.firsts = np.cumsum([0, *(len(outline.sentences) for outline in outlines)])
        self.index = Index((sentence.text for outline in outlines for sentence in outline.sentences), check)
        self.titles = self._titles()
        kinds = np.array([sentence.kind for outline in outlines for sentence in outline.sentences], np.int64)
        self.worth = np.where(kinds == CODE, 0.45, np.where(kinds == LINE, 0.7, 1.0)).astype(np.float32)

    def at(self, row: int) -> tuple[Outline, Sentence]:
        outline = self.outlines[int(self.owners[row])]
        return outline, outline.sentences[row - int(self.firsts[outline.number - 1])]

    def _titles(self) -> list[tuple[set[str], int, int]]:
        """Terms of each section's own title and those above it, with the rows [first, last) it covers."""
        found = []
        for number, outline in enumerate(self.outlines):
            offset = int(self.firsts[number])
            own = [set(content_terms(section.title)) for section in outline.sections]
            for index, section in enumerate(outline.sections):
                terms = set().union(*(own[above] for above in outline.path(index)))
                if terms:
                    found.append((terms, offset + section.first, offset + section.last))
        return found

    def forms(self, term: Term) -> tuple[str, ...]:
        """The forms that count. A pair of CJK characters that stands nowhere, between two that do, joins two words."""
        known = [self.index.known(form) > 0 for form in term.forms]
        inner = range(1, len(known) - 1)
        between = {place for place in inner if not known[place] and known[place - 1] and known[place + 1]}
        return tuple(form for place, form in enumerate(term.forms) if place not in between)

    def presence(self, term: Term) -> Floats:
        """How far each row holds a term, 0 to 1: itself, a synonym, its section's title, its neighbour."""
        forms = self.forms(term)
        itself = self._share(forms)
        found = itself
        for other in term.alternatives:
            found = np.maximum(found, SYNONYM * np.minimum(self.index.holding(other), 1))
        for terms, first, last in self.titles:
            share = sum(1 for form in forms if form in terms) / len(forms)
            if share > 0.5:
                found[first:last] = np.maximum(found[first:last], TITLE * share)
        beside: Floats = np.zeros_like(found)
        beside[1:] = itself[:-1]
        beside[:-1] = np.maximum(beside[:-1], itself[1:])
        both: Floats = np.maximum(found, NEIGHBOUR * beside).astype(np.float32)
        return both

    def _share(self, forms: tuple[str, ...]) -> Floats:
        """The share of the forms in each row; of a hyphenated word all are needed."""
        held: Floats = np.zeros(self.index.rows, np.float32)
        for form in forms:
            held += np.minimum(self.index.holding(form), 1)
        held /= len(forms)
        if len(forms) > 1 and forms[0][0] < "\u3000":
            held[held < 1] = 0
        return held

    def weigh(self, term: Term) -> float:
        """The mean idf of the term's forms, times its weight in the query."""
        weights = [self.index.weight(form) for form in self.forms(term)]
        return term.weight * sum(weights) / len(weights)

    def rank(self, query: Query) -> list[Passage]:
        """The best passages, best first, no two alike."""
        if not query.terms or not self.index.rows:
            return []
        score = np.zeros(self.index.rows, np.float32)
        covered = np.zeros(self.index.rows, np.float32)
        whole = 0.0
        for term in query.terms:
            self.check()
            presence, weight = self.presence(term), self.weigh(term)
            covered += weight * presence
            whole += weight
            score += self.index.bm25(presence, weight)
        covered /= max(whole, 1e-6)
        score *= (0.1 + 0.9 * covered**1.5) * self.worth
        best = np.argsort(-score, kind="stable")[:_LOOK_AT]
        passages = [
            Passage(int(row), self._final(query, int(row), float(score[row])), float(covered[row]))
            for row in best
        ]
        passages = [passage for passage in sorted(passages, key=lambda p: -p.score) if passage.score > 0]
        return self._distinct(passages)

    def _final(self, query: Query, row: int, score: float) -> float:
        outline, sentence = self.at(row)
        if (query.expected or query.manner) and self.suits(query, row):
            score *= 1.35
        if outline.sections[sentence.section].excluded:
            score *= 0.7
        if leans(sentence.text):
            score *= 0.8
        length = len(sentence.text) * (2.5 if outline.cjk else 1)
        return score * (0.7 if length < 25 else 1.0)

    def _distinct(self, passages: list[Passage]) -> list[Passage]:
        kept: list[Passage] = []
        seen: set[str] = set()
        for passage in passages:
            key = "".join(self.at(passage.row)[1].text.casefold().split())
            if key not in seen:
                seen.add(key)
                kept.append(passage)
        return kept

    def suits(self, query: Query, row: int) -> bool:
        """Whether the passage has the form an answer takes: the kind of value, a definition, a reason, a means."""
        _, sentence = self.at(row)
        text = sentence.text
        if query.expected == "party":
            return patterns.names_someone(text)
        if query.expected:
            return patterns.holds(query.expected, text)
        if query.manner == "what":
            return any(defines(text, term.shown) for term in query.terms)
        if query.manner in _FORMS:
            return _FORMS[query.manner].search(text) is not None
        return sentence.kind == PROSE

    def holds_numbers(self, question: str, row: int) -> bool:
        """Whether each number the question names stands in the passage: 2025's figure is no answer about 2023."""
        outline, sentence = self.at(row)
        stated = set(_NUMBER.findall(sentence.text)) | set(_NUMBER.findall(outline.title))
        return stated.issuperset(_NUMBER.findall(question))

    def naming_parties(self) -> list[Passage]:
        """Passages that name the parties of a contract, in the document's order."""
        found = []
        for row in range(self.index.rows):
            text = self.at(row)[1].text
            if row % 500 == 0:
                self.check()
            if patterns.PARTIES.search(text) and patterns.holds("party", text):
                found.append(Passage(row, 1.0, 1.0))
        return found[: 1 + _FURTHER]

    def stands(self, term: Term) -> bool:
        return all(self.index.known(form) for form in self.forms(term))

    def count(self, term: Term) -> int:
        """Sentences that hold every form of the term."""
        held = np.ones(self.index.rows, bool)
        for form in self.forms(term):
            held &= self.index.holding(form) > 0
        return int(held.sum())

    def cite(self, row: int, query: Query, wording: Wording) -> str:
        outline, sentence = self.at(row)
        return wording.cite(outline, sentence, _around(query, sentence.text))


def _around(query: Query, text: str) -> tuple[int, int] | None:
    """The stretch of a long sentence that the question is about: the expected value, else its words."""
    if query.expected:
        value = next(patterns.find(query.expected, text), None)
        if value:
            return value.start, value.end
    lower = text.lower()
    places = [place for term in query.terms if (place := lower.find(term.shown.lower()[:6])) >= 0]
    return (min(places), min(places) + 6) if places else None
