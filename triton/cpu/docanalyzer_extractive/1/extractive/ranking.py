"""Which sentences of a document are worth quoting: central, self-contained, leading; and how they group."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .index import Floats, Index, choose
from .lists import CUE_WORDS, REFERENCE_WORDS
from .outline import PROSE, Outline, Sentence
from .terms import content_terms

_CANDIDATES = 40
SHORT = 80
"""Quotable sentences below which every section counts, however short."""
_DEPENDENT = re.compile(
    r"^(?:(?:this|these|that|those|such|it|its|they|their|he|she|however|therefore|thus|hence|also|but"
    r"|and|or|so|then"
    r"|otherwise|instead|moreover|furthermore|in addition|in this case|for example|for instance"
    r"|similarly|likewise|see"
    r"|note|here|there|both|either|unlike|as above|as described|the following|the above|the latter"
    r"|the former|if so|yes|no"
    r"|first|second|third|finally|in particular|another|other)\b"
    r"|(?:它|这|那|该|此|其|但|因此|所以|然而|另外|此外|例如|比如|同时|而且|参见|请参见|注意|如果|以下"
    r"|上述|下面|以上|也|你|您))",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:this|the present)\s+(?:chapter|section|part|appendix)\b|^本(?:章|节"
    r"|部分)",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^(?:this|the present)\s+(?:manual|document|report|agreement|policy|guide|paper"
    r"|book|study|contract|order form)\b"
    r"|^本(?:文|手册|报告|协议|合同|文档|指南|公司|参考)",
    re.IGNORECASE,
)
_CJK_REFERENCE = re.compile(r"参见|见表|见图|如图|如下|以下")
_CJK_CUE = re.compile(r"必须|应当|不得|目的|旨在|提供|总计|增长|下降|上升|风险|建议|结论|主要|重要|负责")
_FIGURE = re.compile(r"[$€£¥]\s?\d|\d[\d,.]*\s?(?:%|percent|million|billion|亿|万|元)")
_NOISE = re.compile(r"[{}\[\]<>=|\\$#@^~*_+&/()\"“”’‘';:]")
_FOCUS = re.compile(
    r"(?:focus(?:ing)?|concentrat\w+|emphasis) on (.{3,120}?)(?:[.;\n]|$)|(?:侧重|聚焦|着重|重点关注"
    r"|重点是)(.{2,60}?)(?:[。；\n]|$)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:if|when|once|unless|although|while|because|since|after|before|in case)\b"
    r"|^(?:当|如果|虽然|尽管|因为)",
    re.IGNORECASE,
)
_DIGEST = re.compile(
    r"\b(?:executive summary|abstract|key (?:findings|figures|points|terms)"
    r"|highlights|conclusions?)\b|摘要|概要|结论|要点",
    re.IGNORECASE,
)
_IS = re.compile(
    r"^.{0,60}?\b(?:is|are|provides?|offers|allows|describes|covers|specifies|governs|sets out)\b"
    r"|^.{0,30}?(?:是|为|提供|旨在|规定)",
    re.IGNORECASE,
)
_STEP = re.compile(r"^(?:\d{1,2}[.)]|step \d|[a-z][.)])\s|^[\[(（]|\]$", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:this|these|that) (?:option|field|command|case|value|way|example|function"
    r"|parameter|method)\b",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Whether a sentence needs the one before it, or only points elsewhere."""
    return text[0] in "[(（" or (_DEPENDENT.match(text) is not None and _PART.match(text) is None)


def defines(text: str, term: str) -> bool:
    """Whether a sentence says what the term is: "X is …", "“X” means …"."""
    name = re.escape(term)
    return bool(
        re.match(
            rf"^(?:\d[\d.]*\s+)?(?:an?|the)?\s*[“\"”]?[^,.;]{{0,24}}{name}\w*[^,.;]{{0,16}}\b"
            r"(?:(?:is|are)\s+(?:an?|the|any|all|one|defined|called|used|intended)"
            r"|means?|refers? to|stands for|denotes|specifies|describes)\b"
            rf"|^.{{0,12}}{name}[^，。]{{0,8}}(?:是|指|即|为|表示|意味着)",
            text,
            re.IGNORECASE,
        )
    )


@dataclass(slots=True)
class Group:
    """A section with all below it, as one block of the summary. rows: its quotable sentences."""

    section: int
    rows: list[int] = field(default_factory=list)


