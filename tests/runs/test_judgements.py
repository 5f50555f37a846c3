import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.judgements import (
    JudgementRefused,
    Overtaken,
    hash_of,
    judge,
    sign_off,
    signable,
    standing,
    standings,
    withdraw_sign_off,
)
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

FIELDS = [
    {"name": "revenue", "title": "Revenue", "type": "amount"},
    {"name": "dates", "title": "Dates", "type": "date", "list": True},
    {"name": "law", "title": "Governing law"},
]
ANSWER = {
    "revenue": {"value": "42.7 million euros", "quote": "Revenue rose to 42.7 million euros", "page": 1},
    "dates": [{"value": "2024-06-03", "quote": "It is paid on 3 June 2024.", "page": 2}],
    "law": None,
}


@pytest.fixture
def run(owner: User) -> Run:
    task = Task(kind="extraction", instructions="Find these.", fields=FIELDS, output="json")
    run = create_run(user=owner, documents=[make_ready(owner)], task=task)
    execute_run(run, ScriptedClient(json.dumps(ANSWER)))
    return run


def test_nothing_was_said_of_a_new_result(run: Run) -> None:
    stands = standing(run)
    assert (stands.of("revenue").state, stands.of("revenue").value("said"), stands.sign_off_state) == (
        "",
        "said",
        "",
    )


def test_the_last_word_counts_and_the_earlier_ones_stay(run: Run, owner: User, colleague: User) -> None:
    judge(user=owner, run=run, kind="verified", field="revenue")
    judge(user=colleague, run=run, kind="flagged", field="revenue", note="Which year?")
    verdict = standing(run).of("revenue")
    assert (verdict.state, verdict.author, verdict.note) == ("flagged", "colleague", "Which year?")
    assert [said.kind for said in standing(run).history_of("revenue")] == ["verified", "flagged"]


def test_a_correction_stands_while_it_is_verified_or_flagged_and_ends_when_cleared(
    run: Run, owner: User, colleague: User
) -> None:
    judge(user=owner, run=run, kind="corrected", field="revenue", value="€42.8 million", note="Page 7")
    judge(user=colleague, run=run, kind="verified", field="revenue")
    verdict = standing(run).of("revenue")
    assert (verdict.state, verdict.value("42.7"), verdict.correction.author_name) == (
        "verified",
        "€42.8 million",
        "owner",
    )
    judge(user=owner, run=run, kind="cleared", field="revenue")
    verdict = standing(run).of("revenue")
    assert (verdict.state, verdict.value("42.7"), verdict.author) == ("", "42.7", "")


def test_a_person_may_say_that_the_document_does_not_state_it(run: Run, owner: User) -> None:
    judge(user=owner, run=run, kind="corrected", field="revenue", value=None)
    verdict = standing(run).of("revenue")
    assert verdict.is_corrected
    assert verdict.value("42.7") is None


def test_items_of_a_list_are_judged_one_by_one_and_one_can_be_added(run: Run, owner: User) -> None:
    judge(user=owner, run=run, kind="verified", field="dates", item=1)
    judge(user=owner, run=run, kind="corrected", field="dates", item=2, value="2024-06-04")
    stands = standing(run)
    assert stands.of("dates", 1).state == "verified"
    assert stands.of("dates", 2).value(None) == "2024-06-04"
    assert stands.of("dates").state == ""


@pytest.mark.parametrize(
    ("field", "item"), [("profit", 0), ("revenue", 1), ("dates", 500), ("", 1), ("dates", -1)]
)
def test_what_is_not_in_the_result_cannot_be_judged(run: Run, owner: User, field: str, item: int) -> None:
    with pytest.raises(JudgementRefused):
        judge(user=owner, run=run, kind="verified", field=field, item=item)
    assert not Judgement.objects.exists()


def test_a_result_that_is_not_finished_cannot_be_judged_or_signed(owner: User) -> None:
    waiting = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="Why?")
    )
    with pytest.raises(JudgementRefused):
        judge(user=owner, run=waiting, kind="verified")
    with pytest.raises(JudgementRefused):
        sign_off(user=owner, run=waiting)


def test_a_whole_answer_in_prose_can_be_verified_and_corrected(owner: User) -> None:
    run = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="Why?")
    )
    execute_run(run, ScriptedClient("Because."))
    judge(user=owner, run=run, kind="corrected", value="Because of prices.")
    assert standing(run).whole.value(run.output) == "Because of prices."
    with pytest.raises(JudgementRefused):
        judge(user=owner, run=run, kind="corrected", value="  ")


