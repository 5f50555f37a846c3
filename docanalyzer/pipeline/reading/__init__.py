"""A file → pages of text. `read` does it in a child process that can be limited and killed."""

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.detect import READABLE_SUFFIXES, Detected, detect
from docanalyzer.pipeline.reading.pdf.cells import Table
from docanalyzer.pipeline.reading.process import Cost
from docanalyzer.pipeline.reading.registry import read_in_process
from docanalyzer.pipeline.reading.result import (
    PAGE_SEPARATOR,
    Anchor,
    Limits,
    Page,
    PageFlag,
    Progress,
    Reading,
    ReadingOptions,
    page_starts,
)
from docanalyzer.pipeline.reading.sandbox import ocr_pages, read, tables

__all__ = [
    "PAGE_SEPARATOR",
    "READABLE_SUFFIXES",
    "Anchor",
    "Cost",
    "Detected",
    "Limits",
    "Outcome",
    "Page",
    "PageFlag",
    "Progress",
    "Reading",
    "ReadingError",
    "ReadingOptions",
    "Table",
    "detect",
    "ocr_pages",
    "page_starts",
    "read",
    "read_in_process",
    "tables",
]
