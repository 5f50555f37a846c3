"""Footnotes and endnotes: their numbers in the line, their text below the paragraph that refers to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docanalyzer.pipeline.reading.revisions import made
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.formats import write_number
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number
from docanalyzer.pipeline.reading.word.symbols import note_mark

if TYPE_CHECKING:
    from docanalyzer.pipeline.reading.word.blocks import BlockReader


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """How notes of one kind are numbered. restart: "continuous", "eachSect" or "eachPage"."""

    number_format: str
    start: int = 1
    restart: str = "continuous"

    def changed_by(self, properties: Any) -> NoteNumbers:
        """properties: a w:footnotePr or w:endnotePr, None where there is none."""

        def value(name: str, usual: str) -> str:
            found = properties.find(w(name)) if properties is not None else None
            return str(found.get(names.VAL, usual)) if found is not None else usual

        return NoteNumbers(
            value("numFmt", self.number_format),
            whole_number(value("numStart", str(self.start))) or 1,
            value("numRestart", self.restart),
        )


class Notes:
    """Both kinds of notes of a document, numbered as its settings and each of its sections say."""

    def __init__(self, footnotes: Any, endnotes: Any, settings: Any) -> None:
        self._elements = {"footnote": _by_id(footnotes), "endnote": _by_id(endnotes)}
        usual = {"footnote": NoteNumbers("decimal"), "endnote": NoteNumbers("lowerRoman")}
        self._usual = {
            kind: numbers.changed_by(settings.find(w(f"{kind}Pr")) if settings is not None else None)
            for kind, numbers in usual.items()
        }
        self._numbers = dict(self._usual)
        self._next = {kind: numbers.start for kind, numbers in self._usual.items()}
        self._sections: list[dict[str, NoteNumbers]] = []
        self._reading = False
        self.restarts_on_pages = False
        """Whether Word counts anew on each page, which cannot be told here."""

    @property
    def exist(self) -> bool:
        return any(self._elements.values())

    def know_sections(self, blocks: Iterable[Any]) -> None:
        """blocks: the body, read ahead: what numbers a section's notes stands at its end."""
        for block in blocks:
            for section in block.iter(names.SECT_PR):
                if section.getparent().tag != _FORMER:
                    self._sections.append(
                        {k: usual.changed_by(section.find(w(f"{k}Pr"))) for k, usual in self._usual.items()}
                    )
        self._sections.reverse()
        self._begin_section(first=True)

    def end_section(self) -> None:
        if self._sections:
            self._sections.pop()
        self._begin_section(first=False)

    def _begin_section(self, *, first: bool) -> None:
        if not self._sections:
            return
        self._numbers = self._sections[-1]
        for kind, numbers in self._numbers.items():
            if first or numbers.restart == "eachSect":
                self._next[kind] = numbers.start
            self.restarts_on_pages |= numbers.restart == "eachPage" and bool(self._elements[kind])

    def number(self, kind: str, note_id: str, custom: bool) -> str:
        """The mark to put at a reference; "" where the author typed one of their own or the note is missing."""
        if custom or note_id not in self._elements[kind]:
            return ""
        number = self._next[kind]
        self._next[kind] += 1
        return note_mark(write_number(number, self._numbers[kind].number_format))

    def line(self, kind: str, mark: str, note_id: str, reader: BlockReader) -> str:
        """A note as one line, "[Footnote 1] …"; "" if there is no such note or it is empty."""
        element = self._elements[kind].get(note_id)
        if element is None or self._reading:
            return ""
        self._reading = True
        try:
            outer = reader.ordinal
            text = " ".join(entry.text.replace("\n", " ") for entry in reader.inner(element, kind))
            reader.ordinal = outer
        finally:
            self._reading = False
        mark = mark.strip("[]")
        head = made(f"{kind.capitalize()} {mark}".rstrip())
        return f"{head} {text}".rstrip() if text.strip() else ""


_FORMER = w("sectPrChange")


def _by_id(root: Any) -> dict[str, Any]:
    if root is None:
        return {}
    return {
        note.get(names.ID, ""): note
        for note in root
        if isinstance(note.tag, str) and note.get(w("type"), "normal") == "normal"
    }
