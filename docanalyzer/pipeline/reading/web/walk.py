"""Walk a parsed web page and give its paragraphs as a browser would lay them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.raised import raised
from docanalyzer.pipeline.reading.revisions import DELETED, STRUCK, cleaned, made, unmade
from docanalyzer.pipeline.reading.web.boxes import is_block, is_loose, tags
from docanalyzer.pipeline.reading.web.counters import Counters
from docanalyzer.pipeline.reading.web.faint import is_nothing
from docanalyzer.pipeline.reading.web.left_out import letters, seen_elsewhere, way_out
from docanalyzer.pipeline.reading.web.lists import ListCounter
from docanalyzer.pipeline.reading.web.parts import SavedParts
from docanalyzer.pipeline.reading.web.seen import faint, input_text, shown_instead
from docanalyzer.pipeline.reading.web.shadow import Hosts
from docanalyzer.pipeline.reading.web.styles import Declarations, Styles, read_styles
from docanalyzer.pipeline.reading.web.tables import Grid, in_shown_order

_LABELLED = tags("li p h1 h2 h3 h4 h5 h6 dt dd div section")
_DELETED = ("del", "s", "strike")
_BLANKS = re.compile(r"[ \t\n\r\u00a0]+")
_BLANKS_IN_LINE = re.compile(r"[ \t\r\u00a0]+")
_PRESERVED = ("pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks")
_ICONS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text: one or more lines; level: heading level 1–6 or 0; label: a list item's number ("3.")."""

    text: str
    level: int = 0
    label: str = ""


@dataclass(slots=True)
class _Walk:
    styles: Styles
    done: list[Paragraph] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    level: int = 0
    label: str = ""
    verbatim: int = 0
    hidden_characters: int = 0
    visible: list[bool] = field(default_factory=lambda: [True])
    """For every element around: its `visibility`, which what is inside may set otherwise."""
    faint: list[frozenset[str]] = field(default_factory=lambda: [frozenset()])
    """For every element around: why its words cannot be seen, which what is inside may set otherwise."""
    line_ends: list[bool] = field(default_factory=lambda: [False])
    """For every element around: whether a line end in its words is one in the text."""
    deletions: list[tuple[int, str]] = field(default_factory=list)
    """For every element around that strikes its words out: how many pieces of this paragraph stood before it; its mark."""
    set_aside: list[list[tuple[int, str]]] = field(default_factory=list)
    """For every element around: the `deletions` that do not run through its words."""
    cells: list[bool] = field(default_factory=list)
    """For every cell around: does it hold data (its row is one line) or only arrange the page?"""
    superscripts: list[int] = field(default_factory=list)
    """For every <sup> around: how many pieces stood before it."""
    displays: list[str] = field(default_factory=list)
    """For every element around: its `display`, where a style sets it."""
    lists: list[ListCounter] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    """For every table around."""
    counters: Counters = field(default_factory=Counters)
    hosts: Hosts = field(default_factory=Hosts)

    @property
    def in_row(self) -> bool:
        return any(self.cells)

    @property
    def lies_in_boxes(self) -> bool:
        """Whether what the innermost element holds stands side by side, each in its own box."""
        return bool(self.displays) and self.displays[-1].removeprefix("inline-") in (
            "flex",
            "grid",
            "table-row",
        )

    def text(self, text: str | None) -> None:
        """Words of the page; entities such as &#1; may not bring what only this reader writes."""
        if text:
            self.walked(unmade(text))

    def walked(self, text: str) -> None:
        """Text that was walked already, its marks in it."""
        if self.faint[-1] or not self.visible[-1]:
            self.hidden_characters += len("".join(text.split()))
        else:
            blanks = _BLANKS_IN_LINE if self.line_ends[-1] and not self.in_row else _BLANKS
            self.pieces.append(text if self.verbatim else blanks.sub(" ", text))

    def raise_from(self, start: int) -> None:
        """What stands in a <sup>, `start` being the number of pieces before it."""
        self.pieces[start:] = [
            raised("".join(self.pieces[start:]), "".join(self.pieces[max(start - 1, 0) : start]))
        ]

    def mark_deleted(self, start: int, mark: str) -> None:
        """What stands in a <del>, `start` being the number of pieces before it: marked as in a Word file."""
        text = "".join(self.pieces[start:])
        if words := text.strip():
            before, _, after = text.partition(words)
            self.pieces[start:] = [f"{before}{made(words, mark)}{after}"]

    def suspend_strokes(self, style: Declarations) -> None:
        """A line that styles draw through words leaves out what stands apart from them; a <del> takes it along."""
        passed_over = (
            is_loose(style) and not self.superscripts and {mark for _, mark in self.deletions} == {STRUCK}
        )
        self.set_aside.append(self.deletions if passed_over else [])
        if passed_over:
            self.mark_deleted(*self.deletions[0])
            self.deletions = []

    def resume_strokes(self) -> None:
        self.deletions = [(len(self.pieces), mark) for _, mark in self.set_aside.pop()] or self.deletions

    def close_reading(self) -> None:
        """End the reading of a character in <ruby>: 漢(kan)."""
        if self.pieces and self.pieces[-1] == "(":
            self.pieces.pop()
        else:
            self.pieces.append(")")

    def close(self) -> None:
        """End the paragraph that is being collected, if it has any text."""
        if self.deletions:
            self.mark_deleted(*self.deletions[0])
            self.deletions = [(0, mark) for _, mark in self.deletions]
        joined = "".join(self.pieces)
        self.pieces.clear()
        if self.verbatim:
            lines = [line.rstrip() for line in joined.strip("\n").split("\n")]
        else:
            lines = [
                re.sub(r" *\t *", "\t", re.sub(" {2,}", " ", line)).strip(" ") for line in joined.split("\n")
            ]
        # Again, for what came out of entities such as &#1; or &shy;, before offsets are counted.
        text = "\n".join(line for line in cleaned("\n".join(lines)).split("\n") if line.strip())
        if text.strip():
            numbered = f"{self.label} {text}" if self.label else text
            self.done.append(Paragraph(numbered, self.level, self.label))
            self.label = ""


