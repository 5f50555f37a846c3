"""What running a template on chosen documents will send, before it starts: tokens, fit, expected wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.tokens import Fit
from docanalyzer.runs import loaded
from docanalyzer.runs.expectation import expected_seconds, measured
from docanalyzer.runs.services import opening_of


@dataclass(frozen=True, slots=True)
class Row:
    """A chosen document. fit: None while it is not read; loaded: whether the model holds it."""

    document: Document
    fit: Fit | None
    loaded: bool

    @property
    def can_run(self) -> bool:
        return self.document.status == Document.Status.READY and self.fit is not None and self.fit.fits


@dataclass(frozen=True, slots=True)
class Outlook:
    """together: of all documents in one prompt, None where each has its own. seconds: until the last one's first
    word on an idle replica, None where nothing of the kind was measured yet."""

    rows: Sequence[Row]
    together: Fit | None
    tokens: int
    exact: bool
    seconds: float | None

    @property
    def can_start(self) -> bool:
        alone = all(row.can_run for row in self.rows) if self.together is None else True
        read = all(row.document.status == Document.Status.READY for row in self.rows)
        return bool(self.rows) and alone and read and (self.together is None or self.together.fits)


def outlook(documents: Sequence[Document], *, together: bool, named: Sequence[Document] = ()) -> Outlook:
    """named: documents that a variable names; they stand in each prompt too."""
    held = loaded.all_loaded()
    rows = [
        Row(
            document,
            fit(*dict.fromkeys([document, *named])),
            document.status == Document.Status.READY and opening_of(document) in held,
        )
        for document in documents
    ]
    whole = fit(*dict.fromkeys([*documents, *named])) if together else None
    counted = [row.fit for row in rows if row.fit is not None]
    return Outlook(
        rows=rows,
        together=whole,
        tokens=whole.tokens if whole else sum(one.tokens for one in counted),
        exact=all(document.tokens_exact for document in documents),
        seconds=wait(rows, whole),
    )


def wait(rows: Sequence[Row], whole: Fit | None) -> float | None:
    """One after another: documents of their own are read in turn, and one prompt is read from its beginning."""
    runs = measured()
    if whole is not None:
        return expected_seconds(whole.tokens, is_loaded=False, runs=runs)
    each = [expected_seconds(row.fit.tokens, is_loaded=row.loaded, runs=runs) for row in rows if row.fit]
    return sum(one for one in each if one is not None) if each and None not in each else None
