"""What asking would cost, before it starts: cells, tokens, the wait, and the documents that cannot be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.pipeline import tokens as counting
from docanalyzer.reviews.models import Cell, Column, Review, Row
from docanalyzer.runs import loaded
from docanalyzer.runs.expectation import Measured, expected_seconds, measured
from docanalyzer.runs.services import openings_of

ANSWER_TOKENS = 300
"""About what an answer of one value with its quotation takes."""


@dataclass(slots=True)
class Plan:
    """tokens: of all prompts together; read: those that the model has to read anew, the cache considered.

    seconds: None while nothing was measured with this model. refused: documents and why they cannot be asked.
    """

    cells: int = 0
    documents: int = 0
    tokens: int = 0
    read: int = 0
    seconds: float | None = 0.0
    exact: bool = True
    refused: list[tuple[Document, str]] = field(default_factory=list)

    @property
    def is_cached(self) -> bool:
        return self.read < self.tokens


def plan(cells: QuerySet[Cell]) -> Plan:
    """For cells that are about to be asked, of one review or of several."""
    per_row = Counter(cells.order_by().values_list("row", flat=True))
    rows = list(Row.objects.filter(pk__in=per_row).select_related("document").order_by("position"))
    questions = [question_tokens(column) for column in Column.objects.filter(cells__in=cells).distinct()]
    question = round(sum(questions) / len(questions)) if questions else 0
    return priced(rows, per_row, question, warm_documents(rows), measured())


def priced(
    rows: Iterable[Row], per_row: Counter[int], question: int, warm: set[int], runs: list[Measured]
) -> Plan:
    """question: tokens of one question and its answer; warm: documents that the model holds already."""
    found = Plan()
    for row in rows:
        number, document = per_row[row.pk], row.document
        reason = refusal(document)
        needed = fit(document)
        if reason or needed is None:
            found.refused.append((document, reason))
            continue
        found.documents += 1
        found.cells += number
        found.exact = found.exact and document.tokens_exact
        found.tokens += number * (needed.tokens + question)
        # The first question on a document reads it; the others find it in the cache, where there is one.
        first = 0 if document.pk in warm else 1
        cold = first if settings.PREFIX_CACHE else number
        found.read += cold * needed.tokens + number * question
        cold_wait = expected_seconds(needed.tokens, is_loaded=False, runs=runs)
        warm_wait = expected_seconds(needed.tokens, is_loaded=True, runs=runs) if number > cold else 0.0
        if found.seconds is None or cold_wait is None:
            found.seconds = None
        else:  # before a warm one was measured, nothing better is known than the cold one
            found.seconds += cold * cold_wait + (number - cold) * (
                cold_wait if warm_wait is None else warm_wait
            )
    return found


def refusal(document: Document) -> str:
    """Why no question can be asked of a document, with both numbers where it is too long; "" where it can."""
    if document.status != Document.Status.READY:
        return str(document.get_status_display())
    needed = fit(document)
    if needed is not None and not needed.fits:
        return needed.sentence
    return "" if needed is not None else _("not counted yet")


def askable(cells: QuerySet[Cell], review: Review) -> QuerySet[Cell]:
    """Of these cells those whose documents can be asked now."""
    rows = review.rows.select_related("document")
    refused = [row.pk for row in rows if refusal(row.document)]
    return cells.filter(review=review).exclude(row__in=refused)


def question_tokens(column: Column) -> int:
    asked = f"{column.instructions}\n{column.field}"
    return counting.count(asked, settings.MODEL["tokenizer_path"]).tokens + ANSWER_TOKENS


def warm_documents(rows: Iterable[Row]) -> set[int]:
    held = loaded.all_loaded()
    if not held:
        return set()
    openings = openings_of([row.document for row in rows])
    return {document for document, opening in openings.items() if opening in held}
