"""A paragraph whose mark is hidden or gone: its text begins the next paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.reading.word.entries import Entry
from docanalyzer.pipeline.reading.word.numbering import Label


@dataclass(slots=True)
class Held:
    """Run-in headings, dropped capitals and paragraphs joined by a deleted mark, until the line ends.

    text: with the label; boxes, notes: what is anchored in it, as in inline.Inline.
    """

    label: Label | None
    clause: str
    text: str
    boxes: list[Any]
    notes: list[tuple[str, str, str, str]]
    para_id: str

    def followed_by(self, later: Held) -> Held:
        return Held(
            self.label or later.label,
            self.clause or later.clause,
            self.text + later.text,
            self.boxes + later.boxes,
            self.notes + later.notes,
            self.para_id or later.para_id,
        )

    def entry(self, headings: tuple[str, ...]) -> Entry:
        """The line alone, where no paragraph follows in its cell or story."""
        text = self.text.strip()
        label = self.label.text if self.label else ""
        return Entry(text, label, text, self.clause, headings, para_id=self.para_id)


def shown_line(label: Label | None, body: str) -> str:
    """The label as Word shows it, its gap and the words."""
    return body if label is None or not label.text else f"{label.text}{label.gap}{body}"
