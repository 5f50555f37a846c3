"""Scans that lie on their side or upside down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

from docanalyzer.pipeline.reading import ReadingOptions, read
from docanalyzer.pipeline.reading.ocr_turn import turn_of
from tests.pipeline.reading.test_ocr import box, needs_ocr

WIDE = [(box(100, 40 * n, 500, 40 * n + 20), "a line of words") for n in range(5)]
TALL = [(box(40 * n, 100, 40 * n + 20, 500), "a line of words") for n in range(5)]


@pytest.mark.parametrize(
    ("found", "flipped", "turn"),
    [
        (WIDE, [False] * 5, 0),
        (WIDE, [True] * 5, 180),
        (WIDE, [True, True, False, False, False], 0),
        (TALL, [False] * 5, 90),
        (TALL, [True] * 4 + [False], 270),
        (WIDE + TALL, [False] * 10, 0),
        (WIDE[:1], [True], 0),
        (WIDE, [], 0),
        ([], [], 0),
    ],
)
def test_how_far_a_page_is_turned(found: list[Any], flipped: list[bool], turn: int) -> None:
    assert turn_of(found, flipped) == turn


LINES = [
    "1. Definitions",
    "The Buyer is Northmere Ltd.",
    "2. Price",
    "The price is 12,345.67 net.",
    "3. Term",
]


@needs_ocr
def test_turned_scans_are_read_in_their_order(tmp_path: Path) -> None:
    scan = pymupdf.open()
    for turn in (90, 180, 270):
        drawn = pymupdf.open()
        page = drawn.new_page(width=400, height=300)
        for number, line in enumerate(LINES):
            page.insert_text((30, 50 + 40 * number), line, fontsize=16)
        page.set_rotation(turn)
        turned = scan.new_page(width=page.rect.width, height=page.rect.height)
        turned.insert_image(turned.rect, pixmap=page.get_pixmap(dpi=150))
    scan.save(tmp_path / "a.pdf")
    for page in read(tmp_path / "a.pdf", options=ReadingOptions(ocr="missing")).pages:
        assert [line for line in page.text.split("\n") if line.strip()] == LINES