class Ranking:
    """Scores every quotable sentence of one document and groups them by section."""

    def __init__(self, outline: Outline, instructions: str, check: Callable[[], None]) -> None:
        self.outline = outline
        self.rows = [row for row, sentence in enumerate(outline.sentences) if self._quotable(sentence)]
        self.index = Index((outline.sentences[row].text for row in self.rows), check)
        self.position = {row: position for position, row in enumerate(self.rows)}
        self.groups = self._group()
        self.leads = self._leads()
        check()
        self.vectors = self.index.vectors()
        self.scores = self._score(instructions)

    def _quotable(self, sentence: Sentence) -> bool:
        return sentence.kind == PROSE and not self.outline.sections[sentence.section].excluded

    def _leads(self) -> set[int]:
        """The first quotable row of every section."""
        first: dict[int, int] = {}
        for row in self.rows:
            first.setdefault(self.outline.sentences[row].section, row)
        return set(first.values())

    def _group(self) -> list[Group]:
        """Groups at the outermost level that gives at least three of them."""
        levels = sorted({section.level for section in self.outline.sections if section.level})
        groups = self._at_level(0)
        for level in levels:
            finer = self._at_level(level)
            if len(finer) > len(groups):
                groups = finer
            if len(groups) >= 3:
                break
        return groups

    def _at_level(self, level: int) -> list[Group]:
        """Sentences under the innermost heading of at most `level`; blocks of one dropped unless the text is short."""
        owner: list[int] = []
        for number, section in enumerate(self.outline.sections):
            owner.append(number if section.level <= level or section.parent < 0 else owner[section.parent])
        groups: dict[int, Group] = {}
        for row in self.rows:
            sentence = self.outline.sentences[row]
            group = groups.setdefault(owner[sentence.section], Group(owner[sentence.section]))
            group.rows.append(row)
        fewest = 2 if len(self.rows) >= SHORT else 1
        return [group for group in groups.values() if len(group.rows) >= fewest]

    def _score(self, instructions: str) -> Floats:
        if not self.rows:
            return np.zeros(0, np.float32)
        groups = np.zeros(len(self.rows), np.int64)
        for number, group in enumerate(self.groups, 1):
            groups[[self.position[row] for row in group.rows]] = number
        every = np.ones(len(self.rows), bool)
        scores = 0.6 * self.index.centrality(self.vectors, groups, every)
        scores += 0.3 * self.index.centrality(self.vectors, np.zeros(len(self.rows), np.int64), every)
        scores += np.array([self._manner(row) for row in self.rows], np.float32)
        focus = _FOCUS.search(instructions)
        if focus:
            found = self.index.search(focus[1] or focus[2])
            scores += 0.6 * found / max(float(found.max(initial=0)), 1e-6)
        return scores.astype(np.float32)

    def _manner(self, row: int) -> float:
        """What the sentence's form says for or against quoting it."""
        sentence = self.outline.sentences[row]
        text = sentence.text
        score = 0.04 if sentence.opens else 0.0
        if row in self.leads:
            score += 0.12 + 0.14 * (_PART.match(text) is not None) + self._size_bonus(sentence.section)
        if _SELF.match(text):
            score += 0.12
        elif _DEPENDENT.match(text) and not (_PART.match(text) and row in self.leads):
            score -= 0.25
        cue, reference = self._signals(text)
        score += 0.05 * cue + 0.06 * (_FIGURE.search(text) is not None)
        score -= 0.15 * reference + 0.1 * (_POINTING.search(text) is not None)
        score -= 0.25 * (_STEP.match(text) is not None)
        length = len(text) * (2.5 if self.outline.cjk else 1)
        score -= 0.15 * (length < 70) + 0.1 * (length > 280) + 0.2 * (length > 400)
        return score - min(0.4, 2.5 * len(_NOISE.findall(text)) / len(text))

    def _signals(self, text: str) -> tuple[bool, bool]:
        """Whether a word of weight stands in it; whether it sends the reader elsewhere."""
        if self.outline.cjk:
            return _CJK_CUE.search(text) is not None, _CJK_REFERENCE.search(text) is not None
        words = set(text.lower().split())
        reference = "http" in text or "(p. " in text or not words.isdisjoint(REFERENCE_WORDS)
        return not words.isdisjoint(CUE_WORDS), reference

    def _size_bonus(self, section: int) -> float:
        """A section with much text of its own says something; one with a line or two is a detail."""
        found = self.outline.sections[section]
        digest = 0.15 if _DIGEST.search(found.title) else 0.0
        return digest + min(0.18, 0.03 * math.log2(1 + found.last - found.first))

    def largest(self, count: int) -> tuple[list[Group], list[Group]]:
        """The groups with most text and the rest, each in the document's order.

        Front matter without a heading is left to the overview where the document has sections.
        """
        named = [group for group in self.groups if self.outline.sections[group.section].level]
        quoted = named if 10 * sum(len(group.rows) for group in named) >= 9 * len(self.rows) else self.groups
        if len(named) < 2:
            quoted = self.groups
        keep = {group.section for group in sorted(quoted, key=lambda group: -len(group.rows))[:count]}
        rest = [group for group in named if group.section not in keep]
        return [group for group in quoted if group.section in keep], rest

    def overview(self, count: int) -> list[int]:
        """Rows that stand for the whole: those that say what the document or its subject is, near its beginning."""
        size = len(self.rows)
        early = np.exp(-np.arange(size) / max(30.0, size * 0.03)).astype(np.float32) * 0.6
        subject = set(content_terms(self.outline.title))
        for position, row in enumerate(self.rows[: max(60, size // 20)]):
            text = self.outline.sentences[row].text
            if _SELF.match(text) or (_IS.match(text) and subject & set(content_terms(text[:40]))):
                early[position] += 0.3
        return self._choose(list(range(size)), self.scores + early, count, set())

    def pick(self, group: Group, count: int, taken: list[int]) -> list[int]:
        """The group's best rows, none of them in `taken`, in the document's order."""
        return self._choose([self.position[row] for row in group.rows], self.scores, count, set(taken))

    def _choose(self, positions: list[int], scores: Floats, count: int, taken: set[int]) -> list[int]:
        known = {self.outline.sentences[row].text for row in taken}
        best = sorted(positions, key=lambda position: -scores[position])[: _CANDIDATES + 4]
        best = [
            position for position in best if self.outline.sentences[self.rows[position]].text not in known
        ]
        vectors = [self.index.row(self.vectors, position) for position in best]
        sections = [self.outline.sentences[self.rows[position]].section for position in best]
        chosen = choose(best, [float(scores[position]) for position in best], vectors, sections, count)
        return sorted(self.rows[best[position]] for position in chosen)
