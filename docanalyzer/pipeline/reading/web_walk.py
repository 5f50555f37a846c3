"""Walk a parsed web page and give its paragraphs as a browser would lay them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.raised import raised
from docanalyzer.pipeline.reading.web_hidden import hidden_classes
from docanalyzer.pipeline.reading.web_lists import ListCounter


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _names(
    "head script style noscript template svg canvas object embed iframe frame audio video "
    "datalist map area param source track"
)
_BLOCKS = _names(
    "html body address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table "
    "tbody thead tfoot tr caption ul"
)
_VALUELESS = _names("hidden password checkbox radio file image color range")
"""Types of <input> whose value a browser does not write out."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\u00a0]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text: one or more lines; level: heading level 1–6 or 0; label: a list item's number ("3.")."""

    text: str
    level: int = 0
    label: str = ""


@dataclass(slots=True)
class _Walk:
    done: list[Paragraph] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    level: int = 0
    label: str = ""
    verbatim: int = 0
    cells: list[bool] = field(default_factory=list)
    """For every cell around: does it hold data (its row is one line) or only arrange the page?"""
    superscripts: list[int] = field(default_factory=list)
    """For every <sup> around: how many pieces stood before it."""
    counters: list[ListCounter] = field(default_factory=list)
    """For every list around."""

    @property
    def in_row(self) -> bool:
        return any(self.cells)

    def text(self, text: str | None) -> None:
        if text:
            self.pieces.append(text if self.verbatim else _BLANKS.sub(" ", text))

    def raise_from(self, start: int) -> None:
        """What stands in a <sup>, `start` being the number of pieces before it."""
        self.pieces[start:] = [
            raised("".join(self.pieces[start:]), "".join(self.pieces[max(start - 1, 0) : start]))
        ]

    def close(self) -> None:
        """End the paragraph that is being collected, if it has any text."""
        joined = "".join(self.pieces)
        self.pieces.clear()
        if self.verbatim:
            lines = [line.rstrip() for line in joined.strip("\n").split("\n")]
        else:
            lines = [
                re.sub(r" *\t[ \t]*", "\t", re.sub(" {2,}", " ", line)).strip(" ")
                for line in joined.split("\n")
            ]
        # Again, for what came out of entities such as &#1; or &shy;, before offsets are counted.
        text = "\n".join(line for line in clean("\n".join(lines)).split("\n") if line.strip())
        if text.strip():
            numbered = f"{self.label} {text}" if self.label else text
            self.done.append(Paragraph(numbered, self.level, self.label))
            self.label = ""


def paragraphs(root: Any) -> Iterator[Paragraph]:
    """root: an lxml element. An explicit stack, because pages nest deeper than Python recurses."""
    walk = _Walk()
    hidden = hidden_classes(root)
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        action, element = stack.pop()
        if action == "tail":
            walk.text(element.tail)
        elif action == "close":
            _close(walk, element)
            yield from walk.done
            walk.done.clear()
        elif isinstance(element.tag, str) and not _unseen(element, hidden):
            _open(walk, element)
            stack.append(("close", element))
            for child in reversed(element):
                stack += [("tail", child), ("open", child)]
    walk.close()
    yield from walk.done


def _unseen(element: Any, hidden: frozenset[str]) -> bool:
    style = element.get("style") or ""
    return (
        element.tag in _UNSEEN
        or (element.tag == "dialog" and "open" not in element.attrib)
        or (element.tag == "option" and not _is_chosen(element))
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(style))
        or (
            bool(hidden)
            and "display" not in style
            and not hidden.isdisjoint(element.get("class", "").split())
        )
    )


def _is_chosen(option: Any) -> bool:
    """Whether a closed <select> shows this <option>: the selected ones, else the first of a single choice."""
    if "selected" in option.attrib:
        return True
    select = next(option.iterancestors("select"), None)
    if select is None or "multiple" in select.attrib:
        return False
    if next(select.iter("option")) is not option:
        return False
    return not any("selected" in other.attrib for other in select.iter("option"))


def _open(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag in ("td", "th"):
        data = not _only_arranges(element)
        if not data:
            walk.close()
        elif element.getprevious() is not None:
            walk.pieces.append("\t")
        walk.cells.append(data)
    elif tag in _BLOCKS and not walk.in_row:
        walk.close()
        walk.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
    elif tag in _BLOCKS and walk.pieces and not walk.pieces[-1].endswith(("\t", " ")):
        walk.pieces.append(" ")
    if tag in ("ol", "ul", "menu"):
        walk.counters.append(ListCounter.of(element))
    elif tag == "li" and walk.counters:
        label = walk.counters[-1].label(element)
        if not walk.in_row:
            walk.label = label
        elif label:
            walk.pieces.append(f"{label} ")
    elif tag == "pre":
        walk.verbatim += 1
    elif tag == "sup":
        walk.superscripts.append(len(walk.pieces))
    elif tag == "input" and (element.get("type") or "text").lower() not in _VALUELESS:
        walk.text(element.get("value"))
    elif tag == "br":
        walk.pieces.append(" " if walk.in_row else "\n")
    walk.text(element.text)


def _close(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag in ("td", "th"):
        walk.cells.pop()
    elif tag in _BLOCKS and not walk.in_row:
        walk.close()
        walk.level = 0
    if tag in ("ol", "ul", "menu"):
        walk.counters.pop()
    elif tag == "li" and not walk.in_row:
        walk.label = ""
    elif tag == "pre":
        walk.verbatim -= 1
    elif tag == "sup":
        walk.raise_from(walk.superscripts.pop())


def _only_arranges(cell: Any) -> bool:
    """A cell of a table that lays out the page: it holds tables, headings or several paragraphs."""
    return next(cell.iter("table", "h1", "h2", "h3"), None) is not None or sum(1 for _ in cell.iter("p")) > 1
