"""Web pages saved from a browser (.html, .mhtml) as their readers see them."""

from docanalyzer.pipeline.reading.web.reader import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
