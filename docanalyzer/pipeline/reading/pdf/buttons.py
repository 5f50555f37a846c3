"""Boxes to tick and buttons to choose of a PDF form: what a reader sees, not the letter of a symbol font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pymupdf import mupdf

from docanalyzer.pipeline.reading.pdf.rows import Line
from docanalyzer.pipeline.reading.pdf.stext import turned_box

TICKED, UNTICKED = "☒", "☐"
_KINDS = (mupdf.PDF_WIDGET_TYPE_CHECKBOX, mupdf.PDF_WIDGET_TYPE_RADIOBUTTON)
_UNSEEN = mupdf.PDF_ANNOT_IS_HIDDEN | mupdf.PDF_ANNOT_IS_NO_VIEW
_SCALE = 10.0


def with_buttons(shown: Any, fields: Iterable[Line], block: int, turn: int = 0) -> list[Line]:
    """fields: what the page's form fields draw. The same, with ☒ or ☐ for each box in place of what it draws.

    shown: an fz_page; block: the first free block number; turn: degrees by which the page is turned, clockwise.
    """
    boxes = list(_boxes(shown, block, turn))
    kept = [line for line in fields if not any(_is_in(line, box) for box in boxes)]
    return kept + boxes


def _boxes(shown: Any, block: int, turn: int) -> Iterator[Line]:
    widget = mupdf.pdf_first_widget(mupdf.pdf_page_from_fz_page(shown))
    while widget.m_internal:
        if mupdf.pdf_widget_type(widget) in _KINDS and not mupdf.pdf_annot_flags(widget) & _UNSEEN:
            state = mupdf.pdf_dict_get(mupdf.pdf_annot_obj(widget), mupdf.PDF_ENUM_NAME_AS)
            text = UNTICKED if mupdf.pdf_to_name(state) in ("", "Off") else TICKED
            box = turned_box(mupdf.pdf_bound_widget(widget), turn)
            left, top, right, bottom = (_SCALE * edge for edge in (box.x0, box.y0, box.x1, box.y1))
            height = bottom - top
            yield Line(text, left, top, right, bottom, bottom - 0.2 * height, height, block, True)
            block += 1
        widget = mupdf.pdf_next_widget(widget)


def _is_in(line: Line, box: Line) -> bool:
    across, down = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom
