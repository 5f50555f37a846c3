"""Struck text (w:strike, w:dstrike): whether a run is shown with a line through it."""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import STRIKES, Styles

_STRIKE_TAGS = {w(name): name for name in STRIKES}
_RUN_STYLE = w("rStyle")


def is_struck(properties: Any, by_paragraph: frozenset[str], styles: Styles) -> bool:
    """properties: the w:rPr in force, None for none; by_paragraph: the ways in which the paragraph's style strikes its
    runs. What the run says itself wins; its style and the paragraph's together strike nothing, as Word toggles."""
    struck = by_paragraph
    own: dict[str, bool] = {}
    for child in properties if properties is not None else ():
        if child.tag in _STRIKE_TAGS:
            own[_STRIKE_TAGS[child.tag]] = names.is_on(child)
        elif child.tag == _RUN_STYLE:
            struck ^= styles.strikes(child.get(names.VAL, ""))
    return any(own.get(name, name in struck) for name in STRIKES)
