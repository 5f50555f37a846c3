"""The text of one PDF page in the order in which the file draws it, with the cells of a row on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pymupdf import mupdf

from docanalyzer.pipeline.reading.pdf.buttons import with_buttons
from docanalyzer.pipeline.reading.pdf.columns import across, top_down
from docanalyzer.pipeline.reading.pdf.order import in_place, only_goes_down
from docanalyzer.pipeline.reading.pdf.overprint import read_once
from docanalyzer.pipeline.reading.pdf.raised import mark_raised
from docanalyzer.pipeline.reading.pdf.rows import Line, Row, rows
from docanalyzer.pipeline.reading.pdf.stext import CODES, TEXT_FLAGS, Block, blocks_of, text_page_of
from docanalyzer.pipeline.reading.pdf.struck import mark_struck, run_on, struck_areas, without_marks
from docanalyzer.pipeline.reading.pdf.tables import aligned
from docanalyzer.pipeline.reading.pdf.turned import turn_of
from docanalyzer.pipeline.reading.pdf.unread import codes_may_be_letters
from docanalyzer.pipeline.reading.pdf.words import CELL_BREAK
from docanalyzer.pipeline.reading.pdf.woven import unwoven
from docanalyzer.pipeline.reading.revisions import CLOSE

__all__ = ["TEXT_FLAGS", "page_text", "rows_text"]

_LEADER_ONLY = frozenset(". ·…")
_SHORTEST_LEADER = 4
_BLANK = 0.3
"""The width of a blank, in sizes: at a line's end it is not of its text, but of its box."""

_MOST_PLACED = 1_000
"""Fields or notes of one page that are put beside the words they belong to; each costs a look at every line."""


def page_text(shown: Any) -> str:
    """shown: an fz_page; "" for a page without text. CELL_BREAK may stand in it."""
    text = _rows_text(unwoven(rows(_lines(shown))))
    return run_on(text) if CLOSE in text and has_annotations(shown) else text


def rows_text(lines: Iterable[Line]) -> str:
    """Lines in reading order → text. Cells of a row are kept apart by tabs; a wide gap is an empty line."""
    return _rows_text(rows(lines)).replace(CELL_BREAK, " ")


def _rows_text(found: list[Row]) -> str:
    texts: list[str] = []
    bottom, was_table = 0.0, False
    for row in aligned(found):
        text = row.text()
        if not text:
            continue
        is_table = row.is_table
        if texts and row.top - bottom > 0.7 * row.size and not (is_table and was_table):
            texts.append("")
        texts.append(text)
        bottom, was_table = row.bottom, is_table
    return "\n".join(texts)


def _lines(shown: Any) -> list[Line]:
    """As seen: a turned page is turned here too, so the rows of a table lie level."""
    annotated = has_annotations(shown)
    contents, turn = _contents(shown, annotated)
    lines = top_down(read_once(_lines_of(contents, 0)))
    if not only_goes_down(lines):
        lines = in_place(across(lines))
    if not annotated:
        return lines
    blocks = max((line.block for line in lines), default=-1) + 1
    for run in (mupdf.fz_run_page_widgets, mupdf.fz_run_page_annots):
        added = list(_lines_of(_blocks(shown, run, turn), blocks))
        if run is mupdf.fz_run_page_widgets:
            added = with_buttons(shown, added, blocks + len(added), turn)
        blocks += len(added)
        if len(added) > _MOST_PLACED:
            lines += added
            continue
        for line in added:
            lines.insert(_place(line, lines), line)
    return lines


def _place(line: Line, lines: list[Line]) -> int:
    """What a form field holds stands after the words to its left, else before those to its right, else last."""
    level = [
        number
        for number, other in enumerate(lines)
        if other.upright
        and line.upright
        and abs(other.baseline - line.baseline) < 0.6 * max(line.size, other.size)
    ]
    before = [number for number in level if lines[number].left < line.left]
    if before:
        return max(before, key=lambda number: lines[number].left) + 1
    return min(level, key=lambda number: lines[number].left, default=len(lines))


def _lines_of(blocks: list[Block], first: int) -> Iterator[Line]:
    for number, block in enumerate(blocks, first):
        for line in block.lines:
            text = line.text.strip()
            if text and (text[0] not in _LEADER_ONLY or not _is_leader(text)):
                box, size = line.bbox, line.font.size or 1
                top, height = box.y, box.h
                left: float = box.x
                right: float = left + box.w
                if len(text) != len(line.text):
                    left += 0.8 * box.w / len(line.text) * line.text[0].isspace()
                    right -= _BLANK * size * line.text[-1].isspace()
                upright = line.wmode == 0 and (height <= 3 * size or len(text) < 3)
                yield Line(text, left, top, right, top + height, line.y, size, number, upright)


def _is_leader(text: str) -> bool:
    """Dots alone, more than the "..", "…" or "·" that stand in a table's cell for what is not known."""
    return len(text.replace(" ", "")) >= _SHORTEST_LEADER and _LEADER_ONLY.issuperset(text)


def _contents(shown: Any, annotated: bool) -> tuple[list[Block], int]:
    """What the page draws without its annotations, level where it is drawn sideways; and by how much it is turned."""
    text_page, blocks = _read(shown, mupdf.fz_run_page_contents)
    if turn := turn_of(blocks):
        text_page, blocks = _read(shown, mupdf.fz_run_page_contents, turn)
    mark_raised(text_page, blocks)
    if annotated:
        without_marks(blocks)
        if areas := struck_areas(shown, turn):
            mark_struck(text_page, blocks, areas)
    return blocks, turn


def _blocks(shown: Any, run: Callable[..., None], turn: int) -> list[Block]:
    """run: which part of the page to draw: its form fields or its annotations; turn: as its contents are turned."""
    text_page, blocks = _read(shown, run, turn)
    mark_raised(text_page, blocks)
    without_marks(blocks)
    return blocks


def _read(shown: Any, run: Callable[..., None], turn: int = 0) -> tuple[Any, list[Block]]:
    text_page = text_page_of(shown, run, turn=turn)
    blocks, has_unknown = blocks_of(text_page)
    if has_unknown and codes_may_be_letters(shown, blocks):
        text_page = text_page_of(shown, run, CODES, turn)
        blocks, _ = blocks_of(text_page)
    return text_page, blocks


def has_annotations(shown: Any) -> bool:
    """Links do not count."""
    page = mupdf.ll_pdf_page_from_fz_page(shown.m_internal)
    return bool(mupdf.ll_pdf_first_annot(page) or mupdf.ll_pdf_first_widget(page))
