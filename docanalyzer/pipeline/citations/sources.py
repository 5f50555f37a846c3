"""The source that citations point into, from what a reader gave."""

from __future__ import annotations

from docanalyzer.pipeline.citations.types import PageSpan, SourceText
from docanalyzer.pipeline.reading.result import Reading


def source_of(reading: Reading) -> SourceText:
    """A reading as a source: its whole text, its pages with their offsets, its anchors."""
    spans = [
        PageSpan(page.index, page.label, start, start + len(page.text))
        for page, start in zip(reading.pages, reading.page_starts(), strict=True)
    ]
    return SourceText(reading.text, spans, reading.anchors, reading.paged)
