import asyncio
from collections.abc import AsyncIterator

import pytest

from docanalyzer.events import Event
from docanalyzer.runs.live import LiveAnswer, ticking
from docanalyzer.runs.models import Run


async def told_once_then_silence(closed: list[bool]) -> AsyncIterator[Event]:
    try:
        yield Event("1", "delta", {"text": "word"})
        await asyncio.sleep(60)
    finally:
        closed.append(True)


async def test_what_was_held_back_is_due_before_the_next_event_comes() -> None:
    closed: list[bool] = []
    waits = iter([None, 0.01, 0.01])
    ticks = ticking(told_once_then_silence(closed), lambda: next(waits))
    assert (await anext(ticks)) == Event("1", "delta", {"text": "word"})
    assert (await anext(ticks)) is None
    assert (await anext(ticks)) is None
    await ticks.aclose()
    assert closed == [True]


async def test_the_end_of_the_story_is_the_end() -> None:
    async def story() -> AsyncIterator[Event]:
        yield Event("1", "done", {})

    assert [event async for event in ticking(story(), lambda: None)] == [Event("1", "done", {})]


def drawn(messages: list[str]) -> str:
    return "".join(messages)


def test_the_first_piece_is_drawn_at_once_and_a_busy_process_holds_back_the_next() -> None:
    answer = LiveAnswer(Run())
    assert "one" in drawn(answer.add("one "))
    answer.pause = 60.0
    assert answer.add("two ") == []
    due = answer.due()
    assert due is not None
    assert due > 0
    assert "two" in drawn(answer.flush())
    assert answer.due() is None


def test_nothing_that_was_held_back_is_lost_at_the_end() -> None:
    answer = LiveAnswer(Run())
    answer.add("one\n\n")
    answer.pause = 60.0
    answer.add("two")
    assert "two" in drawn(answer.finish())


def test_pieces_are_held_back_only_where_drawing_takes_much_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LiveAnswer, "spent", 0.0)
    monkeypatch.setattr(LiveAnswer, "counted", 0.0)
    monkeypatch.setattr(LiveAnswer, "streams", 100)
    spread = [LiveAnswer.pause_after(0.001, 10 + second / 100) for second in range(200)]
    assert set(spread) == {0.0}
    crowded = [LiveAnswer.pause_after(0.001, 20 + second / 1000) for second in range(2000)]
    assert crowded[-1] == pytest.approx(0.2)
    assert LiveAnswer.pause_after(0.001, 60) == 0.0
