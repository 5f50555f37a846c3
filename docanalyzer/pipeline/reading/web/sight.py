"""Ways in which styles put text where nobody sees it: cut away, pushed off the page, without height, transparent.

Judged by what all rules together say of an element, and only where a whole well-known trick is in place: words too many
are better than words lost. An element that moves or appears (a menu that slides in) is seen, as a closed <details> is.
"""

from __future__ import annotations

import re
from typing import Any

from docanalyzer.pipeline.reading.web.boxes import has_box, is_positioned
from docanalyzer.pipeline.reading.web.faint import is_nothing
from docanalyzer.pipeline.reading.web.sight_styles import MOVES
from docanalyzer.pipeline.reading.web.ways import (
    AWAY,
    CLEAR,
    CLIPPED,
    CUT,
    FLAT,
    INDENTED,
    MOVED,
    SHRUNK,
    SKIPPED,
)

_FAR = re.compile(r"-\s*(?:(?:\d{4,7}|999)(?:\.\d*)?(?:px|pt)|\d{3,7}(?:\.\d*)?r?em)")
_MOVED_FAR = re.compile(r"translate(?:x|y|3d)?\(\s*(?:0(?:px)?\s*,\s*)?-\s*(?:\d{4,7}|999)px[^()]*\)")
_SMALL = re.compile(r"-?(?:\d{0,2}(?:\.\d*)?(?:px|pt|r?em|%)?|auto|normal)")
"""A length that brings nothing back which is far away."""
_NO_SCALE = re.compile(r"\bscale(?:x|y|3d)?\(\s*0?\.?0+\s*[,)]")
_CUT = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)")
_HALF = r"(?:[5-9]\d|100)(?:\.\d*)?%"
_CUT_PATH = re.compile(
    rf"inset\(\s*{_HALF}(?:\s+{_HALF}){{0,3}}\s*\)|circle\(\s*0(?:px|%)?\s*(?:at\s[^()]*)?\)"
    r"|polygon\(\s*(?:0(?:px)?\s+0(?:px)?\s*,?\s*)+\)"
)
_CLEAR = re.compile(
    r"transparent|(?:rgb|hsl)a?\([^()]*[,/]\s*(?:0|0?\.0+|0%)\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00"
)
_AS_AROUND = ("inherit", "unset", "currentcolor", "revert", "revert-layer")
_FILLED_LETTERS = re.compile(r"background-clip\s*:\s*text|text-(?:fill|stroke)", re.IGNORECASE)
"""Letters without a colour of their own through which a picture shows."""
_CLOSED = ("hidden", "clip")
_DOT = ("0", "1px", "0px")
_LONGEST_LINE = 200
"""Characters that a far indent or margin surely takes along: it moves the first line, what is longer comes back."""


def fills_letters(css: str) -> bool:
    """Whether a sheet fills letters with something else than their colour; then a clear colour hides nothing."""
    return bool(_FILLED_LETTERS.search(css))


def out_of_sight(element: Any, style: dict[str, str]) -> str:
    """The way in which an element is surely out of sight with what is in it, "" where it may be seen."""
    if is_positioned(style) and (_CUT.fullmatch(style.get("clip", "")) or _is_dot(style)):
        return CLIPPED
    if MOVES in style:
        return ""
    if _CUT_PATH.fullmatch(style.get("clip-path", "")):
        return CUT
    if _is_away(element, style):
        return AWAY
    if not has_box(element.tag, style):
        return ""
    transform = style.get("transform", "")
    if _MOVED_FAR.fullmatch(transform) and _stays(
        style, "left", "right", "top", "bottom", "translate", "padding-left"
    ):
        return MOVED
    if _is_flat(style):
        return FLAT
    if _NO_SCALE.search(transform) or is_nothing(style.get("scale", "")):
        return SHRUNK
    return SKIPPED if style.get("content-visibility") == "hidden" else ""


