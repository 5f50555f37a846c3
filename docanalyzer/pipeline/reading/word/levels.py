"""One level of a list, as numbering.xml defines it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number

_LONGEST_TEXT = 255
"""What Word allows for w:lvlText."""


@dataclass(frozen=True, slots=True)
class Level:
    """One w:lvl. restart: None restarts after any higher level, 0 never, k only after level k (counted from 1)."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""
    font: str = ""
    hidden: bool = False
    capitals: bool | None = None
    """Whether its number stands in capitals; None: as the paragraph's mark does."""


def read_levels(parent: Any) -> list[tuple[int, Level]]:
    """(level 0-8, definition) of each w:lvl directly inside a w:abstractNum or w:lvlOverride."""
    return [(whole_number(lvl.get(w("ilvl"))) or 0, _read_level(lvl)) for lvl in parent.iterfind(w("lvl"))]


def _read_level(element: Any) -> Level:
    def value(name: str) -> str | None:
        found = element.find(w(name))
        return found.get(names.VAL) if found is not None else None

    run = element.find(names.RPR)
    fonts = run.find(w("rFonts")) if run is not None else None
    start = whole_number(value("start"))
    return Level(
        start=0 if start is None else start,
        number_format=_number_format(element),
        text=(value("lvlText") or "")[:_LONGEST_TEXT],
        restart=whole_number(value("lvlRestart")),
        legal=names.is_on(element.find(w("isLgl"))),
        suffix=value("suff") or "tab",
        style=value("pStyle") or "",
        font=(fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or "") if fonts is not None else "",
        hidden=run is not None and names.is_on(run.find(w("vanish"))),
        capitals=names.is_on(run.find(w("caps")))
        if run is not None and run.find(w("caps")) is not None
        else None,
    )


def _number_format(element: Any) -> str:
    """w:numFmt, also where Word wraps a custom one ("001, 002, …") in mc:AlternateContent."""
    found = element.find(w("numFmt"))
    if found is None:
        found = element.find(f"{names.ALTERNATE}/{names.CHOICE}/{w('numFmt')}")
    if found is None:
        return "decimal"
    if found.get(names.VAL) == "custom":
        first = found.get(w("format"), "").split(",")[0].strip()
        return f"custom:{first}" if first.isdecimal() else "decimal"
    return str(found.get(names.VAL, "decimal"))
