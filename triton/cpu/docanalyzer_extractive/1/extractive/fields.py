"""The values of one field: from forms, tables, headings, the words it is looked for by, and at last by likeness.

Each way is surer than the next. A passage that only shares a word with the title is no value: to find nothing is
better than to show something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import guide, patterns, tables
from .cues import Cue, cues_of, held, labels_of
from .everything import asked_for, contracting, everything
from .grammar import Field
from .headings import title_key
from .names import is_name, names
from .nearby import fitting, looks_ahead, values_near
from .outline import CODE, LINE, PROSE, Outline, Sentence
from .parts import without_parts
from .passages import by_likeness
from .question import Search
from .sections import About, about, is_title, name_of
from .sentences import ends_sentence
from .values import Value, whole

FIGURES = ("amount", "number", "percentage")
_LABEL = re.compile(r"^[^:：]{2,60}[:：]\s*(?=\S)")
_REFERENCE = re.compile(r"\b(?:sections?|clauses?|articles?)\s+[\d.]+\s*[(“\"][^()]{0,40}$", re.IGNORECASE)
"""Before a phrase: "Section 8 (Limitation of liability)" only sends the reader there."""
_FIRST_SENTENCES = 5
"""Of a section about a list, in which values are looked for; for one value it is the first sentence."""
_CAPTION = 20
"""A line without a verb that is shorter is no statement."""


def values_of(search: Search, field: Field, most: int) -> list[Value]:
    """At most `most` values, in the document's order where several are asked for; empty where none was found."""
    if field.list and field.name in guide.PARTS:
        parts = [one for outline in search.outlines for one in guide.PARTS[field.name](outline, search.check)]
        return [Value(text, outline, sentence, 0, len(sentence.text)) for text, outline, sentence in parts]
    if asked_for(field):
        every = contracting(search.outlines, search.check) if field.type == "party" else None
        return (every or everything(search.outlines, field.type, search.check))[:most]
    values = _Finder(search, field).values()
    return values[:most] if field.list else values[:1]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds one of the field's phrases."""

    outline: Outline
    sentence: Sentence
    cue: Cue
    words: tuple[int, int]