def paragraphs(
    root: Any, saved: SavedParts, address: str, notes: list[str], depth: int = 0
) -> Iterator[Paragraph]:
    """root: an lxml element; address: of the page. What the reader should know is added to `notes`.

    An explicit stack, because pages nest deeper than Python recurses.
    """
    walk = _Walk(read_styles(root, lambda file: saved.style_file(address, file)))
    walk.counters.styles = walk.styles.counter_styles
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        action, element = stack.pop()
        if action == "tail":
            walk.text(element.tail)
        elif action == "text":
            walk.text(element)
        elif action == "host":
            walk.hosts.follow(element)
        elif action == "close":
            _close(walk, element)
        elif isinstance(element.tag, str):
            style = walk.styles.of(element)
            if way := way_out(element, style):
                elsewhere = seen_elsewhere(element, way, walk.styles)
                walk.hidden_characters += letters(element, way) - sum(map(letters, elsewhere))
                stack += [("open", inner) for inner in reversed(elsewhere)]
            elif element.tag in ("iframe", "frame"):
                _frame(walk, element, saved, address, notes, depth)
            else:
                _open(walk, element, style)
                stack.append(("close", element))
                content = walk.hosts.content(element)
                stack += reversed(in_shown_order(content) if element.tag == "table" else list(content))
        yield from walk.done
        walk.done.clear()
    walk.close()
    yield from walk.done
    notes += [note for note in _style_notes(walk) if note not in notes]


def _frame(walk: _Walk, element: Any, saved: SavedParts, address: str, notes: list[str], depth: int) -> None:
    """The paragraphs of a frame, where it stands."""
    page = saved.frame(address, element, depth)
    inner = list(paragraphs(page[0], saved, page[1], notes, depth + 1)) if page is not None else []
    if walk.in_row:
        walk.walked(f" {' '.join(paragraph.text for paragraph in inner)} ")
    elif inner:
        walk.close()
        walk.done += inner


def _style_notes(walk: _Walk) -> Iterator[str]:
    if walk.hidden_characters:
        files = f"; {walk.styles.left_out} style file(s) that might show them were not saved with the page"
        yield (
            f"{walk.hidden_characters:,} characters that this page's styles hide were left out"
            f"{files if walk.styles.left_out else ''}."
        )
    if unwritten := sorted(walk.styles.counter_styles.unwritten)[:10]:
        yield f"List numbers of the kind {', '.join(unwritten)} stand in the text as plain digits."
    if not walk.styles.complete:
        yield "This page has more style rules than are followed; what they hide may stand in the text."


def _open(walk: _Walk, element: Any, style: Declarations) -> None:
    tag = element.tag
    visibility = style.get("visibility", "").lower()
    walk.visible.append(visibility == "visible" if visibility else walk.visible[-1])
    walk.faint.append(faint(element, style, walk.faint[-1]))
    spaces = style.get("white-space", "").lower().split()
    walk.line_ends.append(any(word in _PRESERVED for word in spaces) if spaces else walk.line_ends[-1])
    if tag in ("ol", "ul", "menu"):
        walk.lists.append(ListCounter.of(element, style.get("list-style-type", "")))
    number = walk.lists[-1].take(element) if tag == "li" and walk.lists else None
    walk.counters.enter(style, *_counted(walk, tag, number))
    if tag in ("td", "th"):
        _open_cell(walk, element)
    elif (begins := is_block(tag, style)) and not walk.in_row:
        walk.close()
        walk.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
    elif (begins or walk.lies_in_boxes) and walk.pieces and not walk.pieces[-1].endswith(("\t", " ")):
        walk.pieces.append(" ")
    walk.displays.append(style.get("display", "").lower())
    if tag == "table":
        walk.grids.append(Grid.of(element))
    elif tag == "tr" and walk.grids:
        walk.grids[-1].begin_row()
    elif number is not None:
        _label(walk, _list_label(walk, element, style, number))
    elif tag == "rt":
        walk.pieces.append("(")
    elif tag == "pre":
        walk.verbatim += 1
    elif tag == "sup":
        walk.superscripts.append(len(walk.pieces))
    elif tag == "br":
        walk.pieces.append(" " if walk.in_row else "\n")
    walk.suspend_strokes(style)
    if mark := _deletion(tag, style):
        walk.deletions.append((len(walk.pieces), mark))
    _generated(walk, tag, walk.styles.before(element))
    walk.text("“" if tag == "q" else input_text(element) if tag == "input" else shown_instead(element))


