"""Lines of a printed page let flow: the breaks that only the paper's width made become spaces on the screen.

Nothing moves: the text keeps its length, so offsets into it (quotations, highlights) stay right.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

FULL_LINE = 0.8
"""A break is the paper's when its line reaches this share of the page's measure."""
NARROWEST_MEASURE = 50
"""In columns of a typewriter, a Chinese character taking two: below it, a page is no running text."""
BEGINS_ANEW = re.compile(r"\s|[-•·▪◦*–—(（\[【]|\d+[.)、]|[a-zA-Z][.)]\s|第.{1,4}[条章节款]")


def let_flow(text: str) -> str:
    """`text` of one page with soft line breaks as a space, between Chinese characters as a zero-width one."""
    lines = text.split("\n")
    widths = sorted(width(line) for line in lines if line.strip())
    measure = widths[int(len(widths) * 0.9)] if widths else 0
    if measure < NARROWEST_MEASURE:
        return text
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        pieces += [joint(line, following, measure), following]
    return "".join(pieces)


def joint(line: str, following: str, measure: int) -> str:
    """What stands between two lines: the break, or what a reader puts there without noticing."""
    if not following or "\t" in following or BEGINS_ANEW.match(following):
        return "\n"
    if width(line) < FULL_LINE * measure:
        return "\n"
    return "\u200b" if is_wide(line[-1]) and is_wide(following[0]) else " "


def width(line: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in line)


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
