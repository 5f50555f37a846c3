"""What a citation is: a claim as written, the place it names, and what checking it showed."""

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
    """The quote stands in the text, on another page or in another clause than claimed."""
    NOT_FOUND = "not_found"
    UNQUOTED = "unquoted"
    """Only a place was cited, no words to check; the place exists.

    A claimed place that does not exist is NOT_FOUND without words (MOVED with words that stand elsewhere);
    `difference` then says that the place does not exist.
    """


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
    last_paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A citation as written in the output. [start, end): its bracket; [quote_start, quote_end): its quote.

    Offsets are code points into the output. Quotes that share one bracket (“A” and “B” [p. 3]) are claims
    of their own with the same [start, end). In JSON output [start, end) is the object that holds the quote
    and `path` says where it stands: "parties[0]"; "" in prose.
    """

    start: int
    end: int
    quote: str
    places: tuple[Place, ...]
    quote_start: int = -1
    quote_end: int = -1
    path: str = ""


class ChangeKind(StrEnum):
    """What a difference touches. The critical ones turn the meaning: see CRITICAL_CHANGES."""

    NUMBER = "number"
    NEGATION = "negation"
    CURRENCY = "currency"
    DATE = "date"
    NAME = "name"
    WORDING = "wording"
    CAPITALS = "capitals"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    DELETED = "deleted"
    """The words stand in a passage that was deleted or struck out: they are not in force."""
    NOTE = "note"
    """The words are a note that the reader wrote, such as the number of tracked changes: not the document's."""
    CUT = "cut"
    """The quote breaks off where the source goes on and turns the sense: before “not”, inside a number."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `quoted` is what the quote says ("" if left out), `found` what the source says."""

    kind: ChangeKind
    quoted: str
    found: str


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
    changes: tuple[Change, ...] = ()
    similarity: float = 0.0
