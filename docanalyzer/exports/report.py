"""What an export says, whatever the file: headings, prose, tables of values, and a numbered reference for every quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from docanalyzer.pipeline.citations import Claim
from docanalyzer.pipeline.values import Normal


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a quotation stands, and how sure that is. number: from 1, in order of appearance in the export.

    place: as the page shows it ("p. 87 (79)", "§4.2(a)", "¶57"). page: its index from 1, 0 where there is none.
    state: "verified", "close", "moved", "not_found", "unquoted"; state_words: the same for people.
    """

    number: int
    quote: str
    document: str
    place: str
    state: str
    state_words: str
    page: int = 0
    page_label: str = ""
    paragraph: int = 0
    clause: str = ""
    claimed: str = ""
    difference: str = ""

    @property
    def sentence(self) -> str:
        """“Revenue rose” — Annual report, p. 87 (79); verified."""
        quote = f"“{' '.join(self.quote.split())}” — " if self.quote else ""
        return f"{quote}{self.document}{', ' if self.document else ''}{self.place}; {self.state_words}."

    def record(self) -> dict[str, Any]:
        names = ("number", "quote", "document", "place", "page", "page_label", "paragraph", "clause", "state")
        return {name: getattr(self, name) for name in (*names, "claimed", "difference")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a field. value: as written, "" where there is none; then `missing` says what is known instead.

    meaning: its normal form for people; doubt: why to look. said: the model's value, where a person corrected it.
    review: "Verified by Ana, 2026-11-22 14:02"; verdict, reviewer, reviewed_at, note: the same in parts. also: what is
    to be said beside it, as of a sign-off.
    """

    label: str
    item: int = 0
    kind: str = "text"
    value: str = ""
    missing: str = ""
    meaning: str = ""
    doubt: str = ""
    normal: Normal | None = None
    said: str = ""
    verdict: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None
    note: str = ""
    also: str = ""
    reference: Reference | None = None
    backing: tuple[str, ...] = ()

    @property
    def review(self) -> str:
        if not self.verdict:
            return self.also
        at = f", {self.reviewed_at:%Y-%m-%d %H:%M}" if self.reviewed_at else ""
        said = f"{self.verdict}: {self.reviewer}{at}" + (f" ({self.note})" if self.note else "")
        return "; ".join(filter(None, (said, self.also)))


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of ours: a sign-off, a verdict, why an answer ends early."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words, as they are: a question, a correction."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A model's Markdown. claims: its citations with their offsets in it; references: one for each of them."""

    markdown: str
    claims: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    rows: tuple[Entry, ...]


Part = Heading | Note | Said | Prose | Entries


@dataclass(frozen=True, slots=True)
class Report:
    """facts: (name, value) above the rest. records: runs.records.record of each run, for JSON and the last section."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]
    records: tuple[dict[str, Any], ...] = ()
    reproduction: tuple[tuple[str, str], ...] = ()

    @property
    def entries(self) -> list[Entry]:
        return [entry for part in self.parts if isinstance(part, Entries) for entry in part.rows]


@dataclass(slots=True)
class Numbering:
    """Gives each reference of a report its number."""

    references: list[Reference] = field(default_factory=list)

    def next(self, **said: Any) -> Reference:
        reference = Reference(number=len(self.references) + 1, **said)
        self.references.append(reference)
        return reference

    def all(self) -> Sequence[Reference]:
        return tuple(self.references)
