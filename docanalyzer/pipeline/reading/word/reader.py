"""A Word file as one text with an anchor for every paragraph.

The body comes first, in its order; then headers, footers, comments and a line about tracked changes, each
labelled. A table row of simple cells is one line ("a | b"). Foot- and endnotes follow the paragraph that
refers to them as "[Footnote ¹] …". Text that the author hid is not in the text, as it is not on paper; a warning
says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.result import (
    Anchor,
    Page,
    Progress,
    ProgressCallback,
    Reading,
    ReadingOptions,
)
from docanalyzer.pipeline.reading.revisions import CLOSE, OPEN, cleaned, settled_reading
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.blocks import BlockReader
from docanalyzer.pipeline.reading.word.changes import TrackedChanges
from docanalyzer.pipeline.reading.word.chunks import chunk_entries
from docanalyzer.pipeline.reading.word.drawn_parts import drawn_text
from docanalyzer.pipeline.reading.word.entries import Entry
from docanalyzer.pipeline.reading.word.fields import FieldState
from docanalyzer.pipeline.reading.word.inline import InlineReader
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.notes import Notes
from docanalyzer.pipeline.reading.word.numbering import Numbering
from docanalyzer.pipeline.reading.word.opening import WordPackage, open_package
from docanalyzer.pipeline.reading.word.package import damaged
from docanalyzer.pipeline.reading.word.sections import Sections, comment_line, header_lines
from docanalyzer.pipeline.reading.word.styles import Styles

_DEEPEST_CHUNK = 3
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_word(path: Path, options: ReadingOptions, on_page: ProgressCallback) -> Reading:
    """Read .docx, .docm, .dotx or .dotm. Raises ReadingError: encrypted, damaged, no_text, unsupported."""
    package = open_package(path)
    try:
        document = _read(package, options, lenient=False)
        if not document.blocks.inline.fields.balanced:
            document = _read(package, options, lenient=True)
        reading = _reading(package, document)
    except RecursionError as error:
        raise damaged() from error
    finally:
        package.close()
    on_page(Progress(1, 1))
    return reading


def body_paragraphs(path: Path) -> list[Entry]:
    """Each paragraph of the body with its label as Word shows it, cells not yet joined (for bench/numbering.py)."""
    package = open_package(path)
    try:
        return _read(package, ReadingOptions(tracked_changes="accepted"), lenient=False).blocks.paragraphs
    finally:
        package.close()


@dataclass
class _Document:
    blocks: BlockReader
    body: list[Entry]
    sections: list[str]


def _read(package: WordPackage, options: ReadingOptions, *, lenient: bool, depth: int = 0) -> _Document:
    """depth: how many Word files stand around this one."""
    main = package.main
    styles = Styles(package.tree(package.related(main, "styles")))
    settings = package.tree(package.related(main, "settings"))
    notes = Notes(
        package.tree(package.related(main, "footnotes")),
        package.tree(package.related(main, "endnotes")),
        settings,
    )
    if notes.exist:
        notes.know_sections(package.body_blocks())
    targets = {rel_id: target for _, target, rel_id in package.relations(main)}
    inline = InlineReader(
        styles=styles,
        changes=TrackedChanges(options.tracked_changes),
        number_note=notes.number,
        diagram=lambda rel_id: drawn_text(package.tree(targets.get(rel_id))),
        fields=FieldState(lenient=lenient),
    )
    even_and_odd = settings is not None and names.is_on(settings.find(w("evenAndOddHeaders")))
    sections = Sections(even_and_odd=even_and_odd)
    numbering = Numbering(package.tree(package.related(main, "numbering")), styles)

    def chunk(rel_id: str) -> list[Entry] | None:
        target = targets.get(rel_id)
        content = package.content(target) if depth < _DEEPEST_CHUNK else None
        if target is None or content is None:
            return None
        return chunk_entries(content, target, lambda path: _body_of(path, options, depth + 1))

    blocks = BlockReader(styles, numbering, inline, notes, sections, chunk=chunk)
    body = list(blocks.read(package.body_blocks()))
    blocks.sections = None

    def header(rel_id: str) -> list[str]:
        root = package.tree(targets.get(rel_id))
        return [entry.text for entry in blocks.inner(root, rel_id)] if root is not None else []

    lines = header_lines(sections.shown, header)
    lines += _comments(package.tree(package.related(main, "comments")), blocks)
    tracked = inline.changes.note()
    return _Document(blocks, body, [*lines, tracked] if tracked else lines)


def _body_of(path: Path, options: ReadingOptions, depth: int) -> list[Entry]:
    package = open_package(path)
    try:
        return _read(package, options, lenient=False, depth=depth).body
    finally:
        package.close()


def _comments(root: Any, blocks: BlockReader) -> Iterator[str]:
    places = dict(blocks.inline.comment_places)
    for number, comment in enumerate(root.iterfind(w("comment")) if root is not None else (), start=1):
        text = "\n".join(entry.text for entry in blocks.inner(comment, "comments"))
        if text:
            yield comment_line(number, comment, text, places.get(comment.get(names.ID, "")))


def _reading(package: WordPackage, document: _Document) -> Reading:
    # Cleaned once more: names of authors and list labels come from attributes. Only then offsets are counted.
    entries = [*document.body, *(Entry(text=line) for line in document.sections)]
    entries = [replace(entry, text=cleaned(entry.text), clause=cleaned(entry.clause)) for entry in entries]
    entries = [entry for entry in entries if entry.text.strip()]
    inline = document.blocks.inline
    if not entries:
        pictures = (
            f"; it holds {inline.pictures} picture(s), perhaps of scanned pages" if inline.pictures else ""
        )
        raise ReadingError(Outcome.NO_TEXT, f"This Word file holds no text{pictures}.")
    anchors, offset = [], 0
    for ordinal, entry in enumerate(entries, start=1):
        anchors.append(Anchor(offset, ordinal, entry.clause, entry.headings, entry.level, entry.para_id))
        offset += len(entry.text) + 1
    reading = Reading(
        kind="word",
        media_type=package.content_type,
        paged=False,
        pages=(Page(1, "", "\n".join(entry.text for entry in entries)),),
        anchors=tuple(anchors),
        title=_title(package) or document.blocks.title,
        warnings=tuple(_warnings(document)),
    )
    return settled_reading(reading)


def _title(package: WordPackage) -> str:
    core = package.tree(package.related("", "core-properties"))
    title = core.findtext(_TITLE) if core is not None else None
    return " ".join(clean(title or "").split())


def _warnings(document: _Document) -> Iterator[str]:
    inline = document.blocks.inline
    if inline.hidden_characters:
        yield f"{inline.hidden_characters} characters of hidden text were left out, as Word does not show or print them."
    if inline.pictures:
        yield f"{inline.pictures} picture(s) were not read; words inside pictures are not in the text."
    if inline.field_numbers:
        yield (
            f"{inline.field_numbers} number(s) that Word makes inside paragraphs (LISTNUM and AUTONUM fields) "
            "are not in the text."
        )
    if inline.fields.without_result:
        yield (
            f"{inline.fields.without_result} field(s) (dates, references and the like) have no stored result; what "
            "Word would show there is not in the text. Update the fields in Word (Ctrl+A, F9) and save the file."
        )
    if document.blocks.notes.restarts_on_pages:
        yield "Word numbers the notes of this file anew on each page; here their numbers run through."
    if inline.sub_documents:
        yield f"{inline.sub_documents} subdocument(s) are files of their own; upload them too."
    if document.blocks.numbering.unwritten:
        formats = ", ".join(sorted(document.blocks.numbering.unwritten)[:10])
        yield f"List numbers of the kind {formats} stand in the text as plain digits."
    if inline.charts:
        yield f"{inline.charts} chart(s): their titles and the values stored with them are in the text, not their drawing."
    if document.blocks.skipped_parts:
        yield (
            f"{document.blocks.skipped_parts} embedded part(s) in a format that cannot be read here (such as RTF) "
            "were left out."
        )
    if inline.fields.lenient:
        yield "Some fields of this file have no end; their hidden instructions may stand in the text."
    note = inline.changes.note()
    if note:
        yield note.strip(OPEN + CLOSE)
