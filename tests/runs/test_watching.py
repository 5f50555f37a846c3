"""What follows for runs and loaded documents when a model server goes away, comes back, or was started anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.errors import InferenceCancelled, ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.pipeline.triton.replicas import home_of
from docanalyzer.runs import loaded, replicas, watching
from docanalyzer.runs.execution import answer_run, execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run, tokens_of
from tests.fakes import ScriptedClient
from tests.people import make_ready

URLS = ("a:1", "b:1")


@pytest.fixture(autouse=True)
def two_servers(settings) -> None:
    settings.MODEL = {**settings.MODEL, "urls": URLS}
    settings.PREFIX_CACHE = True


def up(url: str, answered: int = 10) -> ReplicaHealth:
    return ReplicaHealth(url, up=True, seconds=0.01, answered=answered)


def away(url: str, *, slow: bool = False) -> ReplicaHealth:
    return ReplicaHealth(url, up=False, error="gone", slow=slow)


def asked(user: User, *titles: str) -> Run:
    documents = [make_ready(user, title, (f"Of {title}.",)) for title in titles or ("Mills",)]
    return create_run(user=user, documents=documents, task=Task(kind="question", instructions="?"))


def route_to(url: str) -> str:
    return next(str(n) for n in range(1000) if home_of(URLS, str(n)) == url)


def test_a_server_that_is_away_has_lost_what_it_held_and_a_slow_one_has_not(valkey: object) -> None:
    for url in URLS:
        loaded.mark(url, route_to(url), 100)
    watching.take_note([away("a:1"), away("b:1", slow=True)])
    assert loaded.held_by("a:1") == []
    assert len(loaded.held_by("b:1")) == 1


def test_one_that_may_be_no_more_than_busy_is_not_taken_for_down(valkey: object) -> None:
    busy = ReplicaHealth("b:1", up=False, error="late", slow=True, undecided=True)
    watching.take_note([up("a:1"), busy])
    assert replicas.down() == set()
    watching.take_note([up("a:1"), away("b:1", slow=True)])
    assert replicas.known_down() == {"b:1"}


def test_a_server_that_was_started_anew_between_two_looks_has_lost_what_it_held(valkey: object) -> None:
    watching.take_note([up("a:1", 40)])
    loaded.mark("a:1", route_to("a:1"), 100)
    watching.take_note([up("a:1", 41)])
    assert len(loaded.held_by("a:1")) == 1
    watching.take_note([up("a:1", 2)])
    assert loaded.held_by("a:1") == []


def test_what_another_server_read_while_the_home_was_away_is_no_use_once_it_is_back(valkey: object) -> None:
    route = route_to("a:1")
    watching.take_note([away("a:1"), up("b:1")])
    loaded.mark("b:1", route, 100)
    assert set(loaded.all_loaded()) == {route}
    assert watching.take_note([up("a:1"), up("b:1")]) is True
    assert loaded.all_loaded() == {}
    assert len(loaded.everything()) == 1


def test_runs_that_were_put_off_go_on_when_the_server_is_back(owner: User) -> None:
    run = asked(owner)
    Run.objects.filter(pk=run.pk).update(retry_at=timezone.now() + timedelta(hours=1))
    assert not Run.objects.due().exists()
    assert watching.end_waiting() == 1
    assert Run.objects.due().exists()


class Elsewhere(ScriptedClient):
    """Its home is away: another server answers."""

    def stream(self, *args, **options):
        for chunk in super().stream(*args, **options):
            yield Chunk(chunk.text, chunk.finish_reason, chunk.usage, replica="b:1")


def test_a_run_is_booked_on_the_server_that_answers_it(owner: User) -> None:
    run = asked(owner)
    loaded.mark("a:1", run.route, 5)
    assert run.claim(replica="a:1", tokens=1)
    answer_run(run, Elsewhere("An answer."))
    run.refresh_from_db()
    assert (run.replica, run.admitted_tokens) == ("b:1", run.expected_tokens)
    assert loaded.held_by("a:1") == []
    assert [item.route for item in loaded.held_by("b:1")] == [run.route]


def test_only_the_first_document_counts_as_read_for_others_that_share_it(owner: User) -> None:
    run = asked(owner, "one", "two")
    assert run.claim(replica="a:1", tokens=1)
    answer_run(run, ScriptedClient("An answer."))
    (item,) = loaded.held_by("a:1")
    first = run.run_documents.get(position=1).document
    assert (item.tokens, item.room) == (tokens_of(first), run.expected_tokens)


def glm(*script: object) -> ScriptedClient:
    return ScriptedClient(*script, profile=ModelProfile(name="m", chat_format="glm4"))  # type: ignore[arg-type]


@pytest.mark.parametrize("then", [ServerUnavailable("away"), InferenceCancelled("stop")])
def test_what_came_before_a_server_went_away_is_kept_when_nothing_more_comes(
    owner: User, settings, then: Exception
) -> None:
    settings.RETRY_SECONDS = [0]
    run = asked(owner)
    execute_run(run, glm("Half an answer", ServerUnavailable("a:1 is away at 10.0.0.7:8001")))
    run.refresh_from_db()
    assert (run.status, run.output) == ("queued", "Half an answer")
    assert "10.0.0.7" not in run.error_message
    settings.RETRY_SECONDS = []  # this attempt is the last one
    execute_run(run, glm(then))
    run.refresh_from_db()
    assert run.status in {"failed", "cancelled"}
    assert run.output == "Half an answer"


def test_an_attempt_that_says_something_says_it_from_the_beginning(owner: User, settings) -> None:
    settings.RETRY_SECONDS = [0]
    run = asked(owner)
    execute_run(run, glm("Half an answer", ServerUnavailable("away")))
    run.refresh_from_db()
    execute_run(run, glm("Whole."))
    run.refresh_from_db()
    assert (run.status, run.output) == ("succeeded", "Whole.")
