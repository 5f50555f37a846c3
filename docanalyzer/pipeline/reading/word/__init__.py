"""Word files (.docx, .docm, .dotx, .dotm) as their readers see them."""

from docanalyzer.pipeline.reading.word.reader import read_word

__all__ = ["read_word"]
