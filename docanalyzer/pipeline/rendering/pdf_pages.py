"""An open PDF in the warm child: sizes, outline, images, text layers, quads."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pymupdf

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.pdf.labels import page_labels
from docanalyzer.pipeline.reading.pdf.reader import open_pdf
from docanalyzer.pipeline.rendering.errors import rendering_error
from docanalyzer.pipeline.rendering.flags import SHOWN_TEXT
from docanalyzer.pipeline.rendering.found_headings import found_headings

MOST_PIXELS = 24_000_000
"""Of one image, whatever was asked for: 72 MB while it is drawn."""
MOST_ENTRIES = 5_000
"""Of an outline."""
_PAPER = 0.35
"""A page with pictures on which one colour takes less than this share is a photograph: JPEG, not PNG."""
_JPEG_QUALITY = 88
_LONGEST_TITLE = 300


class OpenPdf:
    """Raises RenderingError "encrypted" or "damaged" where the file does not open."""

    def __init__(self, path: str) -> None:
        try:
            self._document = open_pdf(Path(path))
        except ReadingError as error:
            raise rendering_error("encrypted" if error.outcome is Outcome.ENCRYPTED else "damaged") from error
        self._jobs: dict[str, Callable[..., tuple[Any, bytes]]] = {
            "ready": self.ready,
            "layout": self.layout,
            "headings": self.headings,
            "image": self.image,
            "text": self.text,
            "quads": self.quads,
            "matches": self.matches,
        }

    def answer(self, request: dict[str, Any]) -> tuple[Any, bytes]:
        job = request.pop("job")
        try:
            return self._jobs[job](**request)
        finally:
            pymupdf.TOOLS.store_shrink(50)

    def ready(self) -> tuple[Any, bytes]:
        """Load the tree of pages, which the first page would wait for."""
        self._page(1)
        return None, b""

    def layout(self) -> tuple[Any, bytes]:
        """{"sizes": [[pages, width, height], …] in points as shown, "labels": [...], "outline": [...]}."""
        shown = [self._size(number) for number in range(self._document.page_count)]
        sizes = [[len(list(run)), *size] for size, run in groupby(shown)]
        return {"sizes": sizes, "labels": page_labels(self._document), "outline": self._outline()}, b""

    def headings(self, seconds: float) -> tuple[Any, bytes]:
        """Where the file has no outline: its large and bold lines, [level, title, page]."""
        return found_headings(self._document, seconds)[:MOST_ENTRIES], b""

    def image(self, page: int, percent: int) -> tuple[Any, bytes]:
        """{"type": media type}; percent: pixels for 100 points."""
        shown = self._page(page)
        scale = percent / 100
        pixels = shown.rect.width * shown.rect.height * scale * scale
        if pixels > MOST_PIXELS:
            scale *= math.sqrt(MOST_PIXELS / pixels)
        drawn = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        if shown.get_images() and drawn.color_topusage()[0] < _PAPER:
            return {"type": "image/jpeg"}, drawn.tobytes("jpg", jpg_quality=_JPEG_QUALITY)
        return {"type": "image/png"}, drawn.tobytes("png")

    def text(self, page: int) -> tuple[Any, bytes]:
        """The text layer as JSON: [[centre x, centre y, length, height, degrees, text], …], a line each."""
        shown = self._page(page)
        turn = shown.rotation_matrix
        lines = []
        for block in shown.get_text("dict", flags=SHOWN_TEXT)["blocks"]:
            for line in block.get("lines", ()):
                text = clean("".join(span["text"] for span in line["spans"])).replace("\n", " ").rstrip()
                if text.strip():
                    lines.append([*_placed(line, turn), text])
        return None, json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def quads(self, page: int, quote: str, before: int = 0) -> tuple[Any, bytes]:
        """[[quads, words]]: `quote` on this page, a quad a line; before: how many times it stands earlier on it."""
        from docanalyzer.pipeline import highlights
        from docanalyzer.pipeline.rendering.find import same_letters

        self._page(page)
        found = highlights.all_quads(self._document, page, lambda text: same_letters(text, quote))
        if len(found) > 1:
            return [found[min(before, len(found) - 1)]], b""
        return [highlights.page_quads(self._document, page, quote)], b""

    def matches(self, page: int, term: str) -> tuple[Any, bytes]:
        """The quads of every place where `term` stands on the page, in reading order."""
        from docanalyzer.pipeline import highlights
        from docanalyzer.pipeline.rendering.find import find_all

        self._page(page)
        return highlights.all_quads(self._document, page, lambda text: find_all(text, term)), b""

    def _page(self, page: int) -> Any:
        if not 1 <= page <= self._document.page_count:
            raise rendering_error("no_page")
        return self._document[page - 1]

    def _size(self, number: int) -> tuple[float, float]:
        """A page that cannot be loaded still has its place in the row: A4."""
        try:
            rect = self._document[number].rect
        except MemoryError:
            raise
        except Exception:
            return 595.0, 842.0
        return max(1.0, round(rect.width, 1)), max(1.0, round(rect.height, 1))

    def _outline(self) -> list[list[Any]]:
        try:
            entries = self._document.get_toc(simple=True)
        except MemoryError:
            raise
        except Exception:  # a broken outline is no reason to show no pages
            return []
        titled = (
            (level, " ".join(clean(title).split())[:_LONGEST_TITLE], page) for level, title, page in entries
        )
        return [[level, title, page] for level, title, page in titled if title and page >= 1][:MOST_ENTRIES]


def _placed(line: dict[str, Any], turn: pymupdf.Matrix) -> list[float]:
    """Centre, length along the writing, height across it, and the writing's direction in degrees as shown."""
    box = pymupdf.Rect(line["bbox"]) * turn
    across, down = line["dir"]
    origin = pymupdf.Point(0, 0) * turn
    along = pymupdf.Point(across, down) * turn - origin
    degrees = round(math.degrees(math.atan2(along.y, along.x)))
    level = abs(degrees) % 180 < 45 or abs(degrees) % 180 > 135
    length, height = (box.width, box.height) if level else (box.height, box.width)
    if degrees % 90:  # slanted: the box is larger than the line
        height = max(span["size"] for span in line["spans"])
        length = math.hypot(box.width, box.height)
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return [round(value, 1) for value in (*middle, length, height)] + [degrees]
