"""Automatic list and clause numbers, computed from numbering.xml as Word computes them.

What decides (found by comparison with LibreOffice on contracts, see bench/numbering.py):
counters belong to the abstract list, so that several w:num share one count; a w:startOverride counts
once, at the first paragraph of its w:num on that level; a level that names the paragraph's style
(w:lvl/w:pStyle) decides the level; w:lvlRestart, w:isLgl and w:numStyleLink are followed.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.formats import is_written, write_number
from docanalyzer.pipeline.reading.word.levels import Level, read_levels
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import ListReference, ParagraphStyle, Styles, whole_number
from docanalyzer.pipeline.reading.word.symbols import plain_symbols

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST_LABEL = 2000
"""Characters: a level may name its number many times, and letters grow with the number."""


@dataclass(slots=True)
class _Num:
    """One w:num: the list whose counters it uses, its own levels and the starts it sets once."""

    num_id: str
    abstract: str
    levels: dict[int, Level]
    start_overrides: dict[int, int]
    style_levels: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Story:
    """counts: by abstract list, one for each level; started: the (w:num, level) whose start override is used up."""

    counts: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def override(self, num: _Num, index: int) -> int | None:
        """The start that a w:num still has to set on a level."""
        start = num.start_overrides.get(index)
        if start is None or (num.num_id, index) in self.started:
            return None
        self.started.add((num.num_id, index))
        return start


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's number. text: as shown, without what separates it from the paragraph.

    gap: what stands between label and text ("" or " "); list_key: which list; level: 0-8; number: this
    level's count; first_level: the highest level whose number the label shows; bullet: not a number.
    """

    text: str
    gap: str
    list_key: str
    level: int
    number: int
    first_level: int
    shape: str
    bullet: bool = False
    capitals: bool | None = None


class Numbering:
    """Gives each paragraph, in document order, its label. One instance per pass over a document."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Any] = {}
        self._nums: dict[str, _Num | None] = {}
        self._num_elements: dict[str, Any] = {}
        self._stories: dict[str, _Story] = {}
        self._story = self._stories.setdefault("", _Story())
        self.unwritten: dict[str, None] = {}
        """Formats met that are written in digits, though Word writes them otherwise."""
        for element in root if root is not None else ():
            if element.tag == w("abstractNum"):
                self._abstracts.setdefault(element.get(w("abstractNumId"), ""), element)
            elif element.tag == w("num"):
                self._num_elements.setdefault(element.get(w("numId"), ""), element)

    @contextlib.contextmanager
    def story(self, name: str) -> Iterator[None]:
        """Footnotes, text boxes and each header count for themselves, as they do in Word."""
        outer, self._story = self._story, self._stories.setdefault(name, _Story())
        try:
            yield
        finally:
            self._story = outer

    def label(self, direct: ListReference, style: ParagraphStyle) -> Label | None:
        """Count the next paragraph with this direct w:numPr and style; None if it is in no list."""
        num_id = direct.num_id if direct.num_id is not None else style.numbering.num_id
        num = self._num(num_id) if num_id is not None else None
        if num is None:
            return None
        index = self._level_index(num, direct, style)
        level = num.levels.get(index)
        if level is None:
            return None
        if not is_written(level.number_format):
            self.unwritten[level.number_format] = None
        counts = self._count(num, index)
        return _write(num, index, level, counts)

    def _level_index(self, num: _Num, direct: ListReference, style: ParagraphStyle) -> int:
        if direct.level is not None:
            return min(max(direct.level, 0), _LEVELS - 1)
        linked = next((num.style_levels[i] for i in style.chain if i in num.style_levels), None)
        if linked is not None:
            return linked
        from_style = style.numbering.level
        return min(max(from_style or 0, 0), _LEVELS - 1)

    def _count(self, num: _Num, index: int) -> list[int | None]:
        counts = self._story.counts.setdefault(num.abstract, [None] * _LEVELS)
        current, start = counts[index], self._story.override(num, index)
        if start is not None:
            counts[index] = start
        else:
            counts[index] = _start(num, index) if current is None else current + 1
        for deeper in range(index + 1, _LEVELS):
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or index < restart:
                counts[deeper] = None
        for higher in range(index):
            if counts[higher] is None:
                start = self._story.override(num, higher)
                counts[higher] = _start(num, higher) if start is None else start
        return counts

    def _num(self, num_id: str) -> _Num | None:
        if num_id not in self._nums:
            self._nums[num_id] = self._read_num(num_id)
        return self._nums[num_id]

    def _read_num(self, num_id: str) -> _Num | None:
        element = self._num_elements.get(num_id)
        abstract_id = self._abstract_of(element)
        if element is None or abstract_id is None:
            return None
        levels = dict(read_levels(self._abstracts[abstract_id]))
        starts: dict[int, int] = {}
        for override in element.iterfind(w("lvlOverride")):
            index = whole_number(override.get(w("ilvl"))) or 0
            levels.update(read_levels(override))
            start = override.find(w("startOverride"))
            if start is not None:
                starts[index] = whole_number(start.get(names.VAL)) or 0
        by_style = {level.style: index for index, level in levels.items() if level.style}
        return _Num(num_id, abstract_id, levels, starts, by_style)

    def _abstract_of(self, num: Any) -> str | None:
        """The abstract list of a w:num, through w:numStyleLink where its own has no levels."""
        seen: set[str] = set()
        while num is not None:
            reference = num.find(w("abstractNumId"))
            abstract_id = reference.get(names.VAL, "") if reference is not None else ""
            abstract = self._abstracts.get(abstract_id)
            if abstract is None or abstract_id in seen:
                return None
            seen.add(abstract_id)
            link = abstract.find(w("numStyleLink"))
            if link is None:
                return abstract_id
            num = self._num_elements.get(self._styles.list_style_num_id(link.get(names.VAL, "")) or "")
        return None


def _start(num: _Num, index: int) -> int:
    return num.levels[index].start if index in num.levels else 1


def _write(num: _Num, index: int, level: Level, counts: list[int | None]) -> Label:
    bullet = level.number_format == "bullet"
    shown = [int(k) - 1 for k in _PLACEHOLDER.findall(level.text)]

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        count = counts[other]
        written = num.levels[other].number_format if other in num.levels else "decimal"
        if level.legal and written not in ("none", "decimalZero"):  # "Article I", "Section 1.01"
            written = "decimal"
        return "" if count is None or written == "bullet" else write_number(count, written)

    text = level.text if bullet else _PLACEHOLDER.sub(number, level.text)[:_LONGEST_LABEL]
    text = "" if level.hidden else plain_symbols(text, level.font if bullet else "").strip()
    text = "◦" if bullet and text == "o" else text  # Courier New's o serves as a hollow bullet
    return Label(
        text=text,
        gap="" if level.suffix == "nothing" or not text else " ",
        list_key=num.abstract,
        level=index,
        number=counts[index] or 0,
        first_level=min(shown, default=index),
        shape=f"{level.number_format}:{_PLACEHOLDER.sub('%', level.text)}",
        bullet=bullet or not shown,
        capitals=level.capitals,
    )
