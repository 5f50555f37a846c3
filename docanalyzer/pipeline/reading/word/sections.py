"""Headers, footers and comments: labelled lines after the body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from docanalyzer.pipeline.reading.revisions import made
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w

_LONGEST_QUOTE = 80


class Sections:
    """Collects which headers and footers the document's sections show, in the order they appear."""

    def __init__(self, *, even_and_odd: bool) -> None:
        self._even_and_odd = even_and_odd
        self._current: dict[tuple[str, str], str] = {}
        self.shown: dict[tuple[str, str], None] = {}
        """(kind, relationship id) as keys; kind is "Header" or "Footer"."""

    def add(self, section: Any) -> None:
        """Take a w:sectPr; what it does not name it has from the section before."""
        for kind in ("header", "footer"):
            for reference in section.iterfind(w(f"{kind}Reference")):
                self._current[kind, reference.get(w("type"), "default")] = reference.get(names.R_ID, "")
        used = {"default"}
        if names.is_on(section.find(w("titlePg"))):
            used.add("first")
        if self._even_and_odd:
            used.add("even")
        for kind in ("header", "footer"):
            for which in ("first", "default", "even"):
                if which in used and (kind, which) in self._current:
                    self.shown[kind.capitalize(), self._current[kind, which]] = None


def header_lines(shown: Iterable[tuple[str, str]], read: Callable[[str], list[str]]) -> list[str]:
    """ "[Header] …" and "[Footer] …" lines, each different text once. read: relationship id → lines."""
    lines: dict[str, None] = {}
    for wanted in ("Header", "Footer"):
        for kind, part_id in shown:
            text = "\n".join(read(part_id)) if kind == wanted else ""
            if text:
                lines[f"{made(kind)} {text}"] = None
    return list(lines)


def comment_line(number: int, comment: Any, text: str, place: tuple[int, str] | None) -> str:
    """ "[Comment 2 by A. Author, 2016-05-09, on ¶12 “the words”] what it says"."""
    author, date = comment.get(w("author"), ""), comment.get(w("date"), "")[:10]
    head = f"Comment {number}" + (f" by {author}" if author else "") + (f", {date}" if date else "")
    if place is not None:
        quote = " ".join(place[1].split())
        quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…"
        head += f", on ¶{place[0]}" + (f" “{quote}”" if quote else "")
    return f"{made(head)} {text}"
