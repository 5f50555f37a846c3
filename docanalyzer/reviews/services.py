"""Make a review, let it grow, ask its cells, stop them, hand them out. Views enqueue what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.reviews.models import Assignment, Cell, CellQuerySet, Column, Review, Row
from docanalyzer.reviews.settling import settle
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run

MOST_ROWS = 500
MOST_COLUMNS = 60
ASKABLE = [Cell.Status.NEW, Cell.Status.DONE, Cell.Status.FAILED, Cell.Status.CANCELLED]


class TooLarge(Exception):
    """More rows or columns than a review may have; the message says how many."""


def create_review(
    *, user: User, name: str, documents: Sequence[Document], columns: Sequence[Column]
) -> Review:
    """Nothing is asked yet: its cells are new. columns: unsaved, as reviews.columns makes them."""
    with transaction.atomic():
        review = Review.objects.create(workspace=user.workspace, created_by=user, name=name)
        add_documents(review=review, documents=documents)
        add_columns(review=review, columns=columns)
    return review


def add_documents(*, review: Review, documents: Sequence[Document]) -> int:
    """Rows after the others; documents that are there already are passed over. How many came."""
    with transaction.atomic():
        lock(review)
        there = set(review.rows.values_list("document_id", flat=True))
        new = [document for document in dict.fromkeys(documents) if document.pk not in there]
        if len(there) + len(new) > MOST_ROWS:
            raise TooLarge(f"A review has {MOST_ROWS} documents at most.")
        last = review.rows.aggregate(last=Max("position"))["last"] or 0
        rows = Row.objects.bulk_create(
            Row(review=review, document=document, position=last + number)
            for number, document in enumerate(new, start=1)
        )
        fill(review, rows, list(review.columns.all()))
    return len(rows)


def add_columns(*, review: Review, columns: Sequence[Column]) -> int:
    """Columns after the others; how many came."""
    with transaction.atomic():
        lock(review)
        there = review.columns.aggregate(last=Max("position"))["last"] or 0
        if review.columns.count() + len(columns) > MOST_COLUMNS:
            raise TooLarge(f"A review has {MOST_COLUMNS} questions at most.")
        for number, column in enumerate(columns, start=1):
            column.review, column.position = review, there + number
        saved = Column.objects.bulk_create(columns)
        fill(review, list(review.rows.all()), saved)
    return len(saved)


def fill(review: Review, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    Cell.objects.bulk_create(
        (Cell(review=review, row=row, column=column) for row in rows for column in columns), batch_size=500
    )
    Review.objects.filter(pk=review.pk).update(shape_changed_at=timezone.now())


def lock(review: Review) -> None:
    """Until the transaction ends nobody else gives out places or cells of this review."""
    Review.objects.select_for_update().only("pk").get(pk=review.pk)


def remove(part: Row | Column) -> None:
    """Take a document or a question out of its review; what is under way there is stopped first."""
    stop(Cell.objects.filter(pk__in=part.cells.values("pk")))
    with transaction.atomic():
        review = part.review
        part.delete()
        Review.objects.filter(pk=review.pk).update(shape_changed_at=timezone.now())


def delete_review(review: Review) -> None:
    stop(Cell.objects.filter(review=review))
    review.delete()


def ask(*, user: User, cells: QuerySet[Cell]) -> int:
    """Put cells into their documents' lines; those that wait or run already are left alone. How many were put.

    The caller enqueues worker.tasks.advance_review after commit. What stood in a cell stays until its new run begins.
    """
    keys = list(cells.filter(status__in=ASKABLE).values_list("pk", flat=True))
    free = Cell.objects.filter(pk__in=keys, status__in=ASKABLE)
    return free.put(status=Cell.Status.WAITING, asked_by=user, problem="")


def stop(cells: CellQuerySet) -> int:
    """Take waiting cells out of the line and cancel running ones; how many were under way."""
    keys = list(cells.unfinished().values_list("pk", flat=True))
    under_way = Cell.objects.filter(pk__in=keys)
    # Those that were answered before keep that answer.
    stopped = under_way.filter(status=Cell.Status.WAITING, run=None).put(status=Cell.Status.CANCELLED)
    for status in Run.Status.SUCCEEDED, Run.Status.FAILED, Run.Status.CANCELLED:
        back = Cell.Status.DONE if status == Run.Status.SUCCEEDED else status
        stopped += under_way.filter(status=Cell.Status.WAITING, run__status=status).put(status=back)
    for run in Run.objects.filter(cell__in=under_way.filter(status=Cell.Status.RUNNING)):
        stopped += cancel_run(run)
        run.refresh_from_db(fields=["status"])
        if not run.is_unfinished:
            settle(run)
    return stopped


def assign(*, user: User, cells: Iterable[Cell], assignee: User | None) -> int:
    """Give cells to a member of their workspace, or to nobody; how many changed hands.

    Raises ValueError for somebody who is no member.
    """
    changed = 0
    for cell in cells:
        if assignee and not cell.review.workspace.members.filter(pk=assignee.pk).exists():
            raise ValueError(f"{assignee} is no member of {cell.review.workspace}")
        if cell.assignee_id == (assignee.pk if assignee else None):
            continue
        with transaction.atomic():
            changed += Cell.objects.filter(pk=cell.pk).put(assignee=assignee)
            Assignment.objects.create(cell=cell, assignee=assignee, author=user)
    return changed
