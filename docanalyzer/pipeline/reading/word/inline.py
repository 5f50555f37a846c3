"""The text inside one paragraph: runs, breaks, fields, symbols, tracked changes, what is anchored to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.raised import raised
from docanalyzer.pipeline.reading.revisions import CLOSE, OPEN, STRUCK, made
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.changes import TrackedChanges
from docanalyzer.pipeline.reading.word.fields import FieldState
from docanalyzer.pipeline.reading.word.mathematics import LinearMath, Write
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.objects import Changed, PartText, drawn_objects
from docanalyzer.pipeline.reading.word.run_text import capitals, is_raised, symbol_text, visible_text
from docanalyzer.pipeline.reading.word.struck import is_struck
from docanalyzer.pipeline.reading.word.styles import ParagraphStyle, Styles

_TRANSPARENT = {
    *(w(n) for n in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir", "r")),
    names.ALTERNATE, names.CHOICE,
}  # fmt: skip
_TRACKED = {w("ins"), w("del"), w("moveFrom"), w("moveTo")}
_FIXED = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_MATH = {f"{{{names.MATH}}}oMath", f"{{{names.MATH}}}oMathPara"}
_OBJECTS = {w("drawing"), w("pict"), w("object")}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds. boxes: w:txbxContent elements and ready lines, in order, where they were deleted
    as objects.Changed; notes: (kind, mark, id, "deleted" or "")."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)
    content: bool = False

    _bracketed: tuple[str, int] = ("", -1)

    def mark(self, mark: str, start: int) -> None:
        """Put "[mark: …]" around the pieces from `start` on, unless blank; adjoining ones of one mark become one."""
        if not "".join(self.pieces[start:]).strip():
            return
        if self._bracketed == (mark, start):
            del self.pieces[start - 1]
        else:
            self.pieces.insert(start, f"{OPEN}{mark}: ")
        self.pieces.append(CLOSE)
        self._bracketed = (mark, len(self.pieces))

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass
class InlineReader:
    """Reads paragraphs of one story (body, a note, a header); field state goes on from one to the next.

    number_note: gives the mark for a footnote or endnote reference (kind, id, custom mark follows).
    """

    styles: Styles
    changes: TrackedChanges
    number_note: Callable[[str, str, bool], str]
    diagram: Callable[[str], str]
    fields: FieldState = field(default_factory=FieldState)
    hidden_characters: int = 0
    pictures: int = 0
    charts: int = 0
    field_numbers: int = 0
    sub_documents: int = 0
    ordinal: int = 1
    commented: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    comment_places: dict[str, tuple[int, str]] = field(default_factory=dict)
    _style: ParagraphStyle = field(default_factory=ParagraphStyle)
    _removed: int = 0
    """Tracked deletions and moves around that are marked as such."""

    def read(self, paragraph: Any, *, style: ParagraphStyle, ordinal: int) -> Inline:
        """ordinal: the paragraph's number to be."""
        self.ordinal, self._style = ordinal, style
        out = Inline()
        for _, collected in self.commented.values():
            collected.append(" ")
        self._children(paragraph, out)
        return out

    def limit_ordinals(self, last: int) -> None:
        """Cells that became one line share its number: lower what was noted beyond `last`."""
        for comment_id, (ordinal, quote) in self.comment_places.items():
            if ordinal > last:
                self.comment_places[comment_id] = (max(last, 1), quote)
        self.changes.limit(last)

    def _children(self, element: Iterable[Any], out: Inline) -> None:
        for child in element:
            tag = child.tag
            if tag == names.R:
                self._run(child, out)
            elif tag in _TRACKED:
                self._tracked(child, tag, out)
            elif tag == names.ALTERNATE:
                self._alternate(child, out)
            elif tag in _TRANSPARENT:
                start = len(out.pieces)
                self._children(child, out)
                if tag == _SIMPLE_FIELD and len(out.pieces) == start:
                    self._say(self.fields.shown_without_result(child.get(_INSTRUCTION_OF, "")), out)
            elif tag in _MATH:
                self._say(LinearMath(self._tracked_math).text(child), out)
            elif tag == _SUB_DOCUMENT:
                self.sub_documents += 1
            elif tag == _COMMENT_START:
                self.commented.setdefault(child.get(names.ID, ""), (self.ordinal, []))
            elif tag == _COMMENT_END:
                self._close_comment(child.get(names.ID, ""))

    def _run(self, run: Any, out: Inline) -> None:
        start = len(out.pieces)
        self._run_content(run, "", self._style.hidden, out)
        if len(out.pieces) == start + 1 and len(out.pieces[start]) < _LONGEST_RAISED and is_raised(run):
            before = next((piece for piece in reversed(out.pieces[:start]) if piece), "")
            out.pieces[start] = raised(out.pieces[start], before)
        if len(out.pieces) > start and not self._removed:
            properties = self.changes.run_properties(run.find(names.RPR))
            if is_struck(properties, self._style.struck, self.styles):
                out.mark(STRUCK, start)

    def _run_content(self, content: Iterable[Any], font: str, hidden: bool, out: Inline) -> None:
        """What stands in a w:r, also inside an mc:AlternateContent there."""
        in_capitals = self._style.capitals
        for child in content:
            tag = child.tag
            if tag == names.RPR:
                font, hidden = self._run_properties(child)
                in_capitals = self._run_capitals(child)
            elif tag == names.T or tag == _DELETED_TEXT:
                text = child.text
                if text:
                    out.content = True
                    if hidden:
                        self.hidden_characters += len(text)
                    else:
                        shown = visible_text(text, font)
                        self._say(capitals(shown) if in_capitals else shown, out)
            elif tag == names.ALTERNATE:
                chosen = names.chosen(child)
                self._run_content(chosen if chosen is not None else (), font, hidden, out)
            elif not hidden:
                self._run_part(child, tag, out)
            elif tag == _FIELD_CHAR:
                self.fields.mark(child)

    def _run_properties(self, properties: Any) -> tuple[str, bool]:
        """(font, whether the run is hidden); its own w:vanish wins over its style's and the paragraph's."""
        font, hidden, own = "", self._style.hidden, None
        for child in properties:
            tag = child.tag
            if tag == _FONTS:
                font = child.get(_ASCII, "")
            elif tag == _VANISH:
                own = names.is_on(child)
            elif tag == _RUN_STYLE:
                hidden = hidden or self.styles.hides_runs(child.get(names.VAL, ""))
        return font, hidden if own is None else own

    def _run_capitals(self, properties: Any) -> bool:
        own, style = properties.find(_CAPITALS), properties.find(_RUN_STYLE)
        if own is not None:
            return names.is_on(own)
        return self._style.capitals or (
            style is not None and self.styles.capitalises_runs(style.get(names.VAL, ""))
        )

    def _run_part(self, child: Any, tag: str, out: Inline) -> None:
        if tag in _FIXED:
            out.content = True
            self._say(_FIXED[tag], out)
        elif tag == _FIELD_CHAR:
            self._say(self.fields.mark(child), out)
        elif tag == _INSTRUCTION:
            self.field_numbers += (child.text or "").lstrip().startswith(_NUMBER_FIELDS)
            self.fields.instruct(child.text or "")
        elif tag in _SYMBOLS:
            out.content = True
            self._say(symbol_text(child), out)
        elif tag in _NOTE_REFERENCES:
            self._note(child, _NOTE_REFERENCES[tag], out)
        elif tag in _OBJECTS:
            out.content = True
            self._object(child, out)
        elif tag == _RUBY:
            self._ruby(child, out)
        elif tag == _COMMENT_REFERENCE:
            self.comment_places.setdefault(child.get(names.ID, ""), (self.ordinal, ""))

    def _say(self, text: str, out: Inline) -> None:
        if not text:
            return
        if not self.fields.visible:
            self.fields.instruct(text)
            return
        out.pieces.append(text)
        for _, collected in self.commented.values():
            collected.append(text)

    def _tracked(self, element: Any, tag: str, out: Inline) -> None:
        self.changes.saw(tag, self.ordinal)
        if not self.changes.keeps(tag):
            self.fields.skip(element)
            return
        mark = self.changes.marks(tag)
        start, boxes, notes = len(out.pieces), len(out.boxes), len(out.notes)
        self._removed += bool(mark)
        self._children(element, out)
        self._removed -= bool(mark)
        if mark:
            out.mark(mark, start)
            out.boxes[boxes:] = [Changed(mark, box) for box in out.boxes[boxes:]]
            out.notes[notes:] = [(*note[:3], mark) for note in out.notes[notes:]]

    def _tracked_math(self, element: Any, write: Write) -> str:
        """Of an inserted, deleted or moved part of a formula."""
        self.changes.saw(element.tag, self.ordinal)
        if not self.changes.keeps(element.tag):
            return ""
        text, mark = write(element), self.changes.marks(element.tag)
        return made(text, mark) if mark and text else text

    def _alternate(self, element: Any, out: Inline) -> None:
        """Between runs; the parts of a run may stand in it as well."""
        chosen = names.chosen(element)
        for child in chosen if chosen is not None else ():
            if child.tag in _OBJECTS or child.tag == names.T:
                self._run_content((child,), "", self._style.hidden, out)
            else:
                self._children((child,), out)

    def _object(self, element: Any, out: Inline) -> None:
        found = drawn_objects(element)
        self.pictures += found.pictures
        self.charts += found.charts
        out.boxes += [self.diagram(box.part) if isinstance(box, PartText) else box for box in found.boxes]

    def _note(self, element: Any, kind: str, out: Inline) -> None:
        out.content = True
        note_id = element.get(names.ID, "")
        mark = self.number_note(kind, note_id, names.is_on_value(element.get(_CUSTOM_MARK)))
        self._say(mark, out)
        if self.fields.visible:
            out.notes.append((kind, mark, note_id, ""))

    def _ruby(self, element: Any, out: Inline) -> None:
        """Base text with its reading in brackets: 漢字(かんじ)."""
        for name, opening, closing in (("rubyBase", "", ""), ("rt", "(", ")")):
            part = element.find(w(name))
            if part is not None:
                self._say(opening, out)
                self._children(part, out)
                self._say(closing, out)

    def _close_comment(self, comment_id: str) -> None:
        commented = self.commented.pop(comment_id, None)
        if commented is not None:
            self.comment_places[comment_id] = (commented[0], "".join(commented[1]))


_COMMENT_START, _COMMENT_END = w("commentRangeStart"), w("commentRangeEnd")
_INSTRUCTION, _NUMBER_FIELDS = w("instrText"), ("LISTNUM", "AUTONUM")
_SUB_DOCUMENT = w("subDoc")
_SIMPLE_FIELD, _INSTRUCTION_OF = w("fldSimple"), w("instr")
_COMMENT_REFERENCE = w("commentReference")
_DELETED_TEXT, _FIELD_CHAR, _RUBY = w("delText"), w("fldChar"), w("ruby")
_SYMBOLS = {w("sym"), names.EMOJI}
_CAPITALS = w("caps")
_FONTS, _ASCII, _VANISH, _RUN_STYLE = w("rFonts"), w("ascii"), w("vanish"), w("rStyle")
_LONGEST_RAISED = 12
_CUSTOM_MARK = w("customMarkFollows")
_NOTE_REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
