import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.errors import DeadlineExceeded, InferenceError, PromptTooLong, ServerUnavailable
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.admission import next_run, tokens_in_flight
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.retries import told
from docanalyzer.runs.services import cancel_run, create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

AWAY = ServerUnavailable("The model server at a:1 cannot be reached.")


def asked(user: User) -> Run:
    return create_run(
        user=user, documents=[make_ready(user)], task=Task(kind="question", instructions="And revenue?")
    )


def again(run: Run) -> None:
    """The time of the next attempt has come."""
    Run.objects.filter(pk=run.pk).update(retry_at=timezone.now())
    run.refresh_from_db()


def test_a_server_that_is_away_puts_the_run_off_and_holds_no_budget(owner: User, settings) -> None:
    settings.RETRY_SECONDS = [15, 60]
    run = asked(owner)
    before = timezone.now()
    execute_run(run, ScriptedClient("Half an ", AWAY))
    run.refresh_from_db()
    assert (run.status, run.retries) == ("queued", 1)
    assert run.retry_at is not None
    assert before + timedelta(seconds=15) <= run.retry_at <= timezone.now() + timedelta(seconds=15)
    assert tokens_in_flight() == {}
    assert next_run(lambda route: "a:1") is None
    assert run.queue_position() == 0


def test_each_wait_is_longer_and_the_last_one_is_repeated(owner: User, settings) -> None:
    settings.RETRY_SECONDS = [15, 60]
    run, waits = asked(owner), []
    for _ in range(4):
        execute_run(run, ScriptedClient("Half ", AWAY))
        run.refresh_from_db()
        assert run.retry_at is not None
        waits.append(round((run.retry_at - run.heartbeat).total_seconds()))
        again(run)
    assert waits == [15, 60, 60, 60]


def test_a_run_that_waited_for_as_long_as_a_run_may_fails_with_what_came(owner: User, settings) -> None:
    settings.RETRY_SECONDS = [15]
    run = asked(owner)
    execute_run(run, ScriptedClient("Half ", AWAY))
    again(run)
    Run.objects.update(created_at=timezone.now() - timedelta(seconds=settings.QUEUE_SECONDS - 10))
    run.refresh_from_db()
    execute_run(run, ScriptedClient(AWAY))
    run.refresh_from_db()
    assert (run.status, run.error_code, run.output) == ("failed", "unavailable", "Half ")


def test_no_waits_in_the_settings_mean_no_further_attempt(owner: User, settings) -> None:
    settings.RETRY_SECONDS = []
    run = asked(owner)
    execute_run(run, ScriptedClient(AWAY))
    run.refresh_from_db()
    assert run.status == "failed"


def test_stop_after_a_failed_attempt_keeps_what_came_before_it(client: Client, owner: User) -> None:
    run = asked(owner)
    execute_run(run, ScriptedClient("Half an ", AWAY))
    again(run)
    execute_run(run, ScriptedClient(AWAY))
    assert cancel_run(run)
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/panel/").content.decode()
    assert "What came before is kept below." in page
    assert "Half an" in page


def test_a_new_attempt_writes_over_what_came_before_as_soon_as_it_has_something(owner: User) -> None:
    run = asked(owner)
    execute_run(run, ScriptedClient("Half an ", AWAY))
    again(run)
    execute_run(run, ScriptedClient("Other ", AWAY))
    run.refresh_from_db()
    assert run.output == "Other "


@pytest.mark.parametrize(
    "error",
    [
        ServerUnavailable("scripted at triton:8001 cannot be reached: ipv4:172.18.0.5:8001: refused"),
        DeadlineExceeded("scripted at triton:8001 fell silent for 300 s in the middle of the answer."),
        InferenceError("scripted at 10.0.0.7:8001 refused the request: no route to ipv6:%5B::1%5D:8001"),
        InferenceError("The stream from triton:8001 broke."),
    ],
)
def test_no_address_is_told(error: InferenceError, settings) -> None:
    settings.MODEL = settings.MODEL | {"urls": ("triton:8001",)}
    assert not re.search(r"\d{4}|triton|ipv", told(error))


