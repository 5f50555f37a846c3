"""A run has ended: its cell learns what came of it."""

from __future__ import annotations

from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.results import result_of
from docanalyzer.runs.models import Run


def settle(run: Run) -> Review | None:
    """Write an ended run's result into its cell; the review that can go on, None for a run of no review.

    Harmless when repeated: only a cell that still runs with this run is changed.
    """
    cell = Cell.objects.filter(run=run).select_related("review", "run").first()
    if cell is None or cell.run is None or cell.run.is_unfinished:
        return None
    run = cell.run  # as the database has it: an overtaken worker's own copy may say something else
    mine = Cell.objects.filter(pk=cell.pk, run=run, status=Cell.Status.RUNNING)
    if run.status == Run.Status.SUCCEEDED:
        mine.put(status=Cell.Status.DONE, result=result_of(run), problem="")
    elif run.status == Run.Status.CANCELLED:
        mine.put(status=Cell.Status.CANCELLED, problem="")
    else:
        mine.put(status=Cell.Status.FAILED, problem=run.error_message)
    return cell.review
