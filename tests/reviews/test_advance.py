import pytest
from django.db import IntegrityError, transaction

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.prompts.services import create_template, publish
from docanalyzer.reviews.advance import advance, claim, left_behind
from docanalyzer.reviews.columns import field_columns
from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.presentation import answer as answer_html
from docanalyzer.reviews.services import add_columns, add_documents, ask, stop
from docanalyzer.reviews.settling import settle
from docanalyzer.reviews.tables import table
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run
from tests.fakes import ScriptedClient
from tests.people import make_document, make_ready
from tests.reviews.conftest import PAID, REVENUE, answer, answered, statuses


def test_nothing_is_asked_before_somebody_says_so(review: Review) -> None:
    assert advance(review) == []
    assert statuses(review) == ["new"] * 6


def test_one_cell_of_each_document_is_queued_and_no_more(review: Review, owner: User) -> None:
    assert ask(user=owner, cells=review.cells.all()) == 6
    runs = advance(review)
    assert len(runs) == 2
    assert advance(review) == []
    assert statuses(review) == ["running", "waiting", "waiting"] * 2
    assert [run.created_by for run in runs] == [owner, owner]


def test_the_end_of_a_run_brings_the_next_cell_of_the_same_document(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE)
    (run,) = advance(review)
    assert run.task["fields"][0]["title"] == "When is the dividend paid?"
    assert statuses(review) == ["done", "running", "waiting", "running", "waiting", "waiting"]


def test_a_cell_keeps_its_value_quote_page_and_check(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE)
    cell = review.cells.first()
    assert cell.result["state"] == "found"
    (value,) = cell.result["values"]
    assert (value["value"], value["page"], value["check"]) == ("42.7 million euros", 1, "verified")
    assert value["place"] == "p. 1"


def test_what_is_not_stated_is_said_to_be_so(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, None)
    assert review.cells.first().result == {"state": "not_stated", "reasons": [], "values": []}


def test_the_grid_does_not_claim_it_of_a_document_that_only_the_built_in_engine_looked_at(
    review: Review, owner: User
) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, None)
    for chat_format, unfound in (("extractive", True), ("qwen", False)):
        Run.objects.update(chat_format=chat_format)
        cell = table(review).rows[0].cells[0]
        assert (cell.state, cell.unfound) == ("not_stated", unfound)
        assert ("The engine found no value" in answer_html(cell)) is unfound


def test_a_failed_run_fails_its_cell_with_the_reason_and_the_others_go_on(
    review: Review, owner: User, settings
) -> None:
    settings.RETRY_SECONDS = []
    ask(user=owner, cells=review.cells.all())
    answered(review, InferenceError("The model server is away."))
    assert review.cells.first().status == "failed"
    assert "away" in review.cells.first().problem
    assert len(advance(review)) == 1


def test_settling_twice_changes_nothing(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    (run, _) = answered(review, REVENUE)
    before = review.cells.first().changed_at
    assert settle(run) == review
    assert review.cells.first().changed_at == before


def test_two_workers_cannot_run_two_cells_of_one_document(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    first, second = review.rows.first().cells.all()[:2]
    assert claim(first)
    assert not claim(second)
    assert not claim(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(pk=second.pk).update(status="running")


def test_documents_that_do_not_fit_the_cache_together_go_one_after_another(
    review: Review, owner: User, settings
) -> None:
    settings.REPLICA_TOKENS = 10
    ask(user=owner, cells=review.cells.all())
    assert len(advance(review)) == 1
    assert advance(review) == []


def test_only_so_many_documents_are_asked_at_once(review: Review, owner: User) -> None:
    add_documents(review=review, documents=[make_ready(owner, f"Mill {n}") for n in range(5)])
    ask(user=owner, cells=review.cells.all())
    assert len(advance(review)) == 4


def test_a_document_that_was_begun_goes_on_before_another_begins(
    review: Review, owner: User, settings
) -> None:
    settings.REPLICA_TOKENS = 10
    ask(user=owner, cells=review.cells.all())
    for _ in range(3):
        answered(review, REVENUE)
    assert statuses(review) == ["done"] * 3 + ["waiting"] * 3


def test_what_is_not_read_or_too_long_fails_with_its_reason_and_is_not_queued(
    review: Review, owner: User
) -> None:
    add_documents(review=review, documents=[make_document(owner, "Unread")])
    Document.objects.filter(title="River Mills").update(token_count=2_000_000)
    ask(user=owner, cells=review.cells.all())
    assert len(advance(review)) == 1
    problems = dict(review.cells.filter(status="failed").values_list("row__document__title", "problem"))
    assert "is not ready" in problems["Unread"]
    assert "the limit is 1,048,576" in problems["River Mills"]


def test_stop_takes_the_waiting_out_of_the_line_and_cancels_the_queued(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE)
    assert stop(review.cells.all()) == 5
    assert statuses(review) == ["done"] + ["cancelled"] * 5
    assert advance(review) == []
    assert not Run.objects.unfinished().exists()


def test_stop_tells_the_worker_of_a_running_cell(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    run = advance(review)[0]
    execute_run(run, ScriptedClient("{", lambda: stop(review.cells.all()) and None, answer(REVENUE)))
    settle(run)
    assert statuses(review)[0] == "cancelled"


def test_a_stopped_rerun_keeps_the_answer_from_before(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE, REVENUE)
    cell = review.cells.first()
    ask(user=owner, cells=review.cells.filter(pk=cell.pk))
    assert stop(review.cells.filter(pk=cell.pk)) == 1
    cell.refresh_from_db()
    assert (cell.status, cell.result["values"][0]["page"]) == ("done", 1)


def test_a_rerun_keeps_the_earlier_run_in_the_cells_history(review: Review, owner: User) -> None:
    one = review.cells.filter(pk=review.cells.first().pk)
    for said in (REVENUE, PAID):
        ask(user=owner, cells=one)
        answered(review, said)
    cell = one.get()
    assert cell.runs.count() == 2
    assert cell.result["values"][0]["value"] == "3 June 2024"
    assert cell.run == cell.cell_runs.last().run


def test_a_run_that_ended_elsewhere_is_found_and_its_review_goes_on(review: Review, owner: User) -> None:
    ask(user=owner, cells=review.cells.all())
    runs = advance(review)
    cancel_run(runs[0])  # on the run's own page, where nobody knows of the review
    assert list(left_behind()) == [review]
    assert statuses(review)[0] == "cancelled"
    assert len(advance(review)) == 1


def test_nothing_waits_and_nothing_is_left_behind(review: Review) -> None:
    assert list(left_behind()) == []


def test_a_question_of_a_template_that_is_not_meant_for_the_asker_is_not_asked(
    review: Review, owner: User, colleague: User
) -> None:
    template = create_template(
        user=owner,
        name="Secret",
        kind="extraction",
        wording={
            "instructions": "Find it.",
            "output": "json",
            "fields": [{"name": "price", "type": "amount"}],
        },
    )
    version = publish(template, author=owner)
    template.people.set([owner])
    add_columns(review=review, columns=field_columns(version))
    last = review.columns.order_by("position").last()
    ask(user=colleague, cells=review.cells.filter(column=last))
    assert advance(review) == []
    cell = review.cells.filter(column=last).first()
    assert (cell.status, "not meant for colleague" in cell.problem) == (Cell.Status.FAILED, True)
    ask(user=owner, cells=review.cells.filter(column=last))
    assert len(advance(review)) == 2