def test_who_speaks_about_an_older_state_is_told_who_was_first(
    run: Run, owner: User, colleague: User
) -> None:
    judge(user=colleague, run=run, kind="corrected", field="revenue", value="1", seen=0)
    with pytest.raises(Overtaken, match="colleague"):
        judge(user=owner, run=run, kind="verified", field="revenue", seen=0)
    judge(user=owner, run=run, kind="verified", field="revenue", seen=standing(run).of("revenue").seen)
    assert standing(run).of("revenue").state == "verified"


def test_a_sign_off_says_what_was_signed_and_notices_a_later_change(
    run: Run, owner: User, colleague: User
) -> None:
    judge(user=owner, run=run, kind="corrected", field="revenue", value="€42.8 million")
    signed = sign_off(user=colleague, run=run, note="For the board")
    stands = standing(run)
    assert (stands.is_signed, stands.signed.author_name, stands.signed.note) == (
        True,
        "colleague",
        "For the board",
    )
    assert signed.sha256 == hash_of(signable(run, stands))
    assert signed.signed["judgements"][0]["value"] == "€42.8 million"
    judge(user=owner, run=run, kind="verified", field="law")
    assert standing(run).sign_off_state == "changed"
    judge(user=owner, run=run, kind="cleared", field="law")
    assert standing(run).sign_off_state == "signed"


def test_a_flag_stands_in_the_way_of_a_sign_off(run: Run, owner: User) -> None:
    judge(user=owner, run=run, kind="flagged", field="law", note="Ask London")
    with pytest.raises(JudgementRefused, match="1 flag is open"):
        sign_off(user=owner, run=run)
    judge(user=owner, run=run, kind="cleared", field="law")
    assert sign_off(user=owner, run=run).pk


def test_a_sign_off_can_be_withdrawn_and_stays_in_the_history(run: Run, owner: User) -> None:
    with pytest.raises(JudgementRefused):
        withdraw_sign_off(user=owner, run=run)
    sign_off(user=owner, run=run)
    withdraw_sign_off(user=owner, run=run, note="Too early")
    assert standing(run).sign_off_state == ""
    assert [said.kind for said in standing(run).history] == ["signed", "withdrawn"]


def test_judgements_are_never_changed_or_deleted(run: Run, owner: User) -> None:
    said = judge(user=owner, run=run, kind="verified", field="law")
    said.note = "no"
    with pytest.raises(TypeError):
        said.save()
    with pytest.raises(TypeError):
        said.delete()


def test_the_name_of_who_said_it_outlives_the_account(run: Run, owner: User, colleague: User) -> None:
    judge(user=colleague, run=run, kind="verified", field="law")
    colleague.delete()
    assert standing(run).of("law").author == "colleague"


def test_many_results_are_read_in_one_query(run: Run, owner: User) -> None:
    judge(user=owner, run=run, kind="verified", field="law")
    others = [
        Run.objects.create(workspace=run.workspace, task=run.task, status="succeeded") for _ in range(3)
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = standings([run, *others])
        assert found[run.pk].count("verified") == 1
        assert found[others[0].pk].of("law").state == ""
        assert [found[other.pk].sign_off_state for other in others] == [""] * 3
    assert len(queries) == 1


def test_only_the_workspace_sees_what_was_said(
    run: Run, owner: User, colleague: User, outsider: User
) -> None:
    judge(user=owner, run=run, kind="verified", field="law")
    counts = [Judgement.objects.for_user(user).count() for user in (owner, colleague, outsider)]
    assert counts == [1, 1, 0]


def test_nobody_signs_what_they_have_not_seen(run: Run, owner: User, colleague: User) -> None:
    seen = standing(run).newest
    judge(user=colleague, run=run, kind="corrected", field="revenue", value="€9 million")
    with pytest.raises(Overtaken, match="colleague was here before you"):
        sign_off(user=owner, run=run, seen=seen)
    assert standing(run).signed is None
    assert sign_off(user=owner, run=run, seen=standing(run).newest).pk


@pytest.mark.parametrize("status", [Run.Status.CANCELLED, Run.Status.FAILED])
def test_an_answer_that_never_came_whole_is_not_signed(run: Run, owner: User, status: str) -> None:
    run.status = status
    with pytest.raises(JudgementRefused, match="Only a whole answer"):
        sign_off(user=owner, run=run)
    judge(user=owner, run=run, kind="verified", field="revenue")


def test_a_table_is_judged_value_by_value_and_not_as_a_whole(run: Run, owner: User) -> None:
    with pytest.raises(JudgementRefused, match="no such value"):
        judge(user=owner, run=run, kind="flagged")
