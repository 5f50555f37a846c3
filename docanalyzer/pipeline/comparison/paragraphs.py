"""The paragraphs of a document: its anchors where it has them, otherwise found in the pages' lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docanalyzer.pipeline.citations import SourceText
from docanalyzer.pipeline.comparison.types import Paragraph

_LABEL = re.compile(
    r"\s*("
    r"第[一二三四五六七八九十百千零〇○\d]+[条條章节節](?:之[一二三四五六七八九十])?"
    r"|(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s+(?:\d+(?:\.\d+)*|[IVXLC]+)(?=[.:\s–—-]|$)"
    r"|\d{1,3}(?:\.\d{1,3})+\.?(?=\s)"
    r"|\d{1,2}[.)](?=\s)"
    r"|[(（](?:[a-z]{1,4}|[A-Z]|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[一二三四五六七八九十]{1,3}、"
    r"|[•◦▪●○■]"
    r")\s*"
)
_AFTER_LABEL = re.compile(r"[.．:：)、]?\s*")
_BULLETS = "•◦▪●○■"
_FULL_LINE = 0.75
"""A line shorter than this part of a page's usual line ends its paragraph, if it ends a sentence."""
_SENTENCE_END = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；")
_TRAILING = ".．:：,，、 "


def paragraphs_of(source: SourceText) -> tuple[Paragraph, ...]:
    """Every paragraph that has words, in the order of the text."""
    spans = _paged(source) if source.paged or not source.anchors else _anchored(source)
    found = (_labelled(source.text, paragraph) for paragraph in spans)
    return tuple(
        replace(paragraph, index=index) for index, paragraph in enumerate(p for p in found if p.text)
    )


def _labelled(text: str, paragraph: Paragraph) -> Paragraph:
    """The paragraph's words, without the number they begin with."""
    shown = text[paragraph.start : paragraph.end]
    label_end = _end_of_clause(shown, paragraph.clause)
    if label_end:
        return replace(paragraph, text=shown[label_end:].strip() or shown.strip())
    match = _LABEL.match(shown)
    if match is None or match.end() == len(shown):
        return replace(paragraph, text=shown.strip())
    label = match[1]
    clause = paragraph.clause or ("" if label in _BULLETS else label.strip().rstrip(_TRAILING))
    return replace(paragraph, text=shown[match.end() :].strip(), clause=clause)


def _end_of_clause(shown: str, clause: str) -> int:
    """Where the words begin behind the label of a known clause: "4.2(a)" begins a line as "(a)". 0 if it does not."""
    for start in range(len(clause)):
        label = clause[start:]
        if shown.startswith(label):
            rest = shown[len(label) :]
            behind = _AFTER_LABEL.match(rest)
            if behind is not None and (behind.end() or not rest[:1].isalnum() or not label[-1:].isascii()):
                return len(label) + behind.end()
    return 0


def _anchored(source: SourceText) -> Iterator[Paragraph]:
    ends = [anchor.start for anchor in source.anchors[1:]] + [len(source.text)]
    for anchor, end in zip(source.anchors, ends, strict=True):
        trimmed = anchor.start + len(source.text[anchor.start : end].rstrip())
        yield Paragraph(0, anchor.start, trimmed, "", anchor.clause, anchor.headings, anchor.ordinal)


def _paged(source: SourceText) -> Iterator[Paragraph]:
    """Lines joined until an empty line, a line that begins with a number, or a short line that ends a sentence."""
    pages = [(page.start, page.end, page.index) for page in source.pages] or [(0, len(source.text), 0)]
    for start, end, index in pages:
        lines = list(_lines(source.text, start, end))
        widths = sorted(stop - begin for begin, stop in lines if stop > begin)
        usual = widths[len(widths) * 3 // 4] if widths else 0
        first = last = -1
        for begin, stop in lines:
            line = source.text[begin:stop]
            if first >= 0 and (not line.strip() or _LABEL.match(line)):
                yield Paragraph(0, first, last, "", page=index)
                first = -1
            if not line.strip():
                continue
            first = begin if first < 0 else first
            last = stop
            if stop - begin < usual * _FULL_LINE and line.rstrip().endswith(_SENTENCE_END):
                yield Paragraph(0, first, last, "", page=index)
                first = -1
        if first >= 0:
            yield Paragraph(0, first, last, "", page=index)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
