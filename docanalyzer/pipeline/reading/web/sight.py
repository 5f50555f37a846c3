"""Ways in which styles put text where nobody sees it: cut away, pushed off the page, without height, transparent.

Judged rule by rule, since such a trick stands in one rule. A rule that lets its elements move or appear (a menu that
slides in) hides nothing, as a closed <details> does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.pipeline.reading.web.faint import SHOWN_LATER, is_nothing
from docanalyzer.pipeline.reading.web.ways import AWAY, CLEAR, CLIPPED, FLAT, INDENTED, SHRUNK, SKIPPED

_NAMES = (
    "position|clip|clip-path|left|right|top|bottom|margin-left|margin-top|width|height|max-height|min-height|overflow|"
    "overflow-x|overflow-y|padding|padding-top|padding-bottom|text-indent|transform|scale|color|text-shadow|"
    "content-visibility|white-space"
)
_DECLARATION = re.compile(rf"(?:^|;)\s*({_NAMES})\s*:([^;]*)", re.IGNORECASE)
_FAR = re.compile(r"\s*-\s*(?:\d{4,7}|999)(?:\.\d*)?(?:px|pt)|\s*-\s*\d{3,7}(?:\.\d*)?r?em", re.IGNORECASE)
_MOVED_FAR = re.compile(r"translate(?:x|y|3d)?\(\s*(?:0(?:px)?\s*,\s*)?-\s*(?:\d{4,7}|999)px", re.IGNORECASE)
_NO_SCALE = re.compile(r"\bscale(?:x|y|3d)?\(\s*0?\.?0+\s*[,)]", re.IGNORECASE)
_CUT = re.compile(r"\s*rect\(\s*(?:[01](?:px)?[\s,]*){4}\)", re.IGNORECASE)
_CUT_PATH = re.compile(
    r"\s*(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0|polygon\(\s*(?:0(?:px)?\s+0(?:px)?\s*,?\s*)+\))",
    re.IGNORECASE,
)
_CLEAR = re.compile(
    r"\s*(?:transparent|(?:rgb|hsl)a?\([^()]*[,/]\s*(?:0|0?\.0+|0%)\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00)\s*(?:!|$)",
    re.IGNORECASE,
)
_FILLED_LETTERS = re.compile(r"background-clip\s*:\s*text|text-(?:fill|stroke)", re.IGNORECASE)
"""Letters without a colour of their own through which a picture shows."""
_SMALL = ("0", "1px", "0px")


def fills_letters(css: str) -> bool:
    """Whether a sheet fills letters with something else than their colour; then a clear colour hides nothing."""
    return bool(_FILLED_LETTERS.search(css))


def ways(body: str) -> Iterator[tuple[str, str]]:
    """(way, "hidden" or "seen"), by the declarations of one rule or style attribute; with "!important" where it says so."""
    said = {name.lower(): _plain(value) for name, value in _DECLARATION.findall(body)}
    if not said:
        return
    moves = bool(SHOWN_LATER.search(body))
    force = " !important" if "!" in body else ""
    for way, about, hides in _judged(said):
        if hides and not moves:
            yield way, f"hidden{force}"
        elif about and not hides:
            yield way, f"seen{force}"


def _judged(said: dict[str, str]) -> Iterator[tuple[str, bool, bool]]:
    """(way, whether the rule speaks of it, whether it hides)."""
    absolute = said.get("position", "") in ("absolute", "fixed")
    edges = [
        said[name] for name in ("left", "right", "top", "bottom", "margin-left", "margin-top") if name in said
    ]
    cut = (absolute and bool(_CUT.match(said.get("clip", "")))) or bool(
        _CUT_PATH.match(said.get("clip-path", ""))
    )
    closed = any(
        said.get(name, "").split()[-1:] in (["hidden"], ["clip"])
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    tiny = closed and absolute and said.get("width") in _SMALL and said.get("height") in _SMALL
    yield CLIPPED, bool(said.keys() & {"clip", "clip-path"}), cut or tiny
    margins = any(_FAR.match(said.get(name, "")) for name in ("margin-left", "margin-top"))
    moved = bool(_MOVED_FAR.search(said.get("transform", "")))
    far = margins or moved or (absolute and any(map(_FAR.match, edges)))
    yield AWAY, bool(edges) or "position" in said, far
    heights = [said[name] for name in ("height", "max-height") if name in said]
    padded = any(not is_nothing(said[name]) for name in said if name.startswith(("padding", "min-height")))
    flat = closed and any(map(is_nothing, heights)) and not padded
    yield FLAT, bool(heights) or said.get("overflow") == "visible", flat
    shrunk = bool(_NO_SCALE.search(said.get("transform", ""))) or is_nothing(said.get("scale", ""))
    yield SHRUNK, bool(said.keys() & {"transform", "scale"}), shrunk
    skipped = said.get("content-visibility")
    yield SKIPPED, skipped is not None, skipped == "hidden"
    indent = said.get("text-indent")
    out = indent == "100%" and closed and said.get("white-space") == "nowrap"
    yield INDENTED, indent is not None, out or bool(_FAR.match(indent or ""))
    color = said.get("color")
    yield CLEAR, color is not None, bool(_CLEAR.match(color or "")) and "text-shadow" not in said


def _plain(value: str) -> str:
    return value.partition("!")[0].strip().lower()
