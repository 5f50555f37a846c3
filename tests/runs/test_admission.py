from datetime import timedelta

import pytest
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs import loaded
from docanalyzer.runs.admission import LEASE, next_run, tokens_in_flight
from docanalyzer.runs.models import Run
from docanalyzer.runs.order import LEAST_TOKENS
from docanalyzer.runs.room import SHORT_SHARE
from docanalyzer.runs.services import cancel_run, create_run
from tests.people import make_ready

WINDOW = 1_000_000
GIANT, REPORT, SHORT = 900_000, 100_000, 5_000


@pytest.fixture(autouse=True)
def budget(settings) -> None:
    settings.REPLICA_TOKENS = int(WINDOW * 1.3)
    settings.MODEL = {**settings.MODEL, "urls": ("a:1", "b:1")}
    settings.PREFIX_CACHE = True


def one_replica(route: str) -> str:
    return "a:1"


def queue(user: User, title: str, tokens: int, *, waited: float = 0) -> Run:
    """A queued question whose document has so many tokens."""
    task = Task(kind="question", instructions="?")
    run = create_run(user=user, documents=[make_ready(user, title, (title,))], task=task)
    created = timezone.now() - timedelta(seconds=waited)
    Run.objects.filter(pk=run.pk).update(expected_tokens=tokens, created_at=created)
    run.refresh_from_db()
    return run


def admitted() -> list[Run]:
    """All that may run at once."""
    runs = []
    while (run := next_run(one_replica)) is not None:
        runs.append(run)
    return runs


def test_an_empty_queue_gives_nothing(owner: User) -> None:
    assert next_run(one_replica) is None


def test_a_short_question_of_another_person_overtakes_a_giant_that_waits(
    owner: User, colleague: User
) -> None:
    running = queue(owner, "running", GIANT)
    assert next_run(one_replica) == running
    giant = queue(owner, "giant", GIANT, waited=60)
    short = queue(colleague, "short", SHORT)
    assert (short.queue_position(), giant.queue_position()) == (1, 2)
    assert admitted() == [short]
    giant.refresh_from_db()
    assert giant.status == "queued"
    assert giant.queue_position() == 1


def test_what_has_waited_long_is_passed_no_more_and_goes_when_there_is_room(
    owner: User, colleague: User, settings
) -> None:
    running = queue(colleague, "running", 700_000)
    assert next_run(one_replica) == running
    giant = queue(owner, "giant", GIANT, waited=settings.PASSING_SECONDS + 600)
    report = queue(colleague, "report", 400_000)  # would fit now, and not beside the giant
    assert admitted() == []
    Run.objects.filter(pk=running.pk).update(status="succeeded")
    assert admitted() == [giant]
    Run.objects.filter(pk=giant.pk).update(status="succeeded")
    assert admitted() == [report]


def began(run: Run, seconds: float) -> None:
    """It was let in so long ago, and its worker is alive."""
    now = timezone.now()
    Run.objects.filter(pk=run.pk).update(started_at=now - timedelta(seconds=seconds), heartbeat=now)


def test_what_fits_beside_the_long_one_that_waits_does_not_wait_with_it(
    owner: User, colleague: User, settings
) -> None:
    """A tenth of the room is free, and the giant cannot use it before the other giant ends."""
    running = queue(owner, "running", GIANT)
    assert next_run(one_replica) == running
    began(running, 900)
    giant = queue(owner, "giant", GIANT, waited=settings.PASSING_SECONDS + 600)
    reports = [queue(colleague, f"report {number}", REPORT) for number in range(4)]
    assert admitted() == reports[:3]  # the fourth has no room
    Run.objects.filter(pk=running.pk).update(status="succeeded")
    assert next_run(one_replica) == giant
    assert admitted() == []


def test_what_is_over_long_before_the_long_ones_turn_goes_while_that_is_far(
    owner: User, colleague: User, settings
) -> None:
    """One that needs the whole room can be passed at the beginning of what it waits for, and not towards its end."""
    running = queue(owner, "running", 700_000)
    assert next_run(one_replica) == running
    whole = queue(owner, "whole", int(WINDOW * 1.3), waited=settings.PASSING_SECONDS + 600)
    first = queue(colleague, "first", REPORT)
    assert admitted() == [first]
    Run.objects.filter(pk=first.pk).update(status="succeeded")
    began(running, 300)
    second = queue(colleague, "second", REPORT)
    assert admitted() == []
    Run.objects.filter(pk=running.pk).update(status="succeeded")
    assert admitted() == [whole]
    Run.objects.filter(pk=whole.pk).update(status="succeeded")
    assert admitted() == [second]


def test_an_endless_row_of_what_may_pass_keeps_no_long_one_waiting(
    owner: User, colleague: User, settings
) -> None:
    running = queue(owner, "running", GIANT)
    assert next_run(one_replica) == running
    giant = queue(owner, "giant", GIANT, waited=settings.PASSING_SECONDS + 600)
    for number in range(12):
        queue(colleague, f"report {number}", REPORT)
    passing = admitted()
    for _ in range(3):
        for run in passing:
            Run.objects.filter(pk=run.pk).update(status="succeeded")
        passing = admitted()
        assert len(passing) == 3
    Run.objects.filter(pk=running.pk).update(status="succeeded")
    assert next_run(one_replica) == giant


