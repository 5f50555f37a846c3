"""Pages that were scanned lying on their side or upside down: by how far."""

from __future__ import annotations

from collections.abc import Sequence

Found = tuple[Sequence[Sequence[float]], str]
"""(four corners [x, y] in pixels, from the top, text)."""
_TALL = 1.5
"""From this ratio on RapidOCR turns a line's picture by 90° before it is read."""
_MOST = 0.6
_FEWEST_LINES = 3
"""Of fewer lines nothing is said: a single word is easily taken for one that is upside down."""


def turn_of(found: Sequence[Found], flipped: Sequence[bool]) -> int:
    """Degrees clockwise by which the page's words are turned: 0, 90, 180 or 270.

    flipped: for each line's picture (already turned upright if it was tall) whether it was upside down.
    """
    words = [(box, len(text)) for box, text in found if len(text) > 1]
    if len(words) < _FEWEST_LINES or not flipped:
        return 0
    letters = sum(length for _, length in words)
    tall = sum(length for box, length in words if _height(box) >= _TALL * _width(box))
    sideways = tall > _MOST * letters
    if not sideways and tall > (1 - _MOST) * letters:
        return 0  # lines both ways: a plan or a table with turned heads
    upside_down = sum(flipped) > _MOST * len(flipped)
    return (270 if upside_down else 90) if sideways else (180 if upside_down else 0)


def _width(box: Sequence[Sequence[float]]) -> float:
    xs = [float(x) for x, _ in box]
    return max(xs) - min(xs)


def _height(box: Sequence[Sequence[float]]) -> float:
    ys = [float(y) for _, y in box]
    return max(ys) - min(ys)
