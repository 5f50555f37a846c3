"""A text without pages (Word, web) as it reads: tables as tables, notes, comments, deletions visibly so.

Made from the text itself, which is what the model read and what citations point into: every character is shown
once, in its order, so marks lie where the words do. The brackets are those of pipeline.reading.revisions.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from docanalyzer.documents.marking import Marks
from docanalyzer.pipeline.reading.revisions import deleted_spans, made_spans
from docanalyzer.pipeline.reading.word.entries import CELL_SEPARATOR

NOTHING = SafeString("")
Kind = Literal["text", "heading", "row", "note", "comment"]

_KINDS = {"[deleted": "is-deleted", "[moved": "is-moved-away", "[struck": "is-struck"}
_PLACE = re.compile(r"¶(\d{1,7})")
_MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as HTML. cells: of a table's row, else empty; html: of anything else."""

    kind: Kind
    html: SafeString = NOTHING
    cells: tuple[SafeString, ...] = ()


def line(words: str, offset: int, level: int, marked: Marks) -> Line:
    """words: the paragraph, which stands at `offset` of the whole text."""
    if level:
        return Line("heading", inline(words, offset, marked))
    if CELL_SEPARATOR in words or words.startswith("| "):
        return Line("row", cells=cells(words, offset, marked))
    head = next(iter(made_spans(words)), None)
    if head is not None and not head[0]:
        kind: Kind = "comment" if words.startswith("[Comment") else "note"
        return Line(kind, noted(words, offset, head[1], marked))
    return Line("text", inline(words, offset, marked))


def inline(words: str, offset: int, marked: Marks) -> SafeString:
    """Running words; what was deleted, struck or moved away struck through, its brackets kept for who cannot see that."""
    pieces, done = [], 0
    for start, end in deleted_spans(words):
        pieces.append(marked.html(words[done:start], offset + done))
        kind = next(kind for mark, kind in _KINDS.items() if words.startswith(mark, start))
        pieces.append(f'<del class="change {kind}">{marked.html(words[start:end], offset + start)}</del>')
        done = end
    pieces.append(marked.html(words[done:], offset + done))
    return mark_safe("".join(pieces))  # noqa: S308 - Marks.html escapes


def cells(words: str, offset: int, marked: Marks) -> tuple[SafeString, ...]:
    found: list[SafeString] = []
    done = 0
    for at in islice(_borders(words), _MOST_CELLS - 1):
        found.append(inline(words[done:at], offset + done, marked))
        done = at + 1
    return (*found, inline(words[done:], offset + done, marked))


def noted(words: str, offset: int, head: int, marked: Marks) -> SafeString:
    """A foot- or endnote or a comment: its head apart, the paragraph that a comment is on as a link."""
    heading = marked.html(words[:head], offset)
    linked = _PLACE.sub(r'<a class="link" href="#para-\1" data-para="\1">¶\1</a>', heading, count=1)
    return format_html(
        '<span class="note-head">{}</span>{}',
        mark_safe(linked),  # noqa: S308 - escaped by Marks.html, the link holds digits only
        inline(words[head:], offset + head, marked),
    )


def _borders(words: str) -> Iterator[int]:
    """Where one cell ends and the next begins; a bar within a deletion is the document's."""
    removed = deque(deleted_spans(words))
    for bar in re.finditer(r"\|", words):
        at = bar.start()
        while removed and removed[0][1] <= at:
            removed.popleft()
        if _is_border(words, at) and not (removed and removed[0][0] <= at):
            yield at


def _is_border(words: str, at: int) -> bool:
    before, after = words[at - 1] if at else " ", words[at + 1 : at + 2] or " "
    return before in " |" and after == " "
