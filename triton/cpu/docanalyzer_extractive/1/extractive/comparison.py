"""Two documents side by side: what was added, removed, changed, moved, by section, each with its quotes."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .alignment import align
from .characters import CJK
from .outline import Outline, Sentence
from .wording import Wording, heading_text

_PIECE = re.compile(f"[{CJK}]|[^\\W{CJK}]+|\\S")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a heading, as one row of the comparison."""

    sentence: Sentence
    heading: bool


def compare(outlines: list[Outline], wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    """Markdown lines. The first document against each of the others."""
    for other in outlines[1:]:
        yield from _pair(outlines[0], other, wording, check)


def _pair(first: Outline, second: Outline, wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    units = _units(first), _units(second)
    rows = align([unit.sentence.text for unit in units[0]], [unit.sentence.text for unit in units[1]], check)
    counts = Counter(kind for kind, _, _ in rows)
    names = [heading_text(outline.title) or str(outline.number) for outline in (first, second)]
    yield f"# {first.number}. {names[0]} → {second.number}. {names[1]}\n\n"
    kinds = ("changed", "added", "removed", "moved", "same")
    yield wording.say("counts", **{kind: counts.get(kind, 0) for kind in kinds}) + "\n"
    if not any(counts[kind] for kind in kinds[:4]):
        yield f"\n{wording.say('identical')}\n"
    section = ""
    for kind, i, j in rows:
        if kind == "same":
            continue
        check()
        title = _section(second, units[1][j]) if j >= 0 else _section(first, units[0][i])
        title = title or wording.say("first_part")
        if title != section:
            section = title
            yield f"\n## {heading_text(title)}\n\n"
        old = units[0][i].sentence if i >= 0 else None
        new = units[1][j].sentence if j >= 0 else None
        yield f"- {wording.labelled(f'**{wording.say(kind)}**', _line(kind, first, old, second, new, wording))}\n"


def _units(outline: Outline) -> list[Unit]:
    units: list[Unit] = []
    for number, section in enumerate(outline.sections):
        if section.title:
            units.append(Unit(Sentence(section.title, section.page, number, 1, True), True))
        units.extend(Unit(sentence, False) for sentence in outline.sentences[section.first : section.last])
    return units


def _section(outline: Outline, unit: Unit) -> str:
    return outline.sections[unit.sentence.section].title


def _line(
    kind: str, first: Outline, old: Sentence | None, second: Outline, new: Sentence | None, wording: Wording
) -> str:
    if old is not None and new is not None and kind == "changed":
        around_old, around_new = changed_stretch(old.text, new.text)
        return f"{wording.cite(first, old, around_old)} → {wording.cite(second, new, around_new)}"
    if old is not None and new is not None:
        return f"{wording.cite(first, old)} → {wording.place(second, new.place)}"
    return (
        wording.cite(first, old) if old is not None else wording.cite(second, new) if new is not None else ""
    )


def changed_stretch(old: str, new: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """From the first to the last difference, as [start, end) in each text."""
    a, b = list(_PIECE.finditer(old)), list(_PIECE.finditer(new))
    matcher = difflib.SequenceMatcher(None, [m[0] for m in a], [m[0] for m in b], autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not changes:
        return (0, 0), (0, 0)
    return (
        _span(a, changes[0][1], changes[-1][2], len(old)),
        _span(b, changes[0][3], changes[-1][4], len(new)),
    )


def _span(pieces: list[re.Match[str]], first: int, last: int, size: int) -> tuple[int, int]:
    start = pieces[first].start() if first < len(pieces) else size
    return start, max(start, pieces[last - 1].end() if last else 0)
