"""Paragraphs, tables and what is nested in them, as lines in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docanalyzer.pipeline.reading.headings import HeadingPath
from docanalyzer.pipeline.reading.revisions import DELETED, OPEN, made
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.clauses import ClausePaths
from docanalyzer.pipeline.reading.word.columns import Columns
from docanalyzer.pipeline.reading.word.entries import Entry, row_entries
from docanalyzer.pipeline.reading.word.fields import FieldState
from docanalyzer.pipeline.reading.word.held import Held, shown_line
from docanalyzer.pipeline.reading.word.inline import Inline, InlineReader
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.notes import Notes
from docanalyzer.pipeline.reading.word.numbering import Label, Numbering
from docanalyzer.pipeline.reading.word.objects import Changed
from docanalyzer.pipeline.reading.word.properties import paragraph_properties
from docanalyzer.pipeline.reading.word.run_text import capitals
from docanalyzer.pipeline.reading.word.sections import Sections
from docanalyzer.pipeline.reading.word.styles import ParagraphStyle, Styles
from docanalyzer.pipeline.reading.word.tables import (
    CONTAINERS,
    TRACKED,
    continues_above,
    continues_before,
    inside,
)

_TITLE_WITHIN = 3
"""A paragraph in the Title style names the document only this near to its beginning."""


@dataclass
class BlockReader:
    """Walks one story. `ordinal` is the number of the paragraph being read (tables' rows count as one)."""

    styles: Styles
    numbering: Numbering
    inline: InlineReader
    notes: Notes
    sections: Sections | None = None
    clauses: ClausePaths = field(default_factory=ClausePaths)
    ordinal: int = 1
    chunk: Callable[[str], list[Entry] | None] = field(default=lambda part_id: None)
    """The paragraphs of a part in another format, by its relationship."""
    skipped_parts: int = 0
    title: str = ""
    paragraphs: list[Entry] = field(default_factory=list)
    """Every paragraph met, before the cells of a row are put on one line."""
    _path: HeadingPath = field(default_factory=HeadingPath)
    _held: Held | None = None

    def read(self, blocks: Iterable[Any]) -> Iterator[Entry]:
        """The lines of these block elements; at the end also what a hidden last paragraph mark held back."""
        for block in blocks:
            yield from self._block(block)
        yield from self._flush()

    def inner(self, story: Any, name: str) -> list[Entry]:
        """The lines of a story of its own (a note, a text box, a comment) met while another is being read.

        name: of the story, for what counts within it.
        """
        outer = self._held, self.inline.fields, self.clauses, self._path
        self._held, self.inline.fields = None, FieldState(lenient=self.inline.fields.lenient)
        self.clauses, self._path = ClausePaths(), self._path.copy()
        try:
            with self.numbering.story(name):
                return list(self.read(story))
        finally:
            outer[1].without_result += self.inline.fields.without_result
            self._held, self.inline.fields, self.clauses, self._path = outer

    def _block(self, block: Any) -> Iterator[Entry]:
        tag = block.tag
        if tag == names.P:
            yield from self._paragraph(block)
        elif tag == names.TBL:
            yield from self._table(block)
        elif tag in CONTAINERS:
            for child in block:
                yield from self._block(child)
        elif tag in TRACKED:
            if self.inline.changes.keeps(tag):
                for child in block:
                    yield from self._block(child)
        elif tag == names.ALTERNATE:
            chosen = names.chosen(block)
            for child in chosen if chosen is not None else ():
                yield from self._block(child)
        elif tag == names.SECT_PR:
            self._end_section(block)
        elif tag == w("altChunk"):
            yield from self._chunk(block.get(names.R_ID, ""))

    def _paragraph(self, element: Any) -> Iterator[Entry]:
        properties = paragraph_properties(self.inline.changes.properties(element.find(names.PPR)))
        style = self.styles.paragraph(properties.style)
        content = self.inline.read(element, style=style, ordinal=self.ordinal)
        if properties.section is not None:
            self._end_section(properties.section)
        blank = not content.text.strip()
        if properties.mark_hidden and content.content and blank and not content.boxes:
            return
        if self.inline.changes.joins_next(properties.mark):
            self._hold(content, None, "", element)
            return
        only_section = properties.section is not None and not content.content
        label = (
            None if only_section else self.numbering.label(self.inline.changes.numbering(properties), style)
        )
        if label is not None and (
            label.capitals if label.capitals is not None else properties.capitals(style.capitals)
        ):
            label = replace(label, text=capitals(label.text))
        clause = self._clause(label, content, style)
        if not blank and (properties.drop_cap or properties.mark_hidden):
            self._hold(content, label, clause, element)
            return
        yield from self._entries(element, properties.heading(style.heading), style, content, label, clause)

    def _chunk(self, part_id: str) -> Iterator[Entry]:
        """A part in another format, where it stands."""
        yield from self._flush()
        entries = self.chunk(part_id)
        if entries is None:
            self.skipped_parts += 1
        for entry in entries or ():
            level = entry.level if entry.text else 0
            headings = self._path.above(level) if level else self._path.names
            if level:
                self._path.enter(level, entry.text)
            self.ordinal += 1
            yield replace(entry, headings=headings)

    def _end_section(self, properties: Any) -> None:
        if self.sections is not None:
            self.sections.add(properties)
            self.notes.end_section()

    def _clause(self, label: Label | None, content: Inline, style: ParagraphStyle) -> str:
        if label is not None:
            return self.clauses.path(label)
        text = content.text.lstrip()
        if not text or style.name.lower().startswith("toc "):
            return ""
        typed = self.clauses.typed(text)
        if not typed and style.heading:
            self.clauses.heading()
        return typed

    def _hold(self, content: Inline, label: Label | None, clause: str, element: Any) -> None:
        held = Held(
            label,
            clause,
            shown_line(label, content.text),
            content.boxes,
            content.notes,
            element.get(names.PARA_ID, ""),
        )
        self._held = held if self._held is None else self._held.followed_by(held)

    def _flush(self) -> Iterator[Entry]:
        held, self._held = self._held, None
        if held is not None:
            yield from self._line_entries(held.entry(self._path.names), held.boxes, held.notes)

    def _entries(
        self,
        element: Any,
        heading: int,
        style: ParagraphStyle,
        content: Inline,
        label: Label | None,
        clause: str,
    ) -> Iterator[Entry]:
        body = content.text.strip()
        text = shown_line(label, body).rstrip()
        boxes, notes, para_id = content.boxes, content.notes, element.get(names.PARA_ID, "")
        held, self._held = self._held, None
        if held is not None:
            # With both marks kept the first label leads; where a deleted mark joined them, the second's does.
            text = (
                held.text + text if held.label or not label else shown_line(label, held.text + content.text)
            )
            text = text.strip()
            body, clause = text, held.clause or clause
            boxes, notes, para_id = held.boxes + boxes, held.notes + notes, held.para_id or para_id
        level = heading if text else 0
        if style.name.lower() == "title" and body and not self.title and self.ordinal <= _TITLE_WITHIN:
            self.title = body.replace("\n", " ")
        entry = Entry(
            text=text,
            label=label.text if label else "",
            content=body,
            clause=clause,
            headings=self._path.above(level) if level else self._path.names,
            level=level,
            para_id=para_id,
        )
        if level:
            self._path.enter(level, text)
        yield from self._line_entries(entry, boxes, notes)

    def _line_entries(
        self, entry: Entry, boxes: list[Any], notes: list[tuple[str, str, str, str]]
    ) -> Iterator[Entry]:
        """The paragraph, then the text boxes anchored in it, then its notes."""
        if entry.text:
            self.ordinal += 1
            self.paragraphs.append(entry)
            yield entry
        for box in boxes:
            yield from self._box_entries(box, entry.headings)
        for kind, mark, note_id, changed in notes:
            text = self.notes.line(kind, mark, note_id, self)
            text = made(text, changed) if changed and text else text
            if text:
                self.ordinal += 1
                yield Entry(text=text, content=text, headings=entry.headings, note=True)

    def _box_entries(self, box: Any, headings: tuple[str, ...]) -> Iterator[Entry]:
        """box: of Inline.boxes."""
        if isinstance(box, str):
            lines = [line for line in box.split("\n") if line.strip()]
            self.ordinal += len(lines)
            yield from (Entry(text=line, content=line, headings=headings) for line in lines)
        elif isinstance(box, Changed):
            for entry in self._box_entries(box.box, headings):
                yield replace(entry, text=made(entry.text, box.mark))
        else:
            yield from self.inner(box, "text boxes")

    def _table(self, table: Any) -> Iterator[Entry]:
        yield from self._flush()
        columns = Columns.of(table)
        for row in inside(table, names.TR):
            if self.inline.changes.drops(row.find(w("trPr"))):
                continue
            before = self.ordinal
            cells: list[list[Entry]] = [[] for _ in range(columns.begin(row))]
            for cell in inside(row, names.TC):
                covered = columns.place(cell)
                properties = cell.find(w("tcPr"))
                if continues_before(properties):
                    continue
                cells += [[] for _ in range(covered)]
                dropped = self.inline.changes.drops(properties) or continues_above(properties)
                cells.append([] if dropped else self._cell(cell, row, properties))
            entries = [replace(entry, row=True) for entry in row_entries(cells)]
            self.ordinal = before + len(entries)
            self.inline.limit_ordinals(self.ordinal - 1)
            yield from entries

    def _cell(self, cell: Any, row: Any, properties: Any) -> list[Entry]:
        """What a cell holds; marked where the row or the cell was deleted and not its words one by one."""
        entries = list(self.read(cell))
        if not any(map(self.inline.changes.marks_whole, (row.find(w("trPr")), properties))):
            return entries
        return [
            entry if OPEN in entry.text else replace(entry, text=made(entry.text, DELETED))
            for entry in entries
        ]
