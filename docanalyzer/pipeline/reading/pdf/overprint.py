"""Text drawn twice at nearly the same place, for bold letters or a shadow, is read once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf.rows import Line

_NEAR = 0.25
"""How far apart two prints of one text may stand, as a share of their size."""
_MOST_COMPARED = 8
_SHORTEST_OVERLAP = 2


def read_once(lines: Iterable[Line]) -> list[Line]:
    """The lines in the same order, without those that only print again what is there already."""
    kept: list[Line] = []
    prints: dict[str, list[Line]] = {}
    last: Line | None = None
    for line in lines:
        text = line.text
        if text not in prints:
            prints[text] = [line]
        elif any(_is_at(line, other) for other in prints[text][-_MOST_COMPARED:]):
            continue
        else:
            prints[text].append(line)
        if last is not None and line.left < last.right - _NEAR * line.size and _is_over(line, last):
            if _is_part(line, last):
                continue
            if _is_part(last, line):
                kept[-1] = last = line
                continue
            line = _rest(line, last)  # noqa: PLW2901
        kept.append(line)
        last = line
    return kept


def _is_at(line: Line, other: Line) -> bool:
    near = min(_NEAR * max(line.size, other.size), 0.5 * (line.right - line.left))
    return abs(line.left - other.left) < near and abs(line.baseline - other.baseline) < near


def _is_over(line: Line, last: Line) -> bool:
    """On the same line, begun within what stands there."""
    near = _NEAR * line.size
    return (
        -near < line.baseline - last.baseline < near
        and -near < line.size - last.size < near
        and line.left > last.left - near
        and line.upright
    )


def _is_part(part: Line, whole: Line) -> bool:
    """The words of `part` are some of `whole`, about where they stand in it."""
    at = whole.text.find(part.text)
    if at < 0 or len(part.text) < _SHORTEST_OVERLAP:
        return False
    a_character = (whole.right - whole.left) / len(whole.text)
    return abs(whole.left + at * a_character - part.left) < 3 * a_character


def _rest(line: Line, last: Line) -> Line:
    """What of `line` goes on after the words that it prints over the end of `last`."""
    for length in range(min(len(line.text), len(last.text)), _SHORTEST_OVERLAP - 1, -1):
        if last.text.endswith(line.text[:length]):
            rest = line.text[length:]
            gap = 0.3 * line.size if rest.startswith(" ") else 0.0
            return replace(line, text=rest.strip(), left=last.right + gap)
    return line
