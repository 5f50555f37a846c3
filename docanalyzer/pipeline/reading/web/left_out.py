"""What a page's styles hide: whether all of it is hidden, and how much is left out."""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.reading.web.boxes import is_positioned
from docanalyzer.pipeline.reading.web.seen import is_unseen
from docanalyzer.pipeline.reading.web.sight import out_of_sight
from docanalyzer.pipeline.reading.web.styles import Declarations, Styles
from docanalyzer.pipeline.reading.web.ways import LEAVES

_UNSEEN = "unseen"
_NEVER_WRITTEN = ("head", "script", "style", "noscript", "template", "option", "iframe", "frame", "object")


def way_out(element: Any, style: Declarations) -> str:
    """Why neither an element nor what is in it is seen, one of ways or "unseen"; "" where it may be seen."""
    if is_unseen(element, style):
        return _UNSEEN
    return out_of_sight(element, style) if element.tag not in ("html", "body", "input") else ""


def seen_elsewhere(element: Any, way: str, styles: Styles) -> list[Any]:
    """What stands within a hidden element but has a place of its own on the page, in order."""
    leaving, found = LEAVES.get(way, ()), []
    stack = list(reversed(element)) if leaving else []
    while stack:
        inner = stack.pop()
        style = styles.of(inner) if isinstance(inner.tag, str) else {}
        if not isinstance(inner.tag, str) or is_unseen(inner, style):
            continue
        if is_positioned(style) and style["position"] in leaving and inner.tag not in ("tr", "td", "th"):
            found.append(inner)
        else:
            stack += reversed(inner)
    return found


def letters(element: Any, way: str = "") -> int:
    """Characters of what styles hide; 0 for what is never shown or what the page itself says is hidden."""
    if element.tag in _NEVER_WRITTEN:
        return 0
    if way == _UNSEEN and ("hidden" in element.attrib or element.get("aria-hidden") == "true"):
        return 0
    return sum(len("".join(text.split())) for text in _texts(element))


def _texts(element: Any) -> list[str]:
    texts, stack = [], [element]
    while stack:
        inner = stack.pop()
        if inner is not element:
            texts.append(inner.tail or "")
        if isinstance(inner.tag, str) and inner.tag not in _NEVER_WRITTEN:
            texts.append(inner.text or "")
            stack += inner
    return texts
