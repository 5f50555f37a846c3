"""Words that an annotation strikes out: "[struck: …]", as words that a Word file strikes out are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pymupdf import mupdf

from docanalyzer.pipeline.reading.pdf.rows import is_wide
from docanalyzer.pipeline.reading.pdf.stext import Block, turned_box
from docanalyzer.pipeline.reading.pdf.words import CELL_BREAK, breaks_off
from docanalyzer.pipeline.reading.revisions import CLOSE, OPEN, STRUCK, made

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in points, y down."""
_BLANKS = str.maketrans({OPEN: " ", CLOSE: " "})
_GOES_ON = re.compile(rf"{CLOSE}( |\n\n?){OPEN}{STRUCK}: ")
_UNSEEN = mupdf.PDF_ANNOT_IS_HIDDEN | mupdf.PDF_ANNOT_IS_NO_VIEW


def struck_areas(shown: Any, turn: int = 0) -> list[Area]:
    """What the page's annotations strike out. shown: an fz_page; turn: degrees by which it is turned, clockwise."""
    areas: list[Area] = []
    page = mupdf.pdf_page_from_fz_page(shown)
    if not page.m_internal:
        return areas
    annotation = mupdf.pdf_first_annot(page)
    while annotation.m_internal:
        is_struck = mupdf.pdf_annot_type(annotation) == mupdf.PDF_ANNOT_STRIKE_OUT
        if is_struck and not mupdf.pdf_annot_flags(annotation) & _UNSEEN:
            for number in range(mupdf.pdf_annot_quad_point_count(annotation)):
                quad = mupdf.pdf_annot_quad_point(annotation, number)
                box = turned_box(mupdf.fz_rect_from_quad(quad), turn)
                areas.append((box.x0, box.y0, box.x1, box.y1))
        annotation = mupdf.pdf_next_annot(annotation)
    return areas


def without_marks(blocks: Sequence[Block]) -> None:
    """Change `blocks`: blanks where the file itself has the characters that stand for the reader's brackets."""
    for block in blocks:
        for line in block.lines:
            if OPEN in line.text or CLOSE in line.text:
                line.text = line.text.translate(_BLANKS)


def mark_struck(text_page: Any, blocks: Sequence[Block], areas: Sequence[Area]) -> None:
    """Change `blocks`, those of text_page (an FzStextPage): bracket the words of their lines that lie in `areas`."""
    lines = [line for block in blocks for line in block.lines]
    for line, characters in zip(lines, _characters(text_page), strict=False):
        struck = [any(_lies_in(place, area) for area in areas) for _, place in characters]
        if any(struck) and len(struck) == len(line.text):
            line.text = _bracketed(line.text, struck)


def run_on(text: str) -> str:
    """A page's text with one mark around what is struck on several lines, so that a word broken there can be joined."""
    return _GOES_ON.sub(_gone_on, text)


def _gone_on(found: re.Match[str]) -> str:
    gap = found[1]
    before, after = (
        found.string[max(found.start() - 3, 0) : found.start()],
        found.string[found.end() : found.end() + 2],
    )
    is_broken = breaks_off(before, after)
    if gap == " ":  # lines of a table's cell, joined while the marks stood between them
        return CELL_BREAK if is_broken else "" if is_wide(before[-1:]) and is_wide(after[:1]) else gap
    return gap if is_broken or gap == "\n" else found[0]


def _bracketed(text: str, struck: Sequence[bool]) -> str:
    """struck: for every character of text whether it is; blanks at the ends of what is struck stay outside."""
    marked, at = "", 0
    for is_struck, run in groupby(struck):
        piece = text[at : at + len(list(run))]
        at += len(piece)
        words = piece.strip()
        if is_struck and words:
            before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
            piece = f"{before}{made(words, STRUCK)}{after}"
        marked += piece
    return marked


def _characters(text_page: Any) -> Iterator[list[tuple[str, tuple[float, float]]]]:
    """For every line its characters with the middle of each."""
    for block in text_page:
        if block.m_internal.type == mupdf.FZ_STEXT_BLOCK_TEXT:
            for line in block:
                yield [(chr(each.m_internal.c), _middle(each.m_internal.quad)) for each in line]


def _middle(quad: Any) -> tuple[float, float]:
    across = quad.ul.x + quad.ur.x + quad.ll.x + quad.lr.x
    down = quad.ul.y + quad.ur.y + quad.ll.y + quad.lr.y
    return across / 4, down / 4


def _lies_in(place: tuple[float, float], area: Area) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
