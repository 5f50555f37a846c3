"""Where a quote stands on the page's image: quads in points, from the very characters of the page.

The page's characters are located as any text is (citations.locate), so hyphens, line breaks, ligatures and
CJK lines are no obstacle, and what was located is what is highlighted. `Page.search_for` knows none of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf

from docanalyzer.pipeline.citations import PageSpan, Place, SourceIndex, SourceText, locate
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR
from docanalyzer.pipeline.rendering.flags import SHOWN_TEXT

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right; points from the upper left of the page as it is shown."""

_STRAIGHT = 0.999


@dataclass
class _Line:
    """One line of the page: its text, where that begins in the page's, and (span, character) of each letter."""

    start: int
    direction: Point
    text: str = ""
    letters: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)


def quads(pdf_path: str | Path, page_index: int, quote: str, *, password: str = "") -> list[Quad]:
    """The part of `quote` that stands on page `page_index` (from 1), one quad a line; [] if it is not there.

    A quote that runs over a page border gives on each of the pages the part that stands on it. Opens the file in this
    process: call it where a damaged file may do no harm. Raises IndexError for a page that does not exist,
    pymupdf's errors for a file that cannot be opened.
    """
    with pymupdf.open(pdf_path) as document:
        if document.needs_pass:
            document.authenticate(password)
        return page_quads(document, page_index, quote)


def page_quads(document: pymupdf.Document, page_index: int, quote: str) -> list[Quad]:
    """quads() in a document that is open already."""
    if not 1 <= page_index <= document.page_count:
        raise IndexError(f"there is no page {page_index}: the document has {document.page_count}")
    page = document[page_index - 1]
    lines = _lines(page)
    turn = page.rotation_matrix
    found = _locate_on(lines, [], [], quote, turn)
    if not found and page_index < document.page_count:
        found = _locate_on(lines, [], _lines(document[page_index]), quote, turn)
    if not found and page_index > 1:
        found = _locate_on(lines, _lines(document[page_index - 2]), [], quote, turn)
    return found


def all_quads(
    document: pymupdf.Document, page_index: int, find: Callable[[str], Iterable[tuple[int, int]]]
) -> list[list[Quad]]:
    """The quads of every [start, end) that `find` gives in the text of page `page_index` (from 1), lines as drawn."""
    page = document[page_index - 1]
    lines = _lines(page)
    places = [
        [quad for line in lines if (quad := _covered(line, start, end, page.rotation_matrix))]
        for start, end in find(_text(lines))
    ]
    return [place for place in places if place]


def _locate_on(
    lines: list[_Line], before: list[_Line], after: list[_Line], quote: str, turn: pymupdf.Matrix
) -> list[Quad]:
    """The quads on the page of `lines`, with the lines of a neighbouring page to complete the quote."""
    texts = [_text(part) for part in (before, lines, after) if part is lines or part]
    own = 1 if before else 0
    spans, start = [], 0
    for number, text in enumerate(texts, start=1):
        spans.append(PageSpan(number, "", start, start + len(text)))
        start += len(text) + len(PAGE_SEPARATOR)
    source = SourceText(PAGE_SEPARATOR.join(texts), spans)
    found = locate(quote, SourceIndex(source), Place(page=own + 1))
    if found is None:
        return []
    shift = spans[own].start
    return [quad for line in lines if (quad := _covered(line, found.start - shift, found.end - shift, turn))]


def _covered(line: _Line, start: int, end: int, turn: pymupdf.Matrix) -> Quad | None:
    """One quad over the characters of a line that lie in [start, end) of the page's text."""
    first, last = max(0, start - line.start), min(len(line.letters), end - line.start)
    while first < last and line.text[first].isspace():
        first += 1
    while first < last and line.text[last - 1].isspace():
        last -= 1
    if first >= last:
        return None
    if max(abs(line.direction[0]), abs(line.direction[1])) > _STRAIGHT:
        boxes = [letter["bbox"] for _, letter in line.letters[first:last]]
        lows, highs = (
            [min(side) for side in zip(*boxes, strict=True)],
            [max(side) for side in zip(*boxes, strict=True)],
        )
        box = pymupdf.Rect(lows[0], lows[1], highs[2], highs[3])
        return _points((box * turn).quad)
    head = pymupdf.recover_char_quad(line.direction, *line.letters[first])
    tail = pymupdf.recover_char_quad(line.direction, *line.letters[last - 1])
    return _points(pymupdf.Quad(head.ul, tail.ur, head.ll, tail.lr) * turn)


def _points(quad: pymupdf.Quad) -> Quad:
    return tuple((round(point.x, 2), round(point.y, 2)) for point in (quad.ul, quad.ur, quad.ll, quad.lr))  # type: ignore[return-value]


def _text(lines: list[_Line]) -> str:
    return "\n".join(line.text for line in lines)


def _lines(page: pymupdf.Page) -> list[_Line]:
    """The page's lines in natural order, as the reader takes them."""
    found: list[_Line] = []
    start = 0
    for raw in _raw_lines(page):
        line = _Line(start, raw["dir"])
        line.letters = [(span, letter) for span in raw["spans"] for letter in span["chars"]]
        line.text = "".join(letter["c"] for _, letter in line.letters)
        found.append(line)
        start += len(line.text) + 1
    return found


def _raw_lines(page: pymupdf.Page) -> Iterator[dict[str, Any]]:
    for block in page.get_text("rawdict", flags=SHOWN_TEXT)["blocks"]:
        yield from block.get("lines", ())
