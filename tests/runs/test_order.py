from collections import Counter
from datetime import UTC, datetime, timedelta

from docanalyzer.runs.order import AGEING_TOKENS, LEAST_TOKENS, Waiting, fair_order

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MILLION = 1_000_000
ANA, BEN, CHO = 1, 2, 3


def waiting(run: int, user: int, tokens: int = LEAST_TOKENS, seconds: float = 0) -> Waiting:
    """A request that has waited for so many seconds at NOW."""
    return Waiting(run, user, tokens, NOW - timedelta(seconds=seconds))


def order(*queue: Waiting, running: tuple[int, ...] = ()) -> list[int]:
    return [item.run for item in fair_order(queue, Counter(running), NOW)]


def test_equals_go_as_they_came() -> None:
    assert order(waiting(1, ANA, seconds=1), waiting(2, BEN, seconds=3), waiting(3, CHO, seconds=2)) == [
        2,
        3,
        1,
    ]


def test_a_short_question_passes_a_waiting_giant_of_another_person_and_of_ones_own() -> None:
    assert order(waiting(1, ANA, MILLION, seconds=60), waiting(2, BEN)) == [2, 1]
    assert order(waiting(1, ANA, MILLION, seconds=60), waiting(2, ANA)) == [2, 1]


def test_a_giant_is_not_passed_for_ever() -> None:
    long_enough = MILLION / AGEING_TOKENS + 1
    assert order(waiting(1, ANA, MILLION, seconds=long_enough), waiting(2, BEN)) == [1, 2]


def test_of_a_hundred_requests_of_one_person_only_the_next_is_before_anothers_question() -> None:
    batch = [waiting(run, ANA, 20_000, seconds=600) for run in range(100)]
    assert order(*batch, waiting(999, BEN)).index(999) == 1


def test_people_take_turns() -> None:
    queue = [waiting(run, ANA, seconds=60 - run) for run in (1, 2, 3)]
    queue += [waiting(run, BEN, seconds=30 - run) for run in (11, 12, 13)]
    assert order(*queue) == [1, 11, 2, 12, 3, 13]


def test_who_has_runs_running_waits_behind_who_has_none() -> None:
    assert order(waiting(1, ANA, seconds=9), waiting(2, BEN), running=(ANA, ANA)) == [2, 1]


def test_a_running_giant_does_not_put_its_owners_question_behind_anothers_giant() -> None:
    assert order(waiting(1, ANA), waiting(2, BEN, MILLION), running=(ANA,)) == [1, 2]
