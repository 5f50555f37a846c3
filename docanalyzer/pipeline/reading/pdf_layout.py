"""The text of one PDF page, in the order in which the file draws it."""

from __future__ import annotations

from typing import Any

import pymupdf

TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
    | pymupdf.TEXT_DEHYPHENATE
)
"""No TEXT_PRESERVE_LIGATURES: "ﬁ" becomes "fi". No images: they only cost memory."""


def page_text(page: Any) -> str:
    """page: a pymupdf.Page. Lines end in newline, no blanks at line ends, "" for a page without text."""
    text: str = page.get_textpage(flags=TEXT_FLAGS).extractText()
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
