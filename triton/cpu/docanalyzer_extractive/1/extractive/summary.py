"""A summary in the document's own sentences: an overview, then the sections in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .characters import width
from .outline import Outline
from .ranking import Ranking
from .wording import Wording, heading_text

MOST_SECTIONS = 16
QUOTES = 40
"""Quotes in a summary of a long document, all sections together."""
_WANTED = re.compile(
    r"\b(\d{1,2})\s*(?:bullets?|bullet points|key points|points|sentences|quotes)\b"
    r"|(\d{1,2})\s*(?:个?要点|条|点|句)",
    re.IGNORECASE,
)


def title_line(number: int, title: str, several: bool, wording: Wording) -> str:
    """The summary's first line, before anything is analysed."""
    return f"# {f'{number}. ' if several else ''}{heading_text(title) or wording.say('summary')}\n\n"


def summarise(
    outline: Outline, wording: Wording, instructions: str, check: Callable[[], None]
) -> Iterator[str]:
    """Markdown lines: an overview, the larger sections in order, the titles of the smaller ones."""
    ranking = Ranking(outline, instructions, check)
    if not ranking.groups:
        yield wording.say("no_prose") + "\n"
        return
    wanted = _WANTED.search(instructions)
    total = int(wanted[1] or wanted[2]) if wanted else QUOTES
    overview = ranking.overview(min(4, max(1, total // 4)))
    yield f"## {wording.say('overview')}\n\n"
    yield from _lines(outline, wording, overview, -1)
    groups, short = ranking.largest(MOST_SECTIONS)
    if len(groups) == 1:
        yield from _lines(outline, wording, ranking.pick(groups[0], min(total, 12), overview), -1)
        return
    budget = max(len(groups), total - len(overview))
    for group, count in zip(groups, _shares([len(group.rows) for group in groups], budget), strict=True):
        check()
        picked = ranking.pick(group, count, overview)
        if picked:
            title = outline.sections[group.section].title
            yield f"\n## {heading_text(title) or wording.say('first_part')}\n\n"
            yield from _lines(outline, wording, picked, group.section)
    if short:
        yield f"\n## {wording.say('also')}\n\n"
        for group in short:
            section = outline.sections[group.section]
            yield f"- “{section.title}” {wording.place(outline, section.page)}\n"


def _lines(outline: Outline, wording: Wording, rows: list[int], under: int) -> Iterator[str]:
    """One quote a line, after the title of its subsection where it is not directly in section `under`."""
    for row in rows:
        sentence = outline.sentences[row]
        section = outline.sections[sentence.section]
        label = ""
        if under >= 0 and sentence.section != under and section.title and width(section.title) <= 60:
            label = f"*{heading_text(section.title)}*"
        cited = wording.cite(outline, sentence)
        yield f"- {wording.labelled(label, cited) if label else cited}\n"


def _shares(sizes: list[int], total: int) -> list[int]:
    """Quotes for each section: by the root of its size, one at least, five at most (eight where sections are few)."""
    most = max(5, min(8, total // max(1, len(sizes))))
    roots = [size**0.5 for size in sizes]
    whole = sum(roots) or 1.0
    return [
        max(1, min(most, size, round(total * root / whole))) for size, root in zip(sizes, roots, strict=True)
    ]
