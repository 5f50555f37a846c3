"""Text drawn upwards or downwards on a page that is not itself turned: a wide table set sideways."""

from __future__ import annotations

from collections.abc import Sequence

from docanalyzer.pipeline.reading.pdf.stext import Block, StextLine

_LOOKED_AT = 4
_MOST = 0.6
"""The share of a page's characters from which the page is turned."""
_ONE_LINE = 1.7
"""How wide the box of one turned line may be, in sizes."""


def turn_of(blocks: Sequence[Block]) -> int:
    """By how many degrees the page is to be turned for most of its lines to lie level: 0, 90 or -90."""
    step = max(len(blocks) // _LOOKED_AT, 1)
    if not any(block.lines and _turn(block.lines[0]) for block in blocks[::step]):
        return 0
    characters = {0: 0, 90: 0, -90: 0}
    for line in (line for block in blocks for line in block.lines):
        characters[_turn(line)] += len(line.text)
    turn = max(characters, key=lambda one: characters[one])
    return turn if characters[turn] >= _MOST * sum(characters.values()) else 0


def _turn(line: StextLine) -> int:
    """90 for a line read upwards, -90 for one read downwards: it begins at its box's lower or upper edge."""
    box, size = line.bbox, line.font.size
    if not 0.6 * size < box.w < _ONE_LINE * size or line.wmode or len(line.text.strip()) < 2:
        return 0
    near = 0.08 * size
    if abs(line.y - box.y - box.h) < near and line.x > box.x + 0.5 * box.w:
        return 90
    if abs(line.y - box.y) < near and line.x < box.x + 0.5 * box.w:
        return -90
    return 0
