"""What a drawing or a VML shape holds: text boxes, WordArt, SmartArt, charts, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.word import names

_PICTURES = {f"{{{names.PICTURE}}}pic", f"{{{names.VML}}}imagedata"}
_WORD_ART = f"{{{names.VML}}}textpath"
_CHART = f"{{{names.CHART}}}chart"
_DIAGRAM, _DIAGRAM_DATA = f"{{{names.DIAGRAM}}}relIds", f"{{{names.RELATIONS}}}dm"


@dataclass(frozen=True, slots=True)
class PartText:
    """Text that stands in another part, by its relationship id."""

    part: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What a tracked change took away. mark: "deleted" or "moved away"; box: of Inline.boxes."""

    mark: str
    box: Any


@dataclass(slots=True)
class DrawnObjects:
    """boxes, in document order: w:txbxContent elements, plain strings (WordArt) and PartText."""

    boxes: list[Any] = field(default_factory=list)
    pictures: int = 0
    charts: int = 0


def drawn_objects(element: Any) -> DrawnObjects:
    """Of a w:drawing, w:pict or w:object; only the first version of content that is written twice."""
    found = DrawnObjects()
    stack = [element]
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == names.BOX:
            found.boxes.append(node)
            continue
        if tag == names.ALTERNATE:
            chosen = names.chosen(node)
            stack.extend([chosen] if chosen is not None else [])
            continue
        if tag in _PICTURES:
            found.pictures += 1
        elif tag == _WORD_ART and node.get("string"):
            found.boxes.append(node.get("string"))
        elif tag == _DIAGRAM:
            found.boxes.append(PartText(node.get(_DIAGRAM_DATA, "")))
        elif tag == _CHART:
            found.charts += 1
            found.boxes.append(PartText(node.get(names.R_ID, "")))
        stack.extend(reversed(node))
    return found
