"""PDF files as their readers see them."""

from docanalyzer.pipeline.reading.pdf.reader import is_out_of_memory, open_pdf, read_pdf

__all__ = ["is_out_of_memory", "open_pdf", "read_pdf"]
