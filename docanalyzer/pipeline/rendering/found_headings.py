"""Headings of a PDF without an outline, found by how they are set: larger than the text, or bold and numbered."""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import Any

from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.rendering.flags import SHOWN_TEXT

_BOLD = 16
_LARGER = 1.12
_LONGEST = 120
_LEVELS = 3
_NUMBERED = re.compile(
    r"(\d+(\.\d+)*\.?\s|第.{1,6}[章节節条條編编部]|[一二三四五六七八九十]+、|(Article|Chapter|Part|Section)\s)"
)
_LETTER = re.compile(r"[^\W\d_]")
_MOST_REPEATED = 3
"""The same line on more pages is a running head."""


def found_headings(document: Any, seconds: float) -> list[list[Any]]:
    """[level, title, page], in reading order; what was found after `seconds` where the file is long."""
    deadline = time.monotonic() + seconds
    sizes: Counter[float] = Counter()
    lines: list[tuple[int, float, bool, str]] = []
    for number in range(document.page_count):
        if time.monotonic() > deadline:
            break
        for size, bold, text in _page_lines(document, number):
            sizes[size] += len(text)
            if len(text) <= _LONGEST and _LETTER.search(text):
                lines.append((number + 1, size, bold, text))
    if not sizes:
        return []
    body = sizes.most_common(1)[0][0]
    headings = [line for line in lines if _is_heading(line, body)]
    repeated = Counter(text for _, _, _, text in headings)
    headings = [line for line in headings if repeated[line[3]] <= _MOST_REPEATED]
    ranks = sorted({size for _, size, _, _ in headings}, reverse=True)
    return [[min(ranks.index(size) + 1, _LEVELS), text, page] for page, size, _, text in headings]


def _page_lines(document: Any, number: int) -> list[tuple[float, bool, str]]:
    try:
        blocks = document[number].get_text("dict", flags=SHOWN_TEXT)["blocks"]
    except MemoryError:
        raise
    except Exception:
        return []
    found = []
    for line in (line for block in blocks for line in block.get("lines", ())):
        spans = [span for span in line["spans"] if span["text"].strip()]
        text = " ".join(clean("".join(span["text"] for span in line["spans"])).split())
        if text:
            found.append(
                (round(max(span["size"] for span in spans) * 2) / 2, all(_is_bold(s) for s in spans), text)
            )
    return found


def _is_bold(span: dict[str, Any]) -> bool:
    return bool(span["flags"] & _BOLD) or "bold" in span["font"].lower()


def _is_heading(line: tuple[int, float, bool, str], body: float) -> bool:
    _, size, bold, text = line
    if text.endswith((".", ",", ";", "。", "，")) and not _NUMBERED.match(text):
        return False
    return size >= body * _LARGER or (bold and size >= body and bool(_NUMBERED.match(text)))
