"""Raised and lowered numbers within a line of a PDF: "10⁶", not "106"; "1,284³", not "1,2843".

MuPDF's JSON has one size and one baseline a line. Its XHTML marks what stands higher and costs a twentieth of a
page's time, so it is asked first; only where it marks numbers is the page's HTML made, which has the sizes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pymupdf import mupdf

from docanalyzer.pipeline.reading.pdf.stext import Block, StextLine, printed
from docanalyzer.pipeline.reading.raised import raised

_MARKED = re.compile(rb"<sup>(?:<[a-z]+>|[(+-]|&#x2212;|[a-z])*\d")
_PIECE = re.compile(rb'(</?sup>)|<span style="[^"]*?font-size:([\d.]+)pt[^"]*">([^<]*)')
_ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|lt|gt|amp|quot|apos);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DIGITS = re.compile(r"\d\d|^\d.")
_BEGINS = re.compile(r"[-+−(]?\d+")
_SMALLER = 0.88
"""The largest size of a raised number, as a share of the text that it stands on."""
_LONGEST_FULL_SIZE = 3
"""Digits of a number that is raised without being smaller."""
_CARRIES = frozenset(").,;:!?]}\"'”’»%‰°′。，；：！？）」』】》…")
"""What a raised number may follow besides letters and digits; after a bullet it is an ordinary number."""
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Piece(NamedTuple):
    """Neighbouring characters of one style. is_high: their baseline lies above that of the line's first."""

    text: str
    size: float
    is_high: bool


def mark_raised(text_page: Any, blocks: list[Block]) -> None:
    """Change `blocks`, those of text_page (an FzStextPage): the text of lines with raised numbers."""
    lines = [line for block in blocks for line in block.lines]
    uneven = [line for line in lines if _is_uneven(line)]
    if not uneven and not _MARKED.search(printed(text_page, mupdf.fz_print_stext_page_as_xhtml, 0)):
        return
    html = printed(text_page, mupdf.fz_print_stext_page_as_html, 0).split(b"<p ")[1:]
    for line, styled in zip(lines, html, strict=False):
        if b"<sup>" in styled or (_is_uneven(line) and styled.count(b"<span") > 1):
            pieces = list(_pieces(styled))
            if "".join(piece.text for piece in pieces) == line.text:
                line.text = joined(pieces, begins_raised=_begins_raised(line, pieces))


def _is_uneven(line: StextLine) -> bool:
    """Whether the line reaches lower than its first character's size explains, beside digits."""
    below = line.bbox.y + line.bbox.h - line.y
    return below > 0.34 * line.font.size and bool(_DIGITS.search(line.text))


def _begins_raised(line: StextLine, pieces: list[Piece]) -> bool:
    """The first character is smaller than the second piece and stands too far above the line's lower edge."""
    usual = max(piece.size for piece in pieces)
    below = (line.bbox.y + line.bbox.h - line.y) / max(line.font.size, 1)
    return pieces[0].size <= _SMALLER * usual and below * pieces[0].size > 0.4 * usual


def joined(pieces: list[Piece], *, begins_raised: bool = False) -> str:
    """The pieces as one text, numbers above or below the line told from those on it.

    begins_raised: the line's first character, to which is_high is relative, is itself raised.
    """
    text, run, base = "", "", 0.0
    for number, piece in enumerate(pieces):
        small = piece.size <= _SMALLER * base
        if number == 0 and begins_raised and piece.text.strip().isdigit():
            text = raised(piece.text.rstrip(), "x") + " " * piece.text.endswith(" ")
            continue
        if text and ((small and (piece.is_high or begins_raised)) or _is_full_size(pieces, number)):
            run += piece.text
            continue
        text, run = text + _raised(run, text), ""
        following = pieces[number + 1].text[:1] if number + 1 < len(pieces) else ""
        if small and piece.text.strip().isdigit() and (text[-1:].isdigit() or following.isdigit()):
            text += piece.text.translate(_LOWERED)
            continue
        text += piece.text
        base = piece.size if piece.text.strip() else base
    return text + _raised(run, text)


def _is_full_size(pieces: list[Piece], number: int) -> bool:
    """A short number that alone stands higher, at a word's end: a typewriter's exponent."""
    piece, before = pieces[number], pieces[number - 1]
    back = number + 1 == len(pieces) or not pieces[number + 1].is_high
    short = piece.text.isdigit() and len(piece.text) <= _LONGEST_FULL_SIZE
    return piece.is_high and not before.is_high and back and short and before.text[-1:].isalnum()


def _raised(run: str, before: str) -> str:
    if not run or not (before[-1:].isalnum() or before[-1:] in _CARRIES):
        return run
    number, blank, rest = run.partition(" ")
    written = raised(number, before)
    begins = _BEGINS.match(number)
    if written == number and begins and before[-1:].isdigit():
        written = raised(begins[0], before) + number[begins.end() :]
    return written + blank + rest


def _pieces(html: bytes) -> Iterator[Piece]:
    is_high = False
    for mark, size, text in _PIECE.findall(html):
        if mark:
            is_high = mark == b"<sup>"
        elif text:
            yield Piece(_ENTITY.sub(_character, text.decode("utf-8", "replace")), float(size), is_high)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return chr(int(name[2:], 16)) if name[0] == "#" else _NAMED[name]
