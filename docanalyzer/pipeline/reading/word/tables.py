"""Rows and cells of a table (w:tbl), and which of them show nothing of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w

CONTAINERS = {w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), names.CHOICE}
TRACKED = {w("ins"), w("del"), w("moveFrom"), w("moveTo")}


def continues_above(properties: Any) -> bool:
    """Whether a cell is covered by the one above it that it is merged with; Word shows nothing of its own."""
    merged = properties.find(w("vMerge")) if properties is not None else None
    return merged is not None and merged.get(names.VAL, "continue") != "restart"


def continues_before(properties: Any) -> bool:
    """Whether a cell is a part of the one before it (an old way to merge cells)."""
    merged = properties.find(w("hMerge")) if properties is not None else None
    return merged is not None and merged.get(names.VAL, "continue") != "restart"


def inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls; never those of a nested table."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in CONTAINERS or child.tag in TRACKED:
            yield from inside(child, wanted)
        elif child.tag == names.ALTERNATE:
            chosen = names.chosen(child)
            if chosen is not None:
                yield from inside(chosen, wanted)
