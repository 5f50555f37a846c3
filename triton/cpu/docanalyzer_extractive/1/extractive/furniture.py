"""What stands on a page without being its text: running heads and feet, page numbers; and pages that
are no prose at all: tables of contents, indexes, licence texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from .grammar import PageText

EDGE = 3
"""Lines at the top and at the foot of a page that may be furniture."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:page|p\.|第)?\s*(?:\d{1,4}|[ivxlcIVXLC]{1,8}|[A-Z]{1,2}-\d{1,4})"
    r"(?:\s*(?:/|of|页?共|-)\s*\d{1,4})?\s*页?[\W_]*$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\s*(?:(?:\.\s?){3,}|…+|·{3,}|_{4,}|\.{2,})\s*((?:[A-Z]-)?\d{1,4}|[ivxlc]{1,7})$")
_LEADER_MARKS = ("…", "..", ". .", "··", "__")
_NUMBER_LINE = re.compile(r"^(?:\d{1,4}|[ivxlc]{1,7}|\d+(?:\.\d+)+|[IVX]{1,5})$")
_TRAILING_PAGE = re.compile(r"^\S.{1,110}\s(?:\d{1,4}|[ivxlc]{1,6})$")
_INDEX_LINE = re.compile(
    r"^.{1,70}[,，]\s*(?:\d{1,4}(?:[–-]\d{1,4})?(?:,\s*)?)+$|^(?:\d{1,4}(?:[–-]\d{1,4})?(?:,\s*)?)+$"
)
_TOC_TITLE = re.compile(
    r"^(?:table of )?contents$|^目\s*录$|^目\s*次$|^list of (?:figures|tables|examples)$", re.IGNORECASE
)
_INDEX_TITLE = re.compile(r"^(?:.{0,30}\s)?index$|^索\s*引$", re.IGNORECASE)
_LICENCE_WORDS = re.compile(
    r"Invariant Section|covered work|this License\b|Free Software Foundation|General Public License"
    r"|Permission is (?:hereby )?granted|Redistributions? (?:of|in|and)|WARRANTIES OF MERCHANTABILITY"
    r"|[Aa]ll rights reserved|Creative Commons|copyright notice|自由软件基金会|通用公共许可"
)


def leader(line: str) -> re.Match[str] | None:
    """The dots and the page number at the end of a line of a table of contents."""
    if not (line[-1:].isdigit() or line[-1:] in "ivxlc") or not any(mark in line for mark in _LEADER_MARKS):
        return None
    return _LEADER.search(line)


class PageKind(Enum):
    BODY = "body"
    CONTENTS = "contents"
    INDEX = "index"
    LICENCE = "licence"


@dataclass(slots=True)
class CleanPage:
    """number: what citations name; lines: stripped, without furniture, "" where a line was blank."""

    number: int
    kind: PageKind
    lines: list[str] = field(default_factory=list)


def clean_pages(pages: Sequence[PageText], check: Callable[[], None]) -> list[CleanPage]:
    """Every page without its running heads, feet and page number; with its kind."""
    running = _running_lines(pages)
    cleaned: list[CleanPage] = []
    for position, page in enumerate(pages):
        check()
        lines = _without_furniture([line.strip() for line in page.text.split("\n")], running, len(pages))
        late = position > len(pages) * 0.8
        previous = cleaned[-1].kind if cleaned else PageKind.BODY
        cleaned.append(CleanPage(page.number, _kind(lines, previous, late), lines))
    return cleaned


def _signature(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _edges(lines: list[str]) -> list[int]:
    filled = [index for index, line in enumerate(lines) if line]
    return filled if len(filled) <= 2 * EDGE else filled[:EDGE] + filled[-EDGE:]


def _running_lines(pages: Sequence[PageText]) -> set[str]:
    """Signatures of lines that come back at page edges within two pages, three times at least."""
    last_seen: dict[str, int] = {}
    returns: dict[str, int] = defaultdict(int)
    for position, page in enumerate(pages):
        lines = [line.strip() for line in page.text.split("\n")]
        for signature in {_signature(lines[index]) for index in _edges(lines) if len(lines[index]) <= 120}:
            if position - last_seen.get(signature, -9) <= 2:
                returns[signature] += 1
            last_seen[signature] = position
    often = max(5, len(pages) // 5)  # a line that ends like a sentence must come back very often
    return {
        signature
        for signature, count in returns.items()
        if count >= (often if signature.endswith((".", "。", ":", ";", ",")) else 2)
    }


def _without_furniture(lines: list[str], running: set[str], pages: int) -> list[str]:
    if pages < 3:
        return lines
    filled = [index for index, line in enumerate(lines) if line]
    dropped = {
        *_from_edge(lines, filled[:EDGE], running),
        *_from_edge(lines, filled[: -EDGE - 1 : -1], running),
    }
    return [line for index, line in enumerate(lines) if index not in dropped]


def _from_edge(lines: list[str], edge: list[int], running: set[str]) -> Iterator[int]:
    """Indexes of the furniture, from the edge inwards to the first line of text."""
    for index in edge:
        line = lines[index]
        if not (_PAGE_NUMBER.match(line) or (len(line) <= 120 and _signature(line) in running)):
            return
        yield index


def _kind(lines: list[str], previous: PageKind, late: bool) -> PageKind:
    filled = [line for line in lines if line]
    if len(filled) < 4:
        return PageKind.BODY
    head = filled[:3]
    leaders = sum(1 for line in filled if leader(line))
    numbers = sum(1 for line in filled if _NUMBER_LINE.match(line))
    contents = leaders + (numbers if leaders or any(map(_TOC_TITLE.match, head)) else 0)
    if any(map(_TOC_TITLE.match, head)) or previous is PageKind.CONTENTS:
        contents += sum(1 for line in filled if _TRAILING_PAGE.match(line) and not leader(line))
    if contents >= 4 and contents >= 0.4 * len(filled):
        return PageKind.INDEX if late else PageKind.CONTENTS
    entries = sum(1 for line in filled if _INDEX_LINE.match(line))
    titled = any(map(_INDEX_TITLE.match, head)) or previous is PageKind.INDEX
    if late and entries >= 8 and entries >= (0.25 if titled else 0.5) * len(filled):
        return PageKind.INDEX
    if len(_LICENCE_WORDS.findall("\n".join(filled))) >= 3:
        return PageKind.LICENCE
    return PageKind.BODY
