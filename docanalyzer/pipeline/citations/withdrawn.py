"""Words of a source that are not in force, or not its own: deleted passages, the notes a reader adds.

They stand in the text in brackets, "[deleted: …]", so that nothing is lost. What a quote is held against first is the
text without the deleted passages; a quote that is found inside one is close, and its difference says that it was deleted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docanalyzer.pipeline.citations.types import Change, ChangeKind, SourceText
from docanalyzer.pipeline.reading.revisions import deleted_spans, made_spans

_SHOWN = 24
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """deleted: passages that are not in force; made: what the reader itself says. [start, end), in order."""

    deleted: Sequence[Range] = ()
    made: Sequence[Range] = ()

    def change(self, text: str, start: int, end: int) -> Change | None:
        """What to say of text[start:end]. What is quoted with its mark, "[deleted: …]", is shown for what it is."""
        words = text[start:end][:_SHOWN]
        for first, last in self.deleted:
            if first < end and start < last and not (start <= first + 1 and last - 2 <= end):
                return Change(ChangeKind.DELETED, words, text[max(start, first) : min(end, last)])
        return self.made_change(text, start, end)

    def made_change(self, text: str, start: int, end: int) -> Change | None:
        """What to say of text[start:end] where it is nothing but the reader's own words."""
        if any(first <= start and end <= last for first, last in self.made):
            return Change(ChangeKind.NOTE, text[start:end][:_SHOWN], "")
        return None


def withdrawn(text: str) -> Withdrawn:
    return Withdrawn(deleted_spans(text), made_spans(text))


class LiveText:
    """A source without its deleted passages, and where its places stand in the whole text."""

    def __init__(self, source: SourceText, deleted: Sequence[Range]) -> None:
        self._kept: list[Range] = []
        at = 0
        for start, end in [*deleted, (len(source.text), len(source.text))]:
            self._kept.append((at, start))
            at = end
        self._starts = [start for start, _ in self._kept]
        self._shown = [0]
        for start, end in self._kept:
            self._shown.append(self._shown[-1] + end - start)
        pages = [
            replace(page, start=self.position(page.start), end=self.position(page.end))
            for page in source.pages
        ]
        text = "".join(source.text[start:end] for start, end in self._kept)
        self.source = SourceText(text, pages, paged=source.paged)

    def position(self, offset: int) -> int:
        """Where an offset of the whole text lies in the live one; within a deleted passage, where that stood."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        start, end = self._kept[number]
        return self._shown[number] + min(offset, end) - start

    def original(self, start: int, end: int) -> Range:
        """[start, end) of the live text in the whole one, end > start."""
        first, last = bisect_right(self._shown, start) - 1, bisect_left(self._shown, end) - 1
        return self._kept[first][0] + start - self._shown[first], self._kept[last][0] + end - self._shown[
            last
        ]
