"""A summary in the document's own sentences: an overview, then the sections in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from .index import Floats, Index, choose
from .outline import PROSE, Outline, Sentence
from .wording import Wording, heading_text

MOST_SECTIONS = 16
QUOTES = 40
"""Quotes in a summary of a long document, all sections together."""
_CANDIDATES = 40
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
_SELF = re.compile(
    r"^(?:this|the present)\s+(?:chapter|section|manual|document|report|agreement|policy|guide|paper"
    r"|part|appendix|book|study|contract|order form)\b"
    r"|^本(?:章|节|文|手册|报告|协议|合同|文档|指南|公司|部分|参考)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:see|see also|figure|table|fig\.|page|pp?\.)\s|https?://|[(\[]p\. ?\d|参见|见表|见图|如图"
    r"|如下|以下",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:must|shall|require[sd]?|purpose|aims?|provides?|describes?|defines?|in total|overall"
    r"|conclud\w+|found that|increased?"
    r"|decreased?|rose|fell|grew|risks?|recommend\w*|important|significant\w*|main|key|responsible"
    r"|liable|terminat\w+|designed to)\b"
    r"|必须|应当|不得|目的|旨在|提供|总计|增长|下降|上升|风险|建议|结论|主要|重要|负责",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[$€£¥]\s?\d|\d[\d,.]*\s?(?:%|percent|million|billion|亿|万|元)")
_NOISE = re.compile(r"[{}\[\]<>=|\\$#@^~*_+&/()\"“”’‘';:]")
_FOCUS = re.compile(
    r"(?:focus(?:ing)?|concentrat\w+|emphasis) on (.{3,120}?)(?:[.;\n]|$)|(?:侧重|聚焦|着重|重点关注"
    r"|重点是)(.{2,60}?)(?:[。；\n]|$)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(\d{1,2})\s*(?:bullets?|bullet points|key points|points|sentences|quotes)\b"
    r"|(\d{1,2})\s*(?:个?要点|条|点|句)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """A section with all below it, as one block of the summary. rows: its quotable sentences."""

    section: int
    rows: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0


def summarise(
    outlines: list[Outline], wording: Wording, instructions: str, check: Callable[[], None]
) -> Iterator[str]:
    """Markdown lines. One block a document."""
    for outline in outlines:
        title = outline.title or wording.say("summary")
        yield f"# {f'{outline.number}. ' if len(outlines) > 1 else ''}{heading_text(title)}\n\n"
        yield from _document(outline, wording, instructions, check)


def _document(
    outline: Outline, wording: Wording, instructions: str, check: Callable[[], None]
) -> Iterator[str]:
    ranking = Ranking(outline, instructions, check)
    if not ranking.groups:
        yield wording.say("no_prose") + "\n"
        return
    wanted = _WANTED.search(instructions)
    total = int(wanted[1] or wanted[2]) if wanted else QUOTES
    overview = ranking.overview(min(4, max(1, total // 4)))
    yield f"## {wording.say('overview')}\n\n"
    for row in overview:
        yield f"- {wording.cite(outline, outline.sentences[row])}\n"
    groups, short = ranking.largest(MOST_SECTIONS)
    if len(ranking.groups) == 1 and outline.sections[ranking.groups[0].section].level == 0:
        groups = []
        yield from _lines(outline, wording, ranking.pick(ranking.groups[0], min(total, 12), overview))
    budget = max(len(groups), total - len(overview))
    for group, count in zip(groups, _shares([len(group.rows) for group in groups], budget), strict=True):
        check()
        picked = ranking.pick(group, count, overview)
        if not picked:
            continue
        section = outline.sections[group.section]
        name = heading_text(section.title) or wording.say("first_part")
        yield f"\n## {name} ({wording.pages(outline, group.first, group.last)})\n\n"
        yield from _lines(outline, wording, picked)
    if short:
        yield f"\n## {wording.say('also')}\n\n"
        for group in short:
            section = outline.sections[group.section]
            yield f"- “{section.title}” {wording.place(outline, section.page)}\n"


def _lines(outline: Outline, wording: Wording, rows: list[int]) -> Iterator[str]:
    for row in rows:
        yield f"- {wording.cite(outline, outline.sentences[row])}\n"


def _shares(sizes: list[int], total: int) -> list[int]:
    """Quotes for each section: by the root of its size, one at least, five at most."""
    roots = [size**0.5 for size in sizes]
    whole = sum(roots) or 1.0
    return [
        max(1, min(5, size, round(total * root / whole))) for size, root in zip(sizes, roots, strict=True)
    ]


class Ranking:
    """Scores every quotable sentence of one document and groups them by section."""

    def __init__(self, outline: Outline, instructions: str, check: Callable[[], None]) -> None:
        self.outline = outline
        self.rows = [row for row, sentence in enumerate(outline.sentences) if self._quotable(sentence)]
        self.index = Index((outline.sentences[row].text for row in self.rows), check)
        self.position = {row: position for position, row in enumerate(self.rows)}
        self.groups = self._group()
        check()
        self.vectors = self.index.vectors()
        self.scores = self._score(instructions)

    def _quotable(self, sentence: Sentence) -> bool:
        return sentence.kind == PROSE and not self.outline.sections[sentence.section].excluded

    def _group(self) -> list[Group]:
        """Groups at the outermost level that gives at least four of them."""
        levels = sorted({section.level for section in self.outline.sections if section.level})
        groups = self._at_level(0)
        for level in levels:
            finer = self._at_level(level)
            if len(finer) > len(groups):
                groups = finer
            if len(groups) >= 4:
                break
        return groups

    def _at_level(self, level: int) -> list[Group]:
        """Sentences under the innermost heading of at most `level`; blocks of fewer than two dropped."""
        owner: list[int] = []
        for number, section in enumerate(self.outline.sections):
            owner.append(number if section.level <= level or section.parent < 0 else owner[section.parent])
        groups: dict[int, Group] = {}
        for row in self.rows:
            sentence = self.outline.sentences[row]
            group = groups.setdefault(owner[sentence.section], Group(owner[sentence.section]))
            group.rows.append(row)
        for group in groups.values():
            places = [self.outline.sentences[row].place for row in group.rows]
            group.first, group.last = (
                min(places[0], self.outline.sections[group.section].page) or places[0],
                places[-1],
            )
        return [group for group in groups.values() if len(group.rows) >= 2]

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
        text, section = sentence.text, self.outline.sections[sentence.section]
        score = 0.0
        if row - section.first <= 1:
            score += 0.14
        elif sentence.opens:
            score += 0.05
        if _SELF.match(text):
            score += 0.12
        elif _DEPENDENT.match(text):
            score -= 0.25
        score += 0.05 * (_CUE.search(text) is not None) + 0.06 * (_FIGURE.search(text) is not None)
        score -= 0.15 * (_REFERENCE.search(text) is not None)
        length = len(text) * (2.5 if self.outline.cjk else 1)
        score -= 0.15 * (length < 70) + 0.1 * (length > 280) + 0.2 * (length > 400)
        score -= min(0.4, 2.5 * len(_NOISE.findall(text)) / len(text))
        return score

    def largest(self, count: int) -> tuple[list[Group], list[Group]]:
        """The groups with most text and the rest, each in the document's order."""
        named = [group for group in self.groups if self.outline.sections[group.section].level]
        if not named:
            return self.groups[:count], []
        kept = sorted(self.groups, key=lambda group: -len(group.rows))[:count]
        keep = {group.section for group in kept}
        rest = [group for group in named if group.section not in keep]
        return [group for group in self.groups if group.section in keep], rest

    def overview(self, count: int) -> list[int]:
        """Rows that stand for the whole: central ones, those near the beginning first."""
        size = len(self.rows)
        early = np.exp(-np.arange(size) / max(30.0, size * 0.03)).astype(np.float32) * 0.45
        selves = np.array(
            [0.3 if _SELF.match(self.outline.sentences[row].text) else 0.0 for row in self.rows[:200]]
        )
        early[: len(selves)] += selves
        return self._choose(list(range(size)), self.scores + early, count, set())

    def pick(self, group: Group, count: int, taken: list[int]) -> list[int]:
        """The group's best rows, none of them in `taken`, in the document's order."""
        return self._choose([self.position[row] for row in group.rows], self.scores, count, set(taken))

    def _choose(self, positions: list[int], scores: Floats, count: int, taken: set[int]) -> list[int]:
        best = sorted(positions, key=lambda position: -scores[position])
        best = [position for position in best if self.rows[position] not in taken][:_CANDIDATES]
        vectors = [self.index.row(self.vectors, position) for position in best]
        chosen = choose(best, [float(scores[position]) for position in best], vectors, count)
        return sorted(self.rows[best[position]] for position in chosen)
