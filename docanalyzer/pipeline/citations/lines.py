"""Lines: whether one ends as a typeset line, in which a number may go on, or as a cell; the marks of lists."""

from __future__ import annotations

import re

_BETWEEN_DIGITS = re.compile(r"(?<=[\d.,])[ \t]*\n\s*(?=[.,]?\d)")
_LIST_MARK = re.compile(r"(?m)^[ \t]*[-‐–—−+][ \t]+(?=[\"'“‘(\[「『（]{0,2}[^\W\d_])")
_ITEM_FOLLOWS = re.compile(r"(?:[:;,.：；，。、]|\b(?:and|or)|及|和|或)\s*$", re.IGNORECASE)
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


def without_list_marks(text: str) -> str:
    """The text without the dashes that list its items, one a line. Before a number a dash is a minus.

    A single dash is a list's where the line before ends as one before an item does: "goods;".
    """
    marks = [mark for mark in _LIST_MARK.finditer(text) if mark.start()]
    if not marks or "=" in text:
        return text
    listed = len(marks) > 1 or _ITEM_FOLLOWS.search(text[: marks[0].start()])
    return _LIST_MARK.sub("", text) if listed else text


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
