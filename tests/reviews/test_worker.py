"""The worker's side: each run brings the next cell, and what was lost is found by the beat."""

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.reviews.advance import advance
from docanalyzer.reviews.models import Review
from docanalyzer.reviews.services import ask
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from tests.fakes import ScriptedClient
from tests.reviews.conftest import REVENUE, answer, statuses
from worker import tasks


@pytest.fixture
def tickets(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Those that were written for execute_run; the broker of this test is a list."""
    written: list[object] = []
    monkeypatch.setattr(tasks.execute_run, "apply_async", lambda *said, **options: written.append(said))
    monkeypatch.setattr(tasks, "inference_client", lambda: ScriptedClient(answer(REVENUE)))
    return written


def most_at_once(review: Review) -> int:
    rows = review.cells.filter(status="running").values_list("row", flat=True)
    return max((list(rows).count(row) for row in rows), default=0)


def test_a_review_is_answered_to_its_end_one_cell_of_a_document_at_a_time(
    review: Review, owner: User, tickets: list[object]
) -> None:
    ask(user=owner, cells=review.cells.all())
    tasks.advance_review(review.pk)
    assert (len(tickets), Run.objects.count()) == (2, 2)
    while tickets:
        tickets.pop()
        tasks.execute_run()
        assert most_at_once(review) <= 1
        assert Run.objects.unfinished().count() <= 2
    assert statuses(review) == ["done"] * 6
    assert Run.objects.count() == 6


def test_messages_that_come_twice_make_nothing_twice(
    review: Review, owner: User, tickets: list[object]
) -> None:
    ask(user=owner, cells=review.cells.all())
    for _ in range(3):
        tasks.advance_review(review.pk)
    assert Run.objects.count() == 2
    for _ in range(20):
        tasks.execute_run()
    assert (statuses(review), Run.objects.count()) == (["done"] * 6, 6)


def test_a_review_whose_worker_died_after_a_run_goes_on_with_the_beat(
    review: Review, owner: User, tickets: list[object]
) -> None:
    ask(user=owner, cells=review.cells.all())
    for run in advance(review):
        execute_run(run, ScriptedClient(answer(REVENUE)))  # and nobody settles it
    assert statuses(review)[0] == "running"
    tasks.recover()
    assert statuses(review) == ["done", "running", "waiting"] * 2
    assert tickets


def test_a_review_whose_first_message_was_lost_begins_with_the_beat(
    review: Review, owner: User, tickets: list[object]
) -> None:
    ask(user=owner, cells=review.cells.all())
    tasks.recover()
    assert Run.objects.unfinished().count() == 2
    assert tickets


def test_a_review_that_was_deleted_is_no_error(review: Review, tickets: list[object]) -> None:
    tasks.advance_review(0)
    assert tickets == []
