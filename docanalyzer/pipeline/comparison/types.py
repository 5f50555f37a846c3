"""What a comparison gives: one record for every paragraph of either document, and the sums that prove it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    UNCHANGED = "unchanged"
    """The same words; the clause number may differ (`Difference.renumbered`)."""
    CHANGED = "changed"
    MOVED = "moved"
    """Stands in another order; its words may be changed too (`Difference.edited`)."""
    INSERTED = "inserted"
    DELETED = "deleted"


class PieceKind(StrEnum):
    EQUAL = "equal"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document. start, end: code points in the document's text; index counts from 0.

    text: the words without the clause number at their start; clause: the citeable number, "" if none;
    ordinal: as in the anchors (from 1; 0 for paged documents); page: page index from 1, 0 for unpaged ones.
    """

    index: int
    start: int
    end: int
    text: str
    clause: str = ""
    headings: tuple[str, ...] = ()
    ordinal: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a changed paragraph."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How one paragraph fared. left, right: indexes into the paragraphs, None where it has no counterpart.

    similarity: 0-1, of the words; pieces: the paragraph's words in reading order, equal, inserted and
    deleted; empty where nothing changed or there is no counterpart.
    """

    kind: Kind
    left: int | None
    right: int | None
    similarity: float = 1.0
    renumbered: bool = False
    edited: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """`differences` follow the right document; a deleted paragraph stands where it stood in the left one."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    differences: tuple[Difference, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Paragraphs by kind, with "renumbered" and "moved_edited" counted besides."""
        kinds = Counter(difference.kind.value for difference in self.differences)
        return {
            **{kind.value: kinds[kind.value] for kind in Kind},
            "renumbered": sum(difference.renumbered for difference in self.differences),
            "moved_edited": sum(d.kind is Kind.MOVED and d.edited for d in self.differences),
        }

    @property
    def complete(self) -> bool:
        """Whether every paragraph of both documents is accounted for exactly once."""
        lefts = sorted(d.left for d in self.differences if d.left is not None)
        rights = sorted(d.right for d in self.differences if d.right is not None)
        return lefts == list(range(len(self.left))) and rights == list(range(len(self.right)))

    @property
    def identical(self) -> bool:
        return all(d.kind is Kind.UNCHANGED and not d.renumbered for d in self.differences)
