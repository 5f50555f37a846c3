"""What a file draws downwards: tables column by column, and Chinese written from top to bottom."""

from __future__ import annotations

from statistics import median

from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf.rows import Line, is_wide

_FEWEST = 3
_LONGEST_FIGURE, _LONGEST_LABEL = 20, 40
_MOST_LINES = 2_000


def across(lines: list[Line]) -> list[Line]:
    """The lines in the same order, but for the columns of figures of a table that was drawn column by column:
    their cells follow those to their left, row by row. Columns of prose stay as they are."""
    if len(lines) > _MOST_LINES or not any(map(_jumps_up, lines, lines[1:])):
        return lines
    ordered: list[Line] = []
    table = _Columns([])
    for stack in _stacks(lines):
        if not table.takes(stack):
            ordered += table.by_rows()
            table = _Columns(stack)
    return ordered + table.by_rows()


def top_down(lines: list[Line]) -> list[Line]:
    """Single Chinese characters under each other as one line."""
    if not any(len(line.text) == 1 for line in lines):
        return lines
    done: list[Line] = []
    for line in lines:
        above = done[-1] if done else None
        if above and len(line.text) == 1 and is_wide(line.text) and _goes_on(above, line):
            bottom, right = max(above.bottom, line.bottom), max(above.right, line.right)
            text = above.text + line.text
            done[-1] = replace(
                above, text=text, bottom=bottom, right=right, baseline=line.baseline, upright=False
            )
        else:
            done.append(line)
    return done


def _goes_on(above: Line, line: Line) -> bool:
    single = len(above.text) == 1 and is_wide(above.text)
    near = 0.3 * line.size
    level = abs(above.left - line.left) < near and abs(above.size - line.size) < near
    return level and (single or not above.upright) and 0.5 < (line.baseline - above.baseline) / line.size < 2


def _jumps_up(above: Line, line: Line) -> bool:
    return line.bottom <= above.top and line.left > above.left


def _stacks(lines: list[Line]) -> list[list[Line]]:
    """Runs of lines each of which stands below the one before."""
    stacks = [[lines[0]]]
    for line in lines[1:]:
        last = stacks[-1][-1]
        if (
            line.baseline > last.baseline + 0.35 * line.size
            and line.left < last.right
            and line.right > last.left
        ):
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return stacks


class _Columns:
    """The columns of a table: one of labels, then the figures level with them."""

    def __init__(self, first: list[Line]) -> None:
        self._first = first
        self._right = max((line.right for line in first), default=0.0)
        self._rows: list[list[Line]] = [[line] for line in first]

    def takes(self, stack: list[Line]) -> bool:
        """Make `stack` the next column if it is one, each of its lines level with one of the first."""
        if not self._first or not _are_figures(stack) or min(line.left for line in stack) < self._right - 1:
            return False
        if median(len(line.text) for line in self._first) > _LONGEST_LABEL:
            return False
        level = [[n for n, other in enumerate(self._first) if _level(line, other)] for line in stack]
        if any(len(numbers) != 1 for numbers in level) or len({n for (n,) in level}) < len(stack):
            return False
        for (number,), line in zip(level, stack, strict=True):
            self._rows[number].append(line)
        self._right = max(line.right for line in stack)
        return True

    def by_rows(self) -> list[Line]:
        return [line for row in self._rows for line in row]


def _are_figures(stack: list[Line]) -> bool:
    """All short, all with digits but for one or a few (a heading, a dash)."""
    if len(stack) < _FEWEST or max(len(line.text) for line in stack) > 2 * _LONGEST_FIGURE:
        return False
    others = sum(len(line.text) > _LONGEST_FIGURE or not _has_digit(line.text) for line in stack)
    return others <= max(1, 0.3 * len(stack))


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) < 0.35 * max(line.size, other.size)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
