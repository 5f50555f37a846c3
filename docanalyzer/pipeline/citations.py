"""Find citations in a model's output and locate each quote in the text it claims to come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from docanalyzer.pipeline.reading.result import Anchor


class CitationState(StrEnum):
    VERIFIED = "verified"
    """The quote stands, word for word, where the claim says (or no place was claimed)."""
    CLOSE = "close"
    """Something very near stands there; `difference` says what differs."""
    MOVED = "moved"
    """The quote stands in the text, on another page than claimed."""
    NOT_FOUND = "not_found"
    UNQUOTED = "unquoted"
    """Only a place was cited, no words to check; the place exists."""


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page in the whole text: [start, end) in code points."""

    index: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document of the prompt, as it is kept: the text offsets point into."""

    text: str
    pages: Sequence[PageSpan] = ()
    anchors: Sequence[Anchor] = ()
    paged: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A claimed place. document: 1-based number in the prompt, None if unsaid."""

    document: int | None = None
    page: int | None = None
    last_page: int | None = None
    page_label: str = ""
    clause: str = ""
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A citation as written in the output. [start, end): its bracket; [quote_start, quote_end): its quote."""

    start: int
    end: int
    quote: str
    places: tuple[Place, ...]
    quote_start: int = -1
    quote_end: int = -1


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked claim. source: index into the sources (0-based), -1 if not located.

    start/end: the located text in that source; page_index: its first page (0 for unpaged or unlocated);
    clause, paragraph: the anchor it stands in, for unpaged sources.
    """

    claim: Claim
    state: CitationState
    source: int = -1
    start: int = -1
    end: int = -1
    page_index: int = 0
    page_label: str = ""
    clause: str = ""
    paragraph: int = 0
    found_text: str = ""
    difference: str = ""