def _counted(walk: _Walk, tag: str, number: int | None) -> tuple[int | None, int | None]:
    """What a list and an item make of the counter "list-item": what it counts from, and the item's number."""
    begun = walk.lists[-1] if tag in ("ol", "ul", "menu") else None
    return (begun.number - begun.step if begun is not None else None), number


def _list_label(walk: _Walk, item: Any, style: Declarations, number: int) -> str:
    display = style.get("display", "").lower()
    if display and not display.startswith(("list-item", "initial", "inherit", "unset", "revert", "var")):
        return ""  # no marker, as a browser
    content = walk.styles.marker(item).get("content", "normal")
    if content.lower() != "normal":
        written = unmade(walk.counters.text(content)).strip()
        return written if any(map(str.isalnum, written)) else ""
    declared = style.get("list-style-type", "")
    return walk.lists[-1].label(item, number, declared, walk.styles.counter_styles)


def _deletion(tag: str, style: Declarations) -> str:
    """How an element marks its words as not in force, "" for not at all."""
    if tag in _DELETED:
        return DELETED
    return STRUCK if "line-through" in style.get("text-decoration", "").lower() else ""


def _open_cell(walk: _Walk, cell: Any) -> None:
    data = not _only_arranges(cell)
    covered = walk.grids[-1].place(cell) if walk.grids else 0
    if not data:
        walk.close()
    else:
        walk.pieces.append("\t" * (covered + (cell.getprevious() is not None)))
    walk.cells.append(data)


def _label(walk: _Walk, label: str) -> None:
    """A number before an item: its paragraph's label, or plain words within a table's row."""
    if not walk.in_row:
        walk.label = label
    elif label:
        walk.pieces.append(f"{label} ")


def _generated(walk: _Walk, tag: str, style: Declarations) -> None:
    """What styles write before an element, or after it (tag "" then): numbers and words; bullets and icons are left
    out as those of lists."""
    content = style.get("content", "")
    if not content or _is_hidden(style):
        return
    walk.counters.enter(style)
    text = unmade(_ICONS.sub("", walk.counters.text(content)))
    walk.counters.leave()
    if not any(map(str.isalnum, text)):
        return
    walk.faint.append(faint(None, style, walk.faint[-1]))
    if "counter" in content.lower() and tag in _LABELLED and not walk.label:
        _label(walk, text.strip())
    else:
        walk.text(text)
    walk.faint.pop()


def _is_hidden(generated: Declarations) -> bool:
    hidden = generated.get("display") == "none" or generated.get("visibility", "").lower() in (
        "hidden",
        "collapse",
    )
    return hidden or is_nothing(generated.get("opacity", ""))


def _close(walk: _Walk, element: Any) -> None:
    tag, style = element.tag, walk.styles.of(element)
    if tag == "q":
        walk.text("”")
    _generated(walk, "", walk.styles.after(element))
    if _deletion(tag, style):
        deletion = walk.deletions.pop()
        if not walk.deletions:  # one mark, however deep
            walk.mark_deleted(*deletion)
    if tag in ("td", "th"):
        walk.cells.pop()
    elif is_block(tag, style) and not walk.in_row:
        walk.close()
        walk.level = 0
    if tag == "table":
        walk.grids.pop()
    elif tag in ("ol", "ul", "menu"):
        walk.lists.pop()
    elif tag == "li" and not walk.in_row:
        walk.label = ""
    elif tag == "rt":
        walk.close_reading()
    elif tag == "pre":
        walk.verbatim -= 1
    elif tag == "sup":
        walk.raise_from(walk.superscripts.pop())
    walk.counters.leave()
    walk.visible.pop()
    walk.faint.pop()
    walk.line_ends.pop()
    walk.displays.pop()
    walk.resume_strokes()
    if walk.lies_in_boxes and walk.pieces:
        walk.pieces.append(" ")


def _only_arranges(cell: Any) -> bool:
    """A cell of a table that lays out the page: it holds tables, headings or several paragraphs."""
    return next(cell.iter("table", "h1", "h2", "h3"), None) is not None or sum(1 for _ in cell.iter("p")) > 1
