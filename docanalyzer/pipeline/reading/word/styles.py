"""What styles contribute to reading: list membership, heading levels, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w

_HEADING_NAME = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_BODY_LEVEL = 9
STRIKES = ("strike", "dstrike")
"""Properties that draw a line through text, or two."""


@dataclass(frozen=True, slots=True)
class ListReference:
    """A w:numPr as written: what is not written is None."""

    num_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with everything it inherits.

    heading: 1-9, 0 for body text; chain: style ids from the style itself up to the root of what it is based on.
    """

    name: str = ""
    heading: int = 0
    numbering: ListReference = ListReference()
    hidden: bool = False
    capitals: bool = False
    struck: frozenset[str] = frozenset()
    chain: tuple[str, ...] = ()


class Styles:
    """styles.xml, looked up by style id. Without the part every lookup gives the plain style."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._default = ""
        self._resolved: dict[str, ParagraphStyle] = {}
        self._run_marks: dict[tuple[str, str], bool] = {}
        for element in root.iterfind(names.STYLE) if root is not None else ():
            style_id = element.get(w("styleId"), "")
            self._elements.setdefault(style_id, element)
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style of a paragraph; the document's default for None or an id that does not exist."""
        key = style_id if style_id in self._elements else self._default
        key = key or ""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def hides_runs(self, style_id: str) -> bool:
        """Whether a style hides its text."""
        return self._marks_runs(style_id, "vanish")

    def capitalises_runs(self, style_id: str) -> bool:
        """Whether a style shows its text in capitals."""
        return self._marks_runs(style_id, "caps")

    def strikes(self, style_id: str) -> frozenset[str]:
        """In which ways (of STRIKES) a style strikes its text through."""
        return frozenset(name for name in STRIKES if self._marks_runs(style_id, name))

    def _marks_runs(self, style_id: str, name: str) -> bool:
        if (style_id, name) not in self._run_marks:
            marks = [self._elements[i].find(f"{names.RPR}/{w(name)}") for i in self._chain(style_id)]
            self._run_marks[style_id, name] = next((names.is_on(m) for m in marks if m is not None), False)
        return self._run_marks[style_id, name]

    def list_style_num_id(self, style_id: str) -> str | None:
        """The w:num a numbering style stands for (where w:numStyleLink leads)."""
        element = self._elements.get(style_id)
        found = element.find(f"{names.PPR}/{w('numPr')}/{w('numId')}") if element is not None else None
        return found.get(names.VAL) if found is not None else None

    def _chain(self, style_id: str) -> tuple[str, ...]:
        chain: dict[str, None] = {}
        while style_id in self._elements and style_id not in chain:
            chain[style_id] = None
            based_on = self._elements[style_id].find(w("basedOn"))
            style_id = based_on.get(names.VAL, "") if based_on is not None else ""
        return tuple(chain)

    def _resolve(self, style_id: str) -> ParagraphStyle:
        chain = self._chain(style_id)
        num_id = level = outline = None
        for element in map(self._elements.__getitem__, chain):
            properties = element.find(names.PPR)
            if properties is None:
                continue
            reference = list_reference(properties)
            num_id = reference.num_id if num_id is None else num_id
            level = reference.level if level is None else level
            outline = outline_level(properties) if outline is None else outline
        name = self._name(style_id)
        if outline is None:
            matches = (_HEADING_NAME.match(self._name(i)) for i in chain)
            outline = next((int(m[1]) - 1 for m in matches if m), _BODY_LEVEL)
        return ParagraphStyle(
            name=name,
            heading=outline + 1 if 0 <= outline < _BODY_LEVEL else 0,
            numbering=ListReference(num_id, level),
            hidden=self.hides_runs(style_id) if style_id else False,
            capitals=self.capitalises_runs(style_id) if style_id else False,
            struck=self.strikes(style_id),
            chain=chain,
        )

    def _name(self, style_id: str) -> str:
        element = self._elements.get(style_id)
        name = element.find(w("name")) if element is not None else None
        return str(name.get(names.VAL, "")) if name is not None else ""


def list_reference(properties: Any) -> ListReference:
    """The w:numPr directly inside a w:pPr."""
    num_pr = properties.find(w("numPr"))
    if num_pr is None:
        return ListReference()
    num_id, level = num_pr.find(w("numId")), num_pr.find(w("ilvl"))
    return ListReference(
        num_id.get(names.VAL) if num_id is not None else None,
        whole_number(level.get(names.VAL)) if level is not None else None,
    )


def outline_level(properties: Any) -> int | None:
    """0-8 for headings, 9 for body text, None if the w:pPr does not say."""
    element = properties.find(w("outlineLvl"))
    return whole_number(element.get(names.VAL)) if element is not None else None


def whole_number(value: str | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None
