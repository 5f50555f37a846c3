"""A text without pages (Word, web) as it reads: tables as tables, notes, comments, deletions visibly so.

Made from the text itself, which is what the model read and what citations point into: every character is shown
once, in its order, so marks lie where the words do. The brackets are those of pipeline.reading.word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from docanalyzer.documents.marking import Marks
from docanalyzer.pipeline.reading.word.entries import CELL_SEPARATOR

NOTHING = SafeString("")
Kind = Literal["text", "heading", "row", "note", "comment"]

_NOTE = re.compile(r"\[(Footnote|Endnote|Header|Footer|First|Even|Tracked changes)\b[^\]]*\]?")
_COMMENT = re.compile(r"\[Comment \d+\b[^\]]*\]")
_REMOVED = re.compile(r"\[(deleted|moved away): ")
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
    comment = _COMMENT.match(words)
    if comment:
        return Line("comment", noted(words, offset, comment.end(), marked))
    note = _NOTE.match(words)
    if note:
        return Line("note", noted(words, offset, note.end(), marked))
    return Line("text", inline(words, offset, marked))


def inline(words: str, offset: int, marked: Marks) -> SafeString:
    """Running words; what was deleted or moved away struck through, its brackets kept for who cannot see that."""
    pieces, done = [], 0
    for start, end in _removed(words):
        pieces.append(marked.html(words[done:start], offset + done))
        kind = "is-moved-away" if words.startswith("[moved", start) else "is-deleted"
        pieces.append(f'<del class="change {kind}">{marked.html(words[start:end], offset + start)}</del>')
        done = end
    pieces.append(marked.html(words[done:], offset + done))
    return mark_safe("".join(pieces))  # noqa: S308 - Marks.html escapes


def cells(words: str, offset: int, marked: Marks) -> tuple[SafeString, ...]:
    found: list[SafeString] = []
    done = 0
    while len(found) < _MOST_CELLS - 1:
        at = words.find("|", done)
        while at >= 0 and not _is_border(words, at):
            at = words.find("|", at + 1)
        if at < 0:
            break
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


def _removed(words: str) -> list[tuple[int, int]]:
    """[start, end) of each "[deleted: …]", brackets inside it counted."""
    found: list[tuple[int, int]] = []
    for match in _REMOVED.finditer(words):
        if found and match.start() < found[-1][1]:
            continue
        depth, at = 1, match.end()
        while at < len(words) and depth:
            depth += (words[at] == "[") - (words[at] == "]")
            at += 1
        if not depth:
            found.append((match.start(), at))
    return found


def _is_border(words: str, at: int) -> bool:
    before, after = words[at - 1] if at else " ", words[at + 1 : at + 2] or " "
    return before in " |" and after == " "