def test_a_full_replica_does_not_hold_up_another(owner: User, settings) -> None:
    first, second = queue(owner, "one", GIANT), queue(owner, "two", GIANT)
    places = {first.route: "a:1", second.route: "b:1"}
    assert next_run(places.__getitem__) is not None
    assert next_run(places.__getitem__) is not None
    assert tokens_in_flight() == {"a:1": GIANT, "b:1": GIANT}


def test_one_larger_than_the_budget_goes_alone(owner: User, settings) -> None:
    settings.REPLICA_TOKENS = 100_000
    giant = queue(owner, "giant", GIANT)
    assert next_run(one_replica) == giant
    queue(owner, "report", REPORT)
    assert next_run(one_replica) is None


def test_two_long_ones_leave_room_for_anothers_short_question(owner: User, colleague: User, settings) -> None:
    settings.REPLICA_TOKENS = 60_000
    for number in range(3):
        queue(owner, f"long {number}", 28_961)
    running = admitted()
    assert len(running) == 1  # two would take what is kept for short ones
    question = queue(colleague, "a question", LEAST_TOKENS)
    assert admitted() == [question]


def test_short_ones_take_no_more_than_their_share_while_a_long_one_waits(
    owner: User, colleague: User, settings
) -> None:
    running = queue(owner, "running", GIANT)
    assert next_run(one_replica) == running
    began(running, 900)
    giant = queue(owner, "giant", int(WINDOW * 1.3), waited=settings.PASSING_SECONDS + 600)
    for number in range(16):
        queue(colleague, f"short {number}", SHORT)
    share = int(settings.REPLICA_TOKENS * SHORT_SHARE)
    assert len(admitted()) == share // SHORT == 13
    Run.objects.filter(pk=running.pk).update(status="succeeded")
    assert next_run(one_replica) == giant


def test_a_giant_does_not_wait_for_an_end_of_short_ones(owner: User, colleague: User, settings) -> None:
    settings.REPLICA_TOKENS = 100_000
    question = queue(colleague, "a question", LEAST_TOKENS)
    assert next_run(one_replica) == question
    giant = queue(owner, "giant", GIANT)
    assert next_run(one_replica) == giant


def test_a_dead_workers_lease_ends(owner: User, colleague: User) -> None:
    dead = queue(owner, "dead", GIANT)
    assert next_run(one_replica) == dead
    other = queue(colleague, "other", GIANT)
    assert next_run(one_replica) is None
    Run.objects.filter(pk=dead.pk).update(heartbeat=timezone.now() - LEASE - timedelta(seconds=1))
    assert tokens_in_flight() == {}
    assert next_run(one_replica) == other


def test_a_loaded_document_costs_almost_nothing(owner: User, settings, colleague: User) -> None:
    settings.MODEL = {**settings.MODEL, "urls": ("a:1",)}  # whatever the route, it goes there
    running = queue(owner, "running", GIANT)
    assert next_run(one_replica) == running
    warm = queue(colleague, "warm", 500_000)
    assert next_run(one_replica) is None
    loaded.mark("a:1", loaded.opening(warm.route, "warm"), 500_000)
    assert next_run(one_replica) == warm


def test_a_cancelled_run_is_out_of_the_queue(owner: User, colleague: User) -> None:
    first, second = queue(owner, "first", SHORT, waited=5), queue(colleague, "second", SHORT)
    assert second.queue_position() == 2
    cancel_run(first)
    assert second.queue_position() == 1
    assert admitted() == [second]


def test_the_run_shown_as_next_is_the_one_that_starts(owner: User, colleague: User) -> None:
    runs = [queue(owner, f"batch {number}", 50_000, waited=40 - number) for number in range(4)]
    runs += [queue(colleague, "a question", SHORT), queue(colleague, "a giant", GIANT, waited=30)]
    assert sorted(run.queue_position() for run in runs) == [1, 2, 3, 4, 5, 6]
    while runs:
        head = next(run for run in runs if run.queue_position() == 1)
        assert next_run(one_replica) == head
        Run.objects.filter(pk=head.pk).update(status="succeeded", finished_at=timezone.now())
        runs.remove(head)


def test_a_batch_that_is_worked_off_one_by_one_lets_another_persons_question_in(
    owner: User, colleague: User
) -> None:
    for number in range(5):
        queue(owner, f"batch {number}", SHORT, waited=900)
    question = queue(colleague, "a question", SHORT)
    first = next_run(one_replica)
    assert first is not None
    assert first.created_by == owner
    Run.objects.filter(pk=first.pk).update(status="succeeded", finished_at=timezone.now())
    assert next_run(one_replica) == question
