"""Tracked changes: which of the inserted, deleted and moved content is in the text, and how it is marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.revisions import DELETED, MOVED_AWAY, made
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.properties import NO_LIST, ParagraphProperties
from docanalyzer.pipeline.reading.word.styles import ListReference

_ADDED = {w("ins"): "insertion", w("moveTo"): "move"}
_REMOVED = {w("del"): "deletion", w("moveFrom"): "move"}
_ROW_OR_CELL = {
    w("ins"): True, w("cellIns"): True, w("del"): False, w("cellDel"): False,
}  # fmt: skip
_FORMER_PARAGRAPH, _FORMER_RUN = f"{w('pPrChange')}/{names.PPR}", f"{w('rPrChange')}/{names.RPR}"
_LISTED = 30


@dataclass
class TrackedChanges:
    """mode: "marked" keeps insertions and writes deletions as [deleted: …]; "accepted"; "original"."""

    mode: str = "marked"
    counts: Counter[str] = field(default_factory=Counter)
    inserted_in: dict[int, None] = field(default_factory=dict)

    def keeps(self, tag: str) -> bool:
        """Whether the content of this w:ins, w:del, w:moveFrom or w:moveTo stands in the text."""
        return self.mode != "original" if tag in _ADDED else self.mode != "accepted"

    def marks(self, tag: str) -> str:
        """The word that brackets such content in the text, "" for none."""
        if self.mode != "marked" or tag in _ADDED:
            return ""
        return DELETED if tag == w("del") else MOVED_AWAY

    def saw(self, tag: str, paragraph: int) -> None:
        self.counts[(_ADDED.get(tag) or _REMOVED[tag]) if tag != w("moveTo") else "move target"] += 1
        if tag in _ADDED:
            self.inserted_in[paragraph] = None

    def limit(self, last: int) -> None:
        """No insertion noted so far stands beyond paragraph `last`."""
        while self.inserted_in and next(reversed(self.inserted_in)) > last:
            self.inserted_in.popitem()
            self.inserted_in[last] = None
            if next(reversed(self.inserted_in)) <= last:
                break

    def drops(self, properties: Any) -> bool:
        """Whether a table row or cell with these properties (w:trPr, w:tcPr) is left out as a whole."""
        if properties is None:
            return False
        for child in properties:
            added = _ROW_OR_CELL.get(child.tag)
            if added is not None:
                self.counts["insertion" if added else "deletion"] += 1
                return self.mode == ("original" if added else "accepted")
        return False

    def marks_whole(self, properties: Any) -> bool:
        """Whether a row or cell with these properties was deleted, and stands in the text marked as that."""
        if self.mode != "marked" or properties is None:
            return False
        return any(_ROW_OR_CELL.get(child.tag) is False for child in properties)

    def joins_next(self, run_properties: Any) -> bool:
        """Whether the paragraph mark with these properties is gone, so that the next paragraph continues it."""
        if run_properties is None or self.mode == "marked":
            return False
        gone = ("ins", "moveTo") if self.mode == "original" else ("del", "moveFrom")
        return any(run_properties.find(w(name)) is not None for name in gone)

    def properties(self, paragraph_properties: Any) -> Any:
        """The w:pPr in force: the one before its tracked change for "original"."""
        return self._in_force(paragraph_properties, _FORMER_PARAGRAPH)

    def run_properties(self, properties: Any) -> Any:
        """The w:rPr of a run in force."""
        return self._in_force(properties, _FORMER_RUN)

    def _in_force(self, properties: Any, former: str) -> Any:
        before = properties.find(former) if self.mode == "original" and properties is not None else None
        return properties if before is None else before

    def numbering(self, properties: ParagraphProperties) -> ListReference:
        """A paragraph's own list; for "original" none that was added to it since."""
        return NO_LIST if self.mode == "original" and properties.numbering_inserted else properties.numbering

    def note(self) -> str:
        """One sentence for the top of the text, "" if nothing is tracked."""
        what = [
            f"{n} {kind}{'s' if n > 1 else ''}"
            for kind, n in sorted(self.counts.items())
            if kind != "move target"
        ]
        if not what:
            return ""
        head = f"Tracked changes: {', '.join(what)}. "
        if self.mode == "accepted":
            return made(f"{head}The text is as if all of them were accepted.")
        if self.mode == "original":
            return made(f"{head}The text is the original, as if all of them were rejected.")
        places = [f"¶{n}" for n in self.inserted_in]
        more = f" and {len(places) - _LISTED} more" if len(places) > _LISTED else ""
        where = f" (in {', '.join(places[:_LISTED])}{more})" if places else ""
        return made(
            f"{head}Inserted words{where} are part of the text; deleted words stand as “{made('…', DELETED)}”."
        )
