"""What MuPDF finds on a page: blocks of lines with their boxes, decoded from the JSON that it writes in C.

Asking for each line through PyMuPDF costs five times as much as having all of them written and read at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pymupdf
from pymupdf import mupdf

TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
"""What stands outside the page as shown is left out. No TEXT_PRESERVE_LIGATURES: "ﬁ" becomes "fi". No images:
they only cost memory."""
CODES = TEXT_FLAGS | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
"""The code of a glyph in place of U+FFFD where the file does not say which letter it is."""
UNKNOWN = "\ufffd"
"""What MuPDF writes for a glyph that the file draws without saying which letter it is."""

_SCALE = 10.0
"""The JSON holds whole numbers: tenths of a point."""

_ROTATE = mupdf.PdfObj(mupdf.PDF_ENUM_NAME_Rotate).m_internal
_BUFFER_BYTES = 32_768
"""To begin with: most pages fit."""


class Box(msgspec.Struct, gc=False):
    x: int
    y: int
    w: int
    h: int


class Font(msgspec.Struct, gc=False):
    size: int


class StextLine(msgspec.Struct, gc=False):
    """Tenths of a point, y down. font, x and y: the first character's, y on the baseline."""

    wmode: int
    bbox: Box
    font: Font
    x: int
    y: int
    text: str


class Block(msgspec.Struct, gc=False):
    """Lines, or a picture: that has none."""

    bbox: Box
    lines: list[StextLine] = []


class _StextPage(msgspec.Struct, gc=False):
    blocks: list[Block]


_decoder = msgspec.json.Decoder(_StextPage)


def load_page(document: Any, number: int) -> Any:
    """An fz_page, number from 0. pymupdf's own Page costs three times as much."""
    return mupdf.fz_load_page(document.this, number)


def is_rotated(shown: Any) -> bool:
    page = mupdf.ll_pdf_page_from_fz_page(shown.m_internal)
    turned = mupdf.ll_pdf_dict_get_inheritable(page.obj, _ROTATE)
    return bool(mupdf.ll_pdf_to_int(turned) % 360)


def picture_share(shown: Any) -> float:
    """How much of a page its pictures cover, from 0 to 1; where they overlap, both count."""
    whole = mupdf.fz_bound_page(shown)
    area: float = 0.0
    blocks, _ = blocks_of(text_page_of(shown, mupdf.fz_run_page_contents, pymupdf.TEXT_PRESERVE_IMAGES))
    for block in blocks:
        if not block.lines:
            left, top = max(block.bbox.x / _SCALE, whole.x0), max(block.bbox.y / _SCALE, whole.y0)
            right = min((block.bbox.x + block.bbox.w) / _SCALE, whole.x1)
            bottom = min((block.bbox.y + block.bbox.h) / _SCALE, whole.y1)
            area += max(right - left, 0) * max(bottom - top, 0)
    size = float((whole.x1 - whole.x0) * (whole.y1 - whole.y0))
    return min(area / max(size, 1.0), 1.0)


def text_page_of(shown: Any, run: Callable[..., None], flags: int = TEXT_FLAGS, turn: int = 0) -> Any:
    """An FzStextPage. shown: an fz_page; run: which part to draw, its contents, form fields or annotations;
    turn: degrees by which the page is turned, clockwise."""
    matrix = mupdf.fz_rotate(turn) if turn else mupdf.FzMatrix()
    text_page = mupdf.FzStextPage(turned_box(mupdf.fz_bound_page(shown), turn))
    device = mupdf.fz_new_stext_device(text_page, mupdf.FzStextOptions(flags))
    run(shown, device, matrix, mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return text_page


def turned_box(box: Any, turn: int) -> Any:
    """box: an FzRect of the page. The same where the page is turned by so many degrees, as text_page_of turns it."""
    return mupdf.fz_transform_rect(box, mupdf.fz_rotate(turn)) if turn else box


def blocks_of(text_page: Any) -> tuple[list[Block], bool]:
    """The blocks, and whether UNKNOWN stands in them."""
    written = printed(text_page, mupdf.fz_print_stext_page_as_json, _SCALE)
    try:
        page = _decoder.decode(written)
    except msgspec.DecodeError:  # a font's name or a surrogate that is no UTF-8
        page = _decoder.decode(written.decode("utf-8", "replace"))
    return page.blocks, UNKNOWN.encode() in written


def printed(text_page: Any, printer: Callable[..., None], argument: float) -> bytes:
    """What one of MuPDF's printers writes about a page."""
    buffer = mupdf.fz_new_buffer(_BUFFER_BYTES)
    output = mupdf.FzOutput(buffer)
    printer(output, text_page, argument)
    output.fz_close_output()
    return bytes(buffer.fz_buffer_extract())
