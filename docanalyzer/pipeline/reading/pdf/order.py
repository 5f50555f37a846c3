"""Pieces of a line that a file draws long before or after the rest of it, put back where they are seen.

Browsers print what floats before the text beside it and what is positioned after all the other text: the number of a
clause, the first letter of a chapter, a few words of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf.rows import Line

_MOST_LINES = 2_000
_LEVEL = 0.15
"""How far the baselines of one line's pieces may differ, in sizes."""
_WORD_GAP, _USUAL_GAP = 0.5, 0.33
"""The widest between two words, in sizes: between what stands on both sides, and beside the end of a line."""
_OVERLAP = 0.2
_LABEL = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}|§ ?\d+\w?|[•‣▪◦●○■]"
    r"|[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6})[.)\]]{1,2}"
)
"""No bare number: those are mostly of a page, a note or a line."""
_LABEL_GAP = 8.0
"""From a number to the text that it counts, in sizes."""
_SHORTEST = 12
"""Characters of a line that is put together; shorter ones are mostly the words of a drawing."""
_CAPITAL = 1.8
"""The least size of a chapter's first letter, in sizes of the text beside it."""
_CAP_HEIGHT = 0.75
_WORDS_OF_ONE_LETTER = frozenset("AIO")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def only_goes_down(lines: list[Line]) -> bool:
    """Whether every line stands below or right of the one before, as drawn: a cheap look, for most pages enough."""
    places = [(line.baseline, line.left) for line in lines]
    return places == sorted(places)


def in_place(lines: list[Line]) -> list[Line]:
    """The lines in the same order, but for pieces that belong beside another line."""
    if len(lines) > _MOST_LINES:
        return lines
    if any(len(line.text) == 1 for line in lines):
        lines = _with_capitals(lines)
    if not any(map(_goes_back, lines, lines[1:])):
        return lines
    whole: dict[int, list[int]] = {}
    for level in _levels(lines):
        for pieces in _chains(lines, level):
            home = _home(lines, pieces)
            if home is not None:
                whole[home] = pieces
    moved = {number for pieces in whole.values() for number in pieces}
    return [
        lines[piece]
        for number in range(len(lines))
        if number in whole or number not in moved
        for piece in whole.get(number, (number,))
    ]


def _home(lines: list[Line], pieces: list[int]) -> int | None:
    """Of the pieces of one line that the file draws apart: the one to which the others go; None where nothing moves."""
    if all(after == before + 1 for before, after in pairwise(pieces)):
        return None
    if sum(len(lines[number].text) for number in pieces) < _SHORTEST:
        return None
    home = max(pieces, key=lambda number: (_is_stacked(lines, number), len(lines[number].text)))
    at = pieces.index(home)
    for place, beside in ((0, 1), (-1, -2)):
        number, next_to = pieces[place], pieces[beside]
        stays = number - home == place % len(pieces) - at or _is_label(lines[number])
        left, right = sorted((lines[number], lines[next_to]), key=lambda line: line.left)
        near = right.left - left.right < _USUAL_GAP * right.size
        if not stays and (not near or _is_stacked(lines, number)):
            return None
    return home


def _is_stacked(lines: list[Line], number: int) -> bool:
    """Whether what is drawn before it stands right above it, or what follows right below: it is where it belongs."""
    line = lines[number]
    return any(
        other.left < line.right
        and other.right > line.left
        and 0.5 * line.size < abs(other.baseline - line.baseline) < 2 * line.size
        for other in lines[max(number - 1, 0) : number + 2]
    )


def _goes_back(above: Line, line: Line) -> bool:
    """To what stands higher, or further left on the same line."""
    near = _OVERLAP * line.size
    return line.bottom <= above.top or (
        line.right <= above.left + near and line.baseline < above.baseline + near
    )


def _levels(lines: list[Line]) -> Iterator[list[int]]:
    """The numbers of lines on one baseline, from left to right, where they do not follow each other as drawn."""
    order = sorted(
        (number for number, line in enumerate(lines) if line.upright),
        key=lambda number: lines[number].baseline,
    )
    level: list[int] = []
    for number in [*order, -1]:
        first = lines[level[0]] if level else None
        if first and (number < 0 or lines[number].baseline - first.baseline > _LEVEL * first.size):
            if len(level) > 1:
                level.sort(key=lambda one: lines[one].left)
                if any(after != before + 1 for before, after in pairwise(level)):
                    yield level
            level = []
        level.append(number)


def _chains(lines: list[Line], level: list[int]) -> Iterator[list[int]]:
    """What of a level is one piece of text each: words that touch, a label and its text."""
    chain = level[:1]
    for before, after in pairwise(level):
        if _adjoin(lines[before], lines[after]) or _counts(lines, before, after):
            chain.append(after)
        else:
            yield chain
            chain = [after]
    yield chain


def _adjoin(left: Line, right: Line) -> bool:
    size, gap = right.size, right.left - left.right
    if not 0.9 * size <= left.size <= 1.1 * size or gap < -_OVERLAP * size:
        return False
    if _RIGHT_TO_LEFT.search(left.text) or _RIGHT_TO_LEFT.search(right.text):
        return False
    return gap < _WORD_GAP * size


def _counts(lines: list[Line], label: int, text: int) -> bool:
    """Whether a number stands apart, left of the words of which it is the number."""
    number, words = lines[label], lines[text]
    return (
        0 <= words.left - number.right < _LABEL_GAP * words.size
        and _is_label(number)
        and len(words.text) >= _SHORTEST
        and not _RIGHT_TO_LEFT.search(words.text)
        and not _follows(lines, label)
        and not _follows(lines, text)
    )


def _is_label(line: Line) -> bool:
    return len(line.text) < _SHORTEST and bool(_LABEL.fullmatch(line.text))


def _follows(lines: list[Line], number: int) -> bool:
    """Whether the line before, as drawn, stands left of this one on the same row."""
    line, before = lines[number], lines[number - 1]
    return (
        number > 0 and before.right <= line.left and abs(before.baseline - line.baseline) < _LEVEL * line.size
    )


def _with_capitals(lines: list[Line]) -> list[Line]:
    """A chapter's first letter, two or more lines high, as the first of the word that it begins."""
    done = list(lines)
    for letter in lines:
        if len(letter.text) == 1 and letter.text.isupper():
            beside = [number for number, line in enumerate(done) if _begins(letter, line)]
            if beside:
                number = min(beside, key=lambda one: done[one].baseline)
                line = done[number]
                gap = " " if _is_word(letter.text, line, lines) else ""
                done[number] = replace(line, text=letter.text + gap + line.text, left=letter.left)
                done.remove(letter)
    return done


def _begins(letter: Line, line: Line) -> bool:
    top = letter.baseline - _CAP_HEIGHT * letter.size
    return (
        letter.size >= _CAPITAL * line.size
        and -_OVERLAP < (line.left - letter.right) / line.size < 1.0
        and top < line.baseline < letter.baseline - 0.5 * line.size
        and len(line.text) > 1
    )


def _is_word(letter: str, line: Line, lines: list[Line]) -> bool:
    """ "A company", not "All": other lines have the rest as a word of its own, and not the whole."""
    if letter not in _WORDS_OF_ONE_LETTER:
        return False
    first = line.text.split(" ", 1)[0].lower()
    words = {word.lower() for other in lines if other.text != line.text for word in other.text.split()}
    return first in words and letter.lower() + first not in words
