"""The declarations of style rules that decide whether text is in sight (sight.py), under one name for each side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.pipeline.reading.web.boxes import tags
from docanalyzer.pipeline.reading.web.faint import SHOWN_LATER

MOVES = "-moves"
"""Made up: set where a rule lets its elements move or appear."""
UNSURE = "?"
"""The value of what a rule sets that may or may not hold."""
_PLAIN = tags(
    "position clip clip-path left right top bottom margin-left margin-top width height max-height min-height min-width "
    "overflow-x overflow-y padding-left padding-right padding-top padding-bottom flex flex-grow flex-basis float "
    "text-indent text-align transform translate scale color text-shadow content-visibility"
)
_SIDES = ("top", "right", "bottom", "left")
_WRITTEN_OTHERWISE = {
    "inline-size": "width", "block-size": "height", "min-block-size": "min-height", "max-block-size": "max-height",
    "min-inline-size": "min-width", "inset-inline-start": "left", "inset-inline-end": "right",
    "inset-block-start": "top", "inset-block-end": "bottom", "margin-inline-start": "margin-left",
    "margin-block-start": "margin-top", "padding-inline-start": "padding-left", "padding-inline-end": "padding-right",
    "padding-block-start": "padding-top", "padding-block-end": "padding-bottom",
}  # fmt: skip
_PAIRS = {
    "overflow": ("overflow-x", "overflow-y"),
    "inset-inline": ("left", "right"), "inset-block": ("top", "bottom"), "margin-inline": ("margin-left", ""),
    "margin-block": ("margin-top", ""), "padding-inline": ("padding-left", "padding-right"),
    "padding-block": ("padding-top", "padding-bottom"),
}  # fmt: skip
_FOUR = {
    "inset": _SIDES,
    "margin": ("margin-top", "", "", "margin-left"),
    "padding": tuple(f"padding-{side}" for side in _SIDES),
}
NAMES = frozenset((*_PLAIN, MOVES))
_OF_COLOUR = frozenset(("color", "text-shadow"))
_ALL = sorted((*_PLAIN, *_WRITTEN_OTHERWISE, *_PAIRS, *_FOUR), key=len, reverse=True)
_DECLARATION = re.compile(rf"(?:^|;)\s*({'|'.join(_ALL)})\s*:([^;]*)", re.IGNORECASE)
_HINTS = re.compile(
    r"-\s*\d{3,}|\bclip|height\s*:\s*0|-size\s*:\s*0|\bscale|content-visibility|text-indent|\b1px|line-through",
    re.IGNORECASE,
)
_CLEAR_HINTS = re.compile(
    r"(?<![\w-])color\s*:\s*(?:transparent|(?:rgb|hsl)a?\([^()]*[,/]\s*[0.]|#[0-9a-f]{3}0\b|#[0-9a-f]{6}00\b)",
    re.IGNORECASE,
)
_VALUES = re.compile(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")


def what_matters(bodies: list[str]) -> frozenset[str]:
    """Which of NAMES may put anything out of sight, or undo that, in these rules and style attributes."""
    by_place = NAMES - _OF_COLOUR if any(map(_HINTS.search, bodies)) else frozenset[str]()
    return by_place | _OF_COLOUR | {MOVES} if any(map(_CLEAR_HINTS.search, bodies)) else by_place


def declared(body: str) -> Iterator[tuple[str, str]]:
    """(one of NAMES, its value in lower case), by the declarations of one rule or style attribute; with " !important"
    where it says so."""
    for name, value in _DECLARATION.findall(body):
        plain, mark, _ = value.lower().partition("!")
        force = " !important" if mark else ""
        for side, part in _sides(name.lower(), plain.strip()):
            yield side, f"{part}{force}"
    if SHOWN_LATER.search(body):
        yield MOVES, "yes"


def _sides(name: str, value: str) -> Iterator[tuple[str, str]]:
    """What a shorthand says of each side."""
    if name not in _PAIRS and name not in _FOUR:
        yield _WRITTEN_OTHERWISE.get(name, name), value
        return
    values = _VALUES.findall(value) or [value]
    if name in _PAIRS:
        parts = [(_PAIRS[name][0], values[0]), (_PAIRS[name][1], values[-1])]
    else:
        top, right = values[0], values[min(1, len(values) - 1)]
        bottom = values[2] if len(values) > 2 else top
        left = values[3] if len(values) > 3 else right
        parts = list(zip(_FOUR[name], (top, right, bottom, left), strict=True))
    yield from ((side, part) for side, part in parts if side)
