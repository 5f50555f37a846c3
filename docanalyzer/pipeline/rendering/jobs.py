"""What a warm child can be asked, once it has its document open."""

from __future__ import annotations

from typing import Any, Protocol

from docanalyzer.pipeline.reading.pdf.reader import is_out_of_memory
from docanalyzer.pipeline.rendering.errors import rendering_error
from docanalyzer.pipeline.rendering.pdf_pages import OpenPdf

__all__ = ["Opened", "is_out_of_memory", "open_subject"]


class Opened(Protocol):
    def answer(self, request: dict[str, Any]) -> tuple[Any, bytes]:
        """JSON and bytes. Raises RenderingError, or whatever a library raises on a damaged file."""


def open_subject(request: dict[str, Any]) -> Opened:
    if request["job"] == "open_pdf":
        return OpenPdf(request["path"])
    if request["job"] == "open_text":
        from docanalyzer.pipeline.rendering.find import OpenText  # numpy: a page needs none of it

        return OpenText(request["text"])
    raise rendering_error("damaged")