def test_when_the_server_is_back_the_answer_is_whole_and_the_error_gone(owner: User, settings) -> None:
    settings.RETRY_SECONDS = [15]
    run = asked(owner)
    execute_run(run, ScriptedClient("Half ", AWAY))
    run.refresh_from_db()
    again(run)
    execute_run(run, ScriptedClient("All of it."))
    run.refresh_from_db()
    assert (run.status, run.output, run.error_message) == ("succeeded", "All of it.", "")
    assert (run.retries, run.retry_at) == (1, None)


def test_too_long_and_too_slow_are_never_tried_again(owner: User) -> None:
    for error in (PromptTooLong("Too long."), DeadlineExceeded("Too slow.")):
        run = asked(owner)
        execute_run(run, ScriptedClient(error))
        run.refresh_from_db()
        assert (run.status, run.error_code, run.retries) == ("failed", error.code, 0)


def test_cancel_works_while_the_run_waits_for_the_server(owner: User) -> None:
    run = asked(owner)
    execute_run(run, ScriptedClient(AWAY))
    run.refresh_from_db()
    assert cancel_run(run)
    again(run)
    client = ScriptedClient("Never.")
    execute_run(run, client)
    assert client.prompts == []
    assert Run.objects.get().status == "cancelled"


def test_a_run_that_was_cancelled_as_the_server_went_away_is_cancelled(owner: User) -> None:
    run = asked(owner)

    def cancelled_elsewhere() -> None:
        Run.objects.update(cancel_requested=True)

    execute_run(run, ScriptedClient("Some ", cancelled_elsewhere, AWAY))
    run.refresh_from_db()
    assert (run.status, run.output) == ("cancelled", "Some ")


def test_the_page_says_when_it_is_tried_again_and_offers_to_stop(client: Client, owner: User) -> None:
    run = asked(owner)
    execute_run(run, ScriptedClient(AWAY))
    Run.objects.update(retry_at=timezone.now().replace(hour=14, minute=2))
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/panel/").content.decode()
    assert "The model server is away; trying again at 14:02 (attempt 2), as soon as it is back" in page
    assert f"/runs/{run.pk}/cancel/" in page


def test_a_waiting_run_says_its_number(owner: User) -> None:
    run = asked(owner)
    assert "Queued as number 1" in render_to_string("runs/_run_stage.html", {"run": run, "position": 1})


def fallen() -> ServerUnavailable:
    problem = ServerUnavailable("The model server at a:1 cannot be reached.")
    problem.fell = True
    return problem


def test_a_run_under_which_servers_fall_is_not_asked_for_ever(owner: User) -> None:
    run = asked(owner)
    for _ in range(2):
        execute_run(run, ScriptedClient("Half ", fallen()))
        run.refresh_from_db()
        assert run.status == "queued"
        again(run)
    execute_run(run, ScriptedClient(AWAY))  # one that was away before counts nothing
    run.refresh_from_db()
    assert run.status == "queued"
    again(run)
    execute_run(run, ScriptedClient("Half ", fallen()))
    run.refresh_from_db()
    assert (run.status, run.output) == ("failed", "Half ")
    assert "stopped 3 times while it answered this" in run.error_message


def test_a_run_that_goes_back_to_the_queue_while_it_is_stopped_is_stopped(owner: User) -> None:
    run = asked(owner)
    assert run.claim()
    updates = 0

    def requeued_between(execute, sql, params, many, context):
        nonlocal updates
        done = execute(sql, params, many, context)
        updates += sql.startswith("UPDATE")
        if updates == 1 and sql.startswith("UPDATE"):
            Run.objects.filter(pk=run.pk).update(status="queued")
        return done

    with connection.execute_wrapper(requeued_between):
        assert cancel_run(run)
    run.refresh_from_db()
    assert run.status == "cancelled"
