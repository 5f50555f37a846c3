"""Lines of the text to be, and how the cells of a table row become lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph, or one table row of simple cells, with what its anchor needs.

    label: the number as shown, already part of text; content: the text without it; note: a foot- or
    endnote, which follows the row rather than standing in a cell.
    """

    text: str
    label: str = ""
    content: str = ""
    clause: str = ""
    headings: tuple[str, ...] = ()
    level: int = 0
    para_id: str = ""
    note: bool = False
    row: bool = False


def row_entries(cells: Sequence[list[Entry]]) -> list[Entry]:
    """The lines of one row. Simple cells share a line, "a | b | c". A cell of several paragraphs keeps them
    as lines of their own; then every cell after the first begins with "| ", except that short cells before
    the only long one stay on its first line.
    """
    if len(cells) == 1:
        return cells[0]
    bodies = [[entry for entry in cell if not entry.note] for cell in cells]
    notes = [entry for cell in cells for entry in cell if entry.note]
    filled = [index for index, body in enumerate(bodies) if body]
    if not filled:
        return notes
    long_cells = [index for index in filled if len(bodies[index]) > 1 or bodies[index][0].row]
    if not long_cells:
        return [_merge(bodies), *notes]
    if long_cells == filled[-1:] and not bodies[long_cells[0]][0].row:
        last = long_cells[0]
        return [_merge([*bodies[:last], bodies[last][:1]]), *bodies[last][1:], *notes]
    return [*_separate(bodies), *notes]


def _merge(bodies: Sequence[list[Entry]]) -> Entry:
    """One line for cells that hold at most one paragraph each."""
    entries = [body[0] for body in bodies if body]
    text = CELL_SEPARATOR.join(body[0].text.replace("\n", " ") if body else "" for body in bodies).rstrip()
    if len(entries) == 1:
        return replace(entries[0], text=text, row=True)
    named = next((entry for entry in entries if entry.clause), entries[0])
    return Entry(
        text=text, clause=named.clause, headings=entries[0].headings, para_id=entries[0].para_id, row=True
    )  # fmt: skip


def _separate(bodies: Sequence[list[Entry]]) -> list[Entry]:
    out: list[Entry] = []
    bars = 0
    for index, body in enumerate(bodies):
        bars += index > 0
        for position, entry in enumerate(body):
            mark = "| " * bars if position == 0 else ""
            bars = 0 if position == 0 else bars
            out.append(replace(entry, text=mark + entry.text))
    return out
