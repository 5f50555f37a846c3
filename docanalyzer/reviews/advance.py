"""Which cell is asked next: one at a time of each document, so that the document stays in the model's cache."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import fit
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.reviews.models import Cell, CellRun, Column, Review, Row
from docanalyzer.reviews.services import lock
from docanalyzer.reviews.settling import settle
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import NotReady, create_run

DOCUMENTS_AT_ONCE = 4
"""Of one review. So many short documents keep the model busy; more would only push each other out of its cache."""


def advance(review: Review) -> list[Run]:
    """Make the runs that may be queued now; the caller enqueues them. Called twice it makes none twice."""
    with transaction.atomic():
        lock(review)
        begun = (begin_next(row) for row in rows_to_go_on(review))
        return [run for run in begun if run is not None]


def rows_to_go_on(review: Review) -> Iterator[Row]:
    """Rows with a waiting cell and none running, as many as there is room for, the warmest first.

    Together with the running ones they fit the caches of the replicas; one alone always goes.
    """
    running = Q(cells__status=Cell.Status.RUNNING)
    rows = review.rows.select_related("document")
    busy = list(rows.filter(running).distinct())
    room = settings.REPLICA_TOKENS * len(settings.MODEL["urls"]) - sum(map(tokens_to_hold, busy))
    places = DOCUMENTS_AT_ONCE - len(busy)
    waiting = rows.filter(cells__status=Cell.Status.WAITING).exclude(pk__in=[row.pk for row in busy])
    for row in waiting.distinct().order_by(F("asked_at").desc(nulls_last=True), "position"):
        room -= tokens_to_hold(row)
        if places <= 0 or (room < 0 and places < DOCUMENTS_AT_ONCE):
            return
        places -= 1
        yield row


def tokens_to_hold(row: Row) -> int:
    """None for a document that will be refused: it takes nobody's room."""
    needed = fit(row.document)
    return needed.tokens if needed is not None and needed.fits else 0


def begin_next(row: Row) -> Run | None:
    """The run of the row's next waiting cell; None where none waits or another worker was faster.

    A cell that cannot be asked (not read, too long) fails with the reason, and the next one is tried.
    """
    for cell in row.cells.filter(status=Cell.Status.WAITING).select_related("column", "asked_by", "review"):
        if not claim(cell):
            return None
        try:
            check_meant_for(asker(cell), cell.column)
            with transaction.atomic():
                run = create_run(
                    user=asker(cell),
                    documents=[row.document],
                    task=cell.column.task(),
                    prompt_version=cell.column.prompt_version,
                )
        except (NotReady, PromptTooLong) as error:
            Cell.objects.filter(pk=cell.pk).put(status=Cell.Status.FAILED, problem=str(error))
            continue
        Cell.objects.filter(pk=cell.pk).put(run=run, result={}, problem="")
        CellRun.objects.create(cell=cell, run=run)
        Row.objects.filter(pk=row.pk).update(asked_at=timezone.now())
        return run
    return None


def check_meant_for(user: User, column: Column) -> None:
    """Raises NotReady where the column's template is not for the person who asks. A withdrawn one goes on here."""
    version = column.prompt_version
    if version and not PromptTemplate.objects.meant_for(user).filter(versions=version).exists():
        raise NotReady(_("The template of this question is not meant for %(who)s.") % {"who": user})


def claim(cell: Cell) -> bool:
    """Take a waiting cell; False where it waits no longer, or another cell of its document runs."""
    try:
        with transaction.atomic():
            waiting = Cell.objects.filter(pk=cell.pk, status=Cell.Status.WAITING)
            return bool(waiting.put(status=Cell.Status.RUNNING))
    except IntegrityError:  # one_running_cell_per_row
        return False


def asker(cell: Cell) -> User:
    """Whose turn the run takes in the queue: the person who asked, else the review's author."""
    user = cell.asked_by or cell.review.created_by or cell.review.workspace.members.order_by("pk").first()
    if user is None:
        raise NotReady("Nobody is left in this workspace to ask on behalf of.")
    return user


def left_behind() -> Iterator[Review]:
    """Reviews that can go on though nobody told: a run ended elsewhere, or its worker was lost after it."""
    stuck = Cell.objects.filter(status=Cell.Status.RUNNING)
    for run in Run.objects.filter(cell__in=stuck).exclude(status__in=[Run.Status.QUEUED, Run.Status.RUNNING]):
        settle(run)
    # A run that was deleted under its cell.
    stuck.filter(run=None).put(status=Cell.Status.CANCELLED)
    yield from Review.objects.filter(cells__status=Cell.Status.WAITING).distinct()
