"""What a file draws downwards: tables column by column, and Chinese written from top to bottom."""

from __future__ import annotations

from statistics import median

from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf_rows import Line, is_wide

_FEWEST = 3
_LONGEST_FIGURE, _LONGEST_LABEL = 20, 40
_MOSTLY = 0.7
_MOST_LINES = 2_000


def across(lines: list[Line]) -> list[Line]:
    """The lines in the same order, but for the columns of figures of a table that was drawn column by column:
    their cells follow those to their left, row by row. Columns of prose stay as they are."""
    if len(lines) > _MOST_LINES or not any(map(_jumps_up, lines, lines[1:])):
        return lines
    ordered: list[Line] = []
    table: list[list[Line]] = []
    for stack in _stacks(lines):
        if table and _is_next_column(stack, table):
            table.append(stack)
            continue
        ordered += _by_rows(table)
        table = [stack]
    return ordered + _by_rows(table)


def top_down(lines: list[Line]) -> list[Line]:
    """Single Chinese characters under each other as one line."""
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


def _is_next_column(stack: list[Line], table: list[list[Line]]) -> bool:
    """Figures to the right of the columns before, each level with a line of the first."""
    first = table[0]
    if len(stack) < _FEWEST or median(len(line.text) for line in first) > _LONGEST_LABEL:
        return False
    right = max(line.right for line in table[-1])
    if min(line.left for line in stack) < right - 0.2 * stack[0].size:
        return False
    figures = sum(len(line.text) <= _LONGEST_FIGURE and _has_digit(line.text) for line in stack)
    if figures < _MOSTLY * len(stack) or max(len(line.text) for line in stack) > 2 * _LONGEST_FIGURE:
        return False
    return all(any(_level(line, other) for other in first) for line in stack)


def _by_rows(table: list[list[Line]]) -> list[Line]:
    if len(table) < 2:
        return table[0] if table else []
    first, *others = table
    return [cell for line in first for cell in (line, *(_in_row(line, column) for column in others)) if cell]


def _in_row(line: Line, column: list[Line]) -> Line | None:
    return next((other for other in column if _level(other, line)), None)


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) < 0.35 * max(line.size, other.size)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
