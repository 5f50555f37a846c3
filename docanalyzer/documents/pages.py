"""Windows on a document's text for the centre pane: a few pages at a time, with a citation marked in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from docanalyzer.documents import rich
from docanalyzer.documents.lines import let_flow
from docanalyzer.documents.marking import Marks, marks
from docanalyzer.documents.models import Document, DocumentText

PAGES_IN_A_WINDOW = 12
PARAGRAPHS_IN_A_WINDOW = 150


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or a paragraph of an unpaged document, as the centre shows it. kind, cells: as rich.Line has them."""

    number: int
    label: str
    html: SafeString
    flags: tuple[str, ...] = ()
    level: int = 0
    kind: str = "page"
    cells: tuple[SafeString, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """parts [first .. last] of `total`; before/after: where the neighbouring windows begin, 0 if none."""

    parts: list[Part] = field(default_factory=list)
    total: int = 0
    before: int = 0
    after: int = 0

    def blocks(self) -> list[tuple[bool, list[Part]]]:
        """(whether it is a table, its rows or paragraphs): neighbouring rows are one table."""
        grouped = groupby(self.parts, key=lambda part: part.kind == "row")
        return [(is_table, list(parts)) for is_table, parts in grouped]


def page_window(document: Document, query: Mapping[str, str]) -> Window:
    """query: `around` (page or paragraph), or `from`, `until`; `start`, `end`, `state`: the words to mark; `q`:
    searched words, all marked.

    `text`: the hash of the text that start and end count in, where another may be in force by now.
    """
    content = document.content
    spans = (
        page_spans(content.pages) if document.paged else paragraph_spans(content.anchors, len(content.text))
    )
    size = PAGES_IN_A_WINDOW if document.paged else PARAGRAPHS_IN_A_WINDOW
    quoted = in_force(document, query.get("text", ""), number(query, "start", -1), number(query, "end", -1))
    around = number(query, "around", 0)
    if not around and quoted[0] >= 0:
        around = bisect_right([span["start"] for span in spans], quoted[0])
    first = max(1, around - size // 4) if around else max(1, number(query, "from", 1))
    chosen = spans[first - 1 : first - 1 + size]
    parts = shown_parts(content.text, chosen, quoted, query, paged=document.paged)
    last = first - 1 + len(chosen)
    until = number(query, "until", 0)
    return Window(
        [part for part in parts if not until or part.number < until],
        len(spans),
        max(1, first - size) if first > 1 else 0,
        last + 1 if last < len(spans) else 0,
    )


def one_page(document: Document, index: int, query: Mapping[str, str]) -> Part | None:
    """One page, marked as page_window() does it; None where there is no such page, or no text yet."""
    content = DocumentText.objects.filter(document=document).first()
    if content is None or not 1 <= index <= len(content.pages):
        return None
    quoted = in_force(document, query.get("text", ""), number(query, "start", -1), number(query, "end", -1))
    [part] = shown_parts(
        content.text, page_spans(content.pages[index - 1 : index]), quoted, query, paged=True
    )
    return part


def shown_parts(
    text: str, spans: list[dict[str, Any]], quoted: tuple[int, int], query: Mapping[str, str], *, paged: bool
) -> list[Part]:
    """The spans as HTML, with the quotation [quoted) and the searched words of the query marked."""
    if not spans:
        return []
    marked = marks(text, (spans[0]["start"], spans[-1]["end"]), quoted, query)
    return [shown_part(text[span["start"] : span["end"]].rstrip("\n"), span, marked, paged) for span in spans]


def shown_part(words: str, span: dict[str, Any], marked: Marks, paged: bool) -> Part:
    number, label, flags, level = span["number"], span["label"], span["flags"], span["level"]
    if paged:
        html = mark_safe(marked.html(let_flow(words), span["start"]))  # noqa: S308 - escaped piece by piece
        return Part(number, label, html, flags, level)
    line = rich.line(words, span["start"], level, marked)
    return Part(number, label, line.html, flags, level, line.kind, line.cells)


def in_force(document: Document, sha256: str, start: int, end: int) -> tuple[int, int]:
    """The place in the text in force of words that stood at [start, end) in an earlier one; (-1, -1): not there.

    Of several places the one nearest to where they stood.
    """
    content = document.content
    if start < 0 or not sha256 or sha256 == content.sha256:
        return start, end
    earlier = document.earlier_texts.filter(sha256=sha256).first()
    words = earlier.text[start:end] if earlier else ""
    if not words:
        return -1, -1
    places = [
        place for place in (content.text.rfind(words, 0, end), content.text.find(words, start)) if place >= 0
    ]
    found = min(places, key=lambda place: abs(place - start), default=-1)
    return (found, found + len(words)) if found >= 0 else (-1, -1)


def number(query: Mapping[str, str], key: str, default: int) -> int:
    value = query.get(key, "")
    return int(value) if value.isdecimal() and len(value) < 10 else default


def page_spans(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**page, "number": page["index"], "level": 0, "flags": tuple(page["flags"])}
        | {"label": page["label"] if page["label"] != str(page["index"]) else ""}
        for page in pages
    ]


def paragraph_spans(anchors: list[dict[str, Any]], length: int) -> list[dict[str, Any]]:
    ends = [anchor["start"] for anchor in anchors[1:]] + [length]
    return [
        {
            "number": anchor["ordinal"],
            "label": anchor["clause"],
            "start": anchor["start"],
            "end": end,
            "flags": (),
        }
        | {"level": anchor["level"]}
        for anchor, end in zip(anchors, ends, strict=True)
    ]
