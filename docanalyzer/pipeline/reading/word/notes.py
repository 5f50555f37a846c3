"""Footnotes and endnotes: their numbers in the line, their text below the paragraph that refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.formats import write_number
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number
from docanalyzer.pipeline.reading.word.symbols import note_mark

if TYPE_CHECKING:
    from docanalyzer.pipeline.reading.word.blocks import BlockReader


class Notes:
    """Both kinds of notes of a document. Numbers run through the whole document."""

    def __init__(self, footnotes: Any, endnotes: Any, settings: Any) -> None:
        self._elements = {"footnote": _by_id(footnotes), "endnote": _by_id(endnotes)}
        self._formats = {"footnote": "decimal", "endnote": "lowerRoman"}
        self._next = {"footnote": 1, "endnote": 1}
        self._reading = False
        for kind in self._formats:
            properties = settings.find(w(f"{kind}Pr")) if settings is not None else None
            if properties is not None:
                number_format, start = properties.find(w("numFmt")), properties.find(w("numStart"))
                if number_format is not None:
                    self._formats[kind] = number_format.get(names.VAL, "decimal")
                if start is not None:
                    self._next[kind] = whole_number(start.get(names.VAL)) or 1

    def number(self, kind: str, note_id: str, custom: bool) -> str:
        """The mark to put at a reference; "" where the author typed one of their own or the note is missing."""
        if custom or note_id not in self._elements[kind]:
            return ""
        number = self._next[kind]
        self._next[kind] += 1
        return note_mark(write_number(number, self._formats[kind]))

    def line(self, kind: str, mark: str, note_id: str, reader: BlockReader) -> str:
        """A note as one line, "[Footnote 1] …"; "" if there is no such note or it is empty."""
        element = self._elements[kind].get(note_id)
        if element is None or self._reading:
            return ""
        self._reading = True
        try:
            outer = reader.ordinal
            text = " ".join(entry.text.replace("\n", " ") for entry in reader.inner(element))
            reader.ordinal = outer
        finally:
            self._reading = False
        return f"[{kind.capitalize()}{' ' if mark else ''}{mark}] {text}".rstrip() if text.strip() else ""


def _by_id(root: Any) -> dict[str, Any]:
    if root is None:
        return {}
    return {
        note.get(names.ID, ""): note
        for note in root
        if isinstance(note.tag, str) and note.get(w("type"), "normal") == "normal"
    }
