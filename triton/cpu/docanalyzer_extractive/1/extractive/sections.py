"""The sections whose heading is a field's title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .characters import HAS_CJK
from .headings import bare_title
from .outline import PROSE, Outline, Section, Sentence
from .terms import content_terms

_JOINED = re.compile(r"\s+(?:and|or)\s+|\s*[&,/、]\s*|[和与及]")
_LISTED = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）、]\s*")
_UNIT = re.compile(r"\s*[(（][^()（）]{1,24}[)）]$|, (?:in )?[$€£¥￥].*$")
_SPARE_WORDS = 2
Name = frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """A section about a field. exact: the heading is the title and nothing else."""

    outline: Outline
    section: int
    exact: bool

    def sentences(self) -> list[Sentence]:
        """Its own, in order; of a heading that stands on the line of its text, such as a form's label, that line."""
        section = self.outline.sections[self.section]
        own = self.outline.sentences[section.first : section.last]
        if own and not self.outline.paged and own[0].place == section.page:
            return [sentence for sentence in own if sentence.place == section.page]
        return own

    def leads(self) -> list[Sentence]:
        """What it lists: the first full sentence of each section below it; without such its own sentences."""
        below = [section for section in self._below() if section.last > section.first]
        if not below:
            own = self.sentences()
            return [sentence for sentence in own if sentence.kind == PROSE] or own[:1]
        listed = (self.outline.sentences[section.first : section.last] for section in below)
        firsts = (next((one for one in own if one.kind == PROSE), None) for own in listed)
        return [sentence for sentence in firsts if sentence is not None]

    def _below(self) -> Iterator[Section]:
        sections = self.outline.sections
        for section in sections[self.section + 1 :]:
            if section.level <= sections[self.section].level:
                return
            yield section


def name_of(title: str) -> Name:
    """What two writings of a title have in common: its words without number, unit and endings."""
    return frozenset(content_terms(bare_title(_LISTED.sub("", _UNIT.sub("", title)))))


def is_title(phrase: str) -> bool:
    """Whether a phrase can head a section: all its words carry meaning ("upon termination" is not "Termination")."""
    return bool(HAS_CJK.search(phrase)) or len(content_terms(phrase)) == len(phrase.split())


def about(outlines: list[Outline], names: set[Name]) -> Iterator[About]:
    """Sections with text that are headed by one of the names, alone or with another ("Payment & Taxes")."""
    for outline in outlines:
        for number, section in enumerate(outline.sections):
            if not section.title or section.excluded or len(section.title) > 90:
                continue
            named = name_of(section.title)
            if named in names:
                yield About(outline, number, exact=True)
            elif _partly(section.title, named, names):
                yield About(outline, number, exact=False)


def _partly(title: str, named: Name, names: set[Name]) -> bool:
    parts = _JOINED.split(bare_title(title))
    if len(parts) > 1 and any(name_of(part) in names for part in parts):
        return True
    if HAS_CJK.search(title):
        return any(len(name) > 2 and name < named for name in names)
    return any(len(name) > 1 and name < named and len(named - name) <= _SPARE_WORDS for name in names)