def inherited(element: Any, style: dict[str, str], around: frozenset[str]) -> set[str]:
    """Which of ways.INHERITED hide an element's words. around: of the element around; element: None for what styles
    write."""
    reasons = set(around & {INDENTED, CLEAR})
    color = style.get("color", "inherit")
    if color not in _AS_AROUND:
        is_clear = bool(_CLEAR.fullmatch(color)) and "text-shadow" not in style and MOVES not in style
        reasons = reasons | {CLEAR} if is_clear else reasons - {CLEAR}
    if (
        "text-indent" in style and element is not None and has_box(element.tag, style)
    ):  # it is the box's first line's
        is_out = MOVES not in style and _is_indented(element, style)
        reasons = reasons | {INDENTED} if is_out else reasons - {INDENTED}
    return reasons


def _is_dot(style: dict[str, str]) -> bool:
    """A box of one pixel, of which nothing sticks out."""
    opened = any(
        style.get(name, "0") not in _DOT
        for name in (
            "min-width",
            "min-height",
            "padding-left",
            "padding-right",
            "padding-top",
            "padding-bottom",
        )
    )
    return _is_closed(style) and not opened and {style.get("width"), style.get("height")} <= {*_DOT}


def _is_away(element: Any, style: dict[str, str]) -> bool:
    """Beyond the left or the upper edge of the page, and nothing brings it back."""
    if not (_stays(style, "translate") and style.get("transform", "none") == "none"):
        return False
    if is_positioned(style):
        left = style.get("left", ""), style.get("right", "auto"), ("padding-left", "margin-left", "width")
        top = style.get("top", ""), style.get("bottom", "auto"), ("padding-top", "margin-top", "height")
        for edge, opposite, others in (left, top):
            if (
                _FAR.fullmatch(edge)
                and opposite == "auto"
                and not any(_is_long(style.get(name, "")) for name in others)
            ):
                return True
    pushed = _FAR.fullmatch(style.get("margin-left", "")) and _stays(
        style, "left", "right", "padding-left", "width"
    )
    aligned = style.get("text-align", "left") in ("left", "start", "center")
    return bool(pushed) and aligned and has_box(element.tag, style) and _is_one_line(element)


def _is_flat(style: dict[str, str]) -> bool:
    """Without height, and what sticks out is cut off. A box among others may be stretched."""
    grows = any(
        style.get(name, "none") not in ("none", "0", "initial")
        for name in ("flex", "flex-grow", "flex-basis")
    )
    if grows or not _is_closed(style):
        return False
    least = [style.get(name, "0") for name in ("min-height", "padding-top", "padding-bottom")]
    if not all(is_nothing(value) or value in ("auto", "initial") for value in least):
        return False
    most = style.get("max-height", "none")
    return is_nothing(most) or (most in ("none", "initial") and is_nothing(style.get("height", "")))


def _is_indented(element: Any, style: dict[str, str]) -> bool:
    indent = style["text-indent"]
    if indent == "100%":
        return _is_closed(style) and style.get("white-space", "").lower() == "nowrap"
    return (
        bool(_FAR.fullmatch(indent))
        and _stays(style, "padding-left", "margin-left")
        and _is_one_line(element)
    )


def _is_closed(style: dict[str, str]) -> bool:
    """Whether what sticks out of a box is cut off: of two directions one cannot be closed and the other open."""
    sides = style.get("overflow-x"), style.get("overflow-y")
    return any(side in _CLOSED for side in sides) and "visible" not in sides and "?" not in sides


def _stays(style: dict[str, str], *names: str) -> bool:
    """Whether none of these lengths brings back what is far away."""
    return all(
        _SMALL.fullmatch(style.get(name, "auto")) or style[name] in ("none", "initial") for name in names
    )


def _is_long(value: str) -> bool:
    return bool(value) and not _SMALL.fullmatch(value) and not re.fullmatch(r"\d{3}(?:px|%)|-.*", value)


def _is_one_line(element: Any) -> bool:
    if next(element.iter("br"), None) is not None:
        return False
    return len(" ".join((element.text_content() or "").split())) <= _LONGEST_LINE
