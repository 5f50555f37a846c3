"""Whether a line end is that of a typeset line, in which a number may go on, or of a cell or a paragraph."""

from __future__ import annotations

import re

_BETWEEN_DIGITS = re.compile(r"(?<=[\d.,])[ \t]*\n\s*(?=[.,]?\d)")
_NARROWEST = 28
"""Of a typeset column, in half widths: a Chinese character takes two."""
_NEIGHBOURS = 4
_FULL = 0.85


def cells_apart(text: str, start: int, end: int) -> str:
    """text[start:end], a space in place of line ends between digits that no typeset line has.

    Two numbers in two cells of a table are never read as one: "5" over "30" is not 530.
    """
    pieces, at = [], start
    for found in _BETWEEN_DIGITS.finditer(text, start, end):
        if not is_wrapped(text, found.start()):
            pieces += [text[at : found.start()], " "]
            at = found.end()
    return "".join([*pieces, text[at:end]])


def is_wrapped(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is as wide as the lines around it, as typeset prose is."""
    begin = text.rfind("\n", 0, at) + 1
    around, edge = [], begin
    for _ in range(_NEIGHBOURS):
        if edge <= 0:
            break
        before = text.rfind("\n", 0, edge - 1) + 1
        around.append(text[before : edge - 1])
        edge = before
    edge = text.find("\n", at)
    for _ in range(_NEIGHBOURS):
        if edge < 0:
            break
        after = text.find("\n", edge + 1)
        around.append(text[edge + 1 : after if after >= 0 else edge + 500])
        edge = after
    own = _width(text[begin:at])
    return own >= _NARROWEST and own >= _FULL * max(map(_width, around), default=0)


def _width(line: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in line.strip())