class _Finder:
    """Looks for one field in all documents."""

    def __init__(self, search: Search, field: Field) -> None:
        self.search = search
        self.field = field
        self.typed = field.type in patterns.TYPED
        self.cues = cues_of(field)
        labels = labels_of(field)
        self.keys = {title_key(label) for label in [*labels, *(cue.phrase for cue in self.cues)]} - {""}
        self.names = {name_of(label) for label in labels if label == field.title or is_title(label)} - {
            frozenset()
        }
        self.notes = set(_notes(search.outlines))

    def values(self) -> list[Value]:
        labelled = list(self._labelled())
        if self.field.type in FIGURES:
            for outline in self.search.outlines:
                self.search.check()
                labelled += tables.rows(outline, self.keys, self.field.type)
        if labelled and not self.field.list:
            return labelled
        sections = list(about(self.search.outlines, self.names))
        hits = list(self._hits())
        found = self._typed_values(hits, sections) if self.typed else self._texts(hits, sections)
        if self.field.list and self.field.type in FIGURES:
            labelled, found = [], without_parts([*labelled, *found])
        found = self._in_order([*labelled, *found])
        return found or by_likeness(self.search, self.field)

    def _in_order(self, values: list[Value]) -> list[Value]:
        """Each once; a list in the order of the text."""
        distinct: dict[tuple[int, str], Value] = {}
        for value in values:
            distinct.setdefault((value.outline.number, "".join(value.value.casefold().split())), value)
        kept = list(distinct.values())
        if self.field.list:
            order = {
                text: number for number, text in reversed(list(enumerate(v.sentence.text for v in kept)))
            }
            kept.sort(
                key=lambda v: (v.outline.number, v.sentence.place, order[v.sentence.text], v.start),
            )
        return kept

    def _labelled(self) -> Iterator[Value]:
        """Form-like places: "Governing law: …", "Present: Jane Roe, Max Holt"."""
        title = f"{self.field.title.lower()} "
        for outline in self.search.outlines:
            for number, sentence in enumerate(outline.sentences):
                if number % 500 == 0:
                    self.search.check()
                label = _LABEL.match(sentence.text)
                if label and title_key(label[0]) in self.keys:
                    yield from self._after(outline, sentence, label.end())
                elif (
                    sentence.kind == LINE
                    and sentence.text.lower().startswith(title)
                    and self._follows(sentence.text[len(title) :])
                ):
                    yield from self._after(outline, sentence, len(title))

    def _follows(self, text: str) -> bool:
        """Whether what stands behind the title, without a colon, may be its value: no sentence goes on with it.

        Of dates and figures only the value itself is taken, wherever it stands.
        """
        if self.field.type == "party":
            return is_name(text)
        return self.typed or not text[:1].islower()

    def _after(self, outline: Outline, sentence: Sentence, start: int) -> Iterator[Value]:
        """What stands after a label: the value of the field's type, the names of a list, or the text."""
        if not self.typed:
            yield whole(outline, sentence, start)
        elif self.field.type == "party":
            yield from names(outline, sentence, start, self.field.list)
        else:
            found = [one for one in fitting(self.field, sentence.text) if one.start >= start]
            yield from (Value(one.value, outline, sentence, one.start, one.end) for one in found[:1])

    def _hits(self) -> Iterator[Hit]:
        """Sentences with one of the phrases; each counts once, for the phrase of the lowest rank."""
        for outline in self.search.outlines:
            for number, sentence in enumerate(outline.sentences):
                if number % 500 == 0:
                    self.search.check()
                if sentence.kind == CODE or (sentence.kind == LINE and len(sentence.text) < _CAPTION):
                    continue
                if id(sentence) in self.notes:
                    continue
                for cue, match in held(self.cues, sentence.text):
                    if _REFERENCE.search(sentence.text, 0, match.start()):
                        continue
                    yield Hit(outline, sentence, cue, match.span())
                    if not self.typed:
                        break

    def _texts(self, hits: list[Hit], sections: list[About]) -> list[Value]:
        """Sentences that say it: those with a phrase, those of a section about it; for one value the surest."""
        stated = [hit for hit in hits if hit.sentence.kind == PROSE or ends_sentence(hit.sentence.text)]
        said = {id(hit.sentence) for hit in stated}
        listed: list[Value] = []
        for section in sections:
            own = section.leads() if section.exact else []
            known = [one for one in own if id(one) in said]
            if 2 * len(known) < len(own):
                listed += [whole(section.outline, one) for one in own if id(one) not in self.notes]
            if not self.field.list and known:
                return [whole(section.outline, known[0])]
        stated.sort(key=lambda hit: hit.cue.rank)
        values = [whole(hit.outline, hit.sentence) for hit in stated]
        return [*values, *listed] if self.field.list or not listed else [*listed, *values]

    def _typed_values(self, hits: list[Hit], sections: list[About]) -> list[Value]:
        """Values beside the phrases; where none is there, those of the sections about it."""
        inside = {id(one) for section in sections for one in section.sentences()}
        hits.sort(key=lambda hit: (id(hit.sentence) not in inside, hit.cue.rank))
        values: list[Value] = []
        for hit in hits:
            text = hit.sentence.text
            if looks_ahead(self.field, text):
                continue
            near = values_near(self.field, text, hit.words)
            values += [Value(one.value, hit.outline, hit.sentence, one.start, one.end) for one in near]
        return values or [value for section in sections if section.exact for value in self._of(section)]

    def _of(self, section: About) -> Iterator[Value]:
        """Values of a section about the field: of a table's cell, else of its first sentences."""
        own = section.sentences()[: _FIRST_SENTENCES if self.field.list else 1]
        for sentence in own:
            if self.field.type in FIGURES and tables.bare_figure(sentence.text):
                label = section.outline.sections[section.section].title
                cell = tables.with_unit(sentence.text, label, self.field.type)
                yield Value(cell, section.outline, sentence, 0, len(sentence.text))
                continue
            found = list(fitting(self.field, sentence.text))
            for one in found if self.field.list else found[:1]:
                yield Value(one.value, section.outline, sentence, one.start, one.end)


def _notes(outlines: list[Outline]) -> Iterator[int]:
    """Identities of the sentences that stand in square brackets: "[Delete if not needed. Choose one.]"."""
    for outline in outlines:
        place, depth = -1, 0
        for sentence in outline.sentences:
            if sentence.place != place:
                place, depth = sentence.place, 0
            if depth > 0 or sentence.text.startswith("["):
                yield id(sentence)
            if "[" in sentence.text or "]" in sentence.text:
                depth = max(0, depth + sentence.text.count("[") - sentence.text.count("]"))
