"""Fields (w:fldChar): their results are text, their instructions are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.field_codes import needs_word, shown_by
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number

_KIND, _DATA = w("fldCharType"), w("ffData")
_FIELD_CHAR = w("fldChar")


@dataclass
class FieldState:
    """Which fields are open, innermost last; True while in a field's instruction.

    lenient: show everything but w:instrText, for files whose fields do not end.
    """

    lenient: bool = False
    without_result: int = 0
    """Fields that Word would show something for, which is not in the file."""
    _open: list[bool] = field(default_factory=list)
    _instructions: int = 0
    _written: list[list[str]] = field(default_factory=list)
    """The instruction of every open field, in pieces."""

    @property
    def visible(self) -> bool:
        return self.lenient or not self._instructions

    @property
    def balanced(self) -> bool:
        """False when the story ended inside an instruction: text after it was taken for a part of it."""
        return not self._instructions

    def instruct(self, text: str) -> None:
        """Take a piece of the innermost open field's instruction."""
        if self._open and self._open[-1]:
            self._written[-1].append(text)

    def mark(self, element: Any) -> str:
        """Take a w:fldChar; gives what a field without a result shows: a form field (☐, ☒, a list entry) or
        one whose instruction says it."""
        kind = element.get(_KIND)
        if kind == "begin":
            shown = _form_field(element.find(_DATA))
            self._open.append(True)
            self._written.append([])
            self._instructions += 1
            if shown and (self.lenient or self._instructions == 1):
                return self._show_before(shown)
        elif kind == "separate" and self._open and self._open[-1]:
            self._open[-1] = False
            self._instructions -= 1
        elif kind == "end" and self._open:
            instruction = "".join(self._written.pop())
            if self._open.pop():
                self._instructions -= 1
                return self.shown_without_result(instruction)
        return ""

    def shown_without_result(self, instruction: str) -> str:
        self.without_result += needs_word(instruction)
        return shown_by(instruction)

    def _show_before(self, shown: str) -> str:
        """A form field's own text stands outside its instruction."""
        self._open[-1] = False
        self._instructions -= 1
        return shown

    def skip(self, element: Any) -> None:
        """Follow the field marks in content that is left out of the text."""
        for mark in element.iter(_FIELD_CHAR):
            self.mark(mark)


def _form_field(data: Any) -> str:
    if data is None:
        return ""
    box = data.find(w("checkBox"))
    if box is not None:
        checked = box.find(w("checked"))
        checked = box.find(w("default")) if checked is None else checked
        return "☒" if names.is_on(checked) else "☐"
    choices = data.find(w("ddList"))
    if choices is None:
        return ""
    entries = [entry.get(names.VAL, "") for entry in choices.iterfind(w("listEntry"))]
    result = choices.find(w("result"))
    result = choices.find(w("default")) if result is None else result
    index = (whole_number(result.get(names.VAL)) or 0) if result is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""
