"""A paragraph's own properties (w:pPr), taken in one pass over its children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import ListReference, list_reference, whole_number

NO_LIST = ListReference()


@dataclass(slots=True)
class ParagraphProperties:
    """What a w:pPr says itself; None or the empty value where it is silent.

    numbering_inserted: whether its list is a tracked insertion; section: the w:sectPr of the section that ends here;
    mark: the w:rPr of the paragraph mark; drop_cap: the paragraph is the dropped capital of the next one.
    """

    style: str | None = None
    numbering: ListReference = NO_LIST
    numbering_inserted: bool = False
    outline: int | None = None
    section: Any = None
    mark: Any = None
    drop_cap: bool = False

    @property
    def mark_hidden(self) -> bool:
        """Whether the mark does not show, so that the next paragraph continues the line (run-in headings)."""
        if self.mark is None:
            return False
        return any(names.is_on(child) for child in self.mark if child.tag in _HIDING)

    def capitals(self, from_style: bool) -> bool:
        """Whether the mark, and with it a list's number, stands in capitals."""
        own = (
            next((child for child in self.mark if child.tag == _CAPITALS), None)
            if self.mark is not None
            else None
        )
        return from_style if own is None else names.is_on(own)

    def heading(self, from_style: int) -> int:
        """1-9, or 0 for body text."""
        if self.outline is None:
            return from_style
        return self.outline + 1 if 0 <= self.outline < _BODY_LEVEL else 0


def paragraph_properties(element: Any) -> ParagraphProperties:
    """Of a w:pPr, None for a paragraph without one."""
    out = ParagraphProperties()
    for child in element if element is not None else ():
        tag = child.tag
        if tag == _STYLE:
            out.style = child.get(names.VAL)
        elif tag == _NUMBERING:
            out.numbering = list_reference(element)
            out.numbering_inserted = child.find(_INSERTED) is not None
        elif tag == _OUTLINE:
            out.outline = whole_number(child.get(names.VAL))
        elif tag == names.SECT_PR:
            out.section = child
        elif tag == names.RPR:
            out.mark = child
        elif tag == _FRAME:
            out.drop_cap = child.get(_DROP_CAP, "none") != "none"
    return out


_STYLE, _NUMBERING, _OUTLINE = w("pStyle"), w("numPr"), w("outlineLvl")
_INSERTED = w("ins")
_FRAME, _DROP_CAP = w("framePr"), w("dropCap")
_HIDING = {w("vanish"), w("specVanish")}
_CAPITALS = w("caps")
_BODY_LEVEL = 9
