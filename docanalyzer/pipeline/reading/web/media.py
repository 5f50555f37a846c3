"""Whether a style sheet's conditions hold on an ordinary screen: True, False, or None where that is not known."""

from __future__ import annotations

import re

SCREEN_WIDTH, SCREEN_HEIGHT = 1280.0, 800.0
_SIZE = re.compile(r"(min|max)-(?:device-)?(width|height)\s*:\s*(\d+\.?\d*)(px|r?em)")
_RANGE = re.compile(r"(width|height)\s*([<>]=?)\s*(\d+\.?\d*)(px|r?em)")
_KNOWN = {
    "all": True, "screen": True, "print": False, "speech": False, "tty": False,
    "orientation:landscape": True, "orientation:portrait": False, "hover:hover": True, "hover:none": False,
    "pointer:fine": True, "pointer:coarse": False, "prefers-color-scheme:dark": False,
    "prefers-color-scheme:light": True, "prefers-reduced-motion:reduce": False,
    "prefers-contrast:more": False, "forced-colors:active": False,
}  # fmt: skip
_EVERYWHERE = re.compile(
    r"\(\s*(?:display\s*:\s*(?:flex|grid)|position\s*:\s*sticky|gap\s*:|--)[^()]*(?:\(\s*\))?\)$"
)


def media(query: str) -> bool | None:
    """Of "screen and (min-width: 600px), print" and the like."""
    if not query.strip():
        return True
    found = [_one(part) for part in query.lower().split(",")]
    return True if True in found else None if None in found else False


def supports(condition: str) -> bool | None:
    """What every browser has is there; of anything else nothing is known."""
    return True if _EVERYWHERE.match(condition.strip().lower()) else None


def _one(query: str) -> bool | None:
    words = query.replace("only ", " ").strip()
    negated = words.startswith("not ")
    found = [_feature(word.strip(" ()")) for word in words.removeprefix("not ").split(" and ")]
    held = False if False in found else None if None in found else True
    return held if held is None else held is not negated


def _feature(feature: str) -> bool | None:
    known = _KNOWN.get(re.sub(r"\s+", "", feature))
    if known is not None:
        return known
    if found := _SIZE.fullmatch(feature):
        return _fits(found[2], ">=" if found[1] == "min" else "<=", found[3], found[4])
    if found := _RANGE.fullmatch(feature):
        return _fits(found[1], found[2], found[3], found[4])
    return None


def _fits(side: str, how: str, size: str, unit: str) -> bool:
    least = float(size) * (1.0 if unit == "px" else 16.0)
    real = SCREEN_WIDTH if side == "width" else SCREEN_HEIGHT
    if real == least:
        return "=" in how
    return real > least if how[0] == ">" else real < least
