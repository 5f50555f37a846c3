"""Events reach every follower, each once and in order, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
import redis

from docanalyzer import event_hub, events
from docanalyzer.events import Event, follow, publish

SECONDS = 20


async def tell(stream: str, *numbers: int) -> None:
    for number in numbers:
        await asyncio.to_thread(publish, stream, "n", number=number)


async def take(following: AsyncIterator[Event], count: int) -> list[int]:
    async with asyncio.timeout(SECONDS):
        return [(await anext(following)).data["number"] for _ in range(count)]


@pytest.fixture(autouse=True)
def no_hub_is_left(valkey: redis.Redis) -> None:
    assert not event_hub._hubs


async def test_what_was_before_and_what_comes_is_told_in_order_and_once(valkey: redis.Redis) -> None:
    await tell("s", 1, 2)
    async with aclosing(follow("s")) as following:
        assert await take(following, 2) == [1, 2]
        await tell("s", 3, 4, 5)
        assert await take(following, 3) == [3, 4, 5]


async def test_a_browser_that_comes_back_goes_on_after_what_it_had(valkey: redis.Redis) -> None:
    await tell("s", 1, 2, 3)
    async with aclosing(follow("s")) as first:
        await anext(first)
        second_event = await anext(first)
    await tell("s", 4)
    async with aclosing(follow("s", second_event.id)) as again:
        assert await take(again, 2) == [3, 4]
        await tell("s", 5)
        assert await take(again, 1) == [5]


async def test_an_id_that_is_none_tells_everything(valkey: redis.Redis) -> None:
    await tell("s", 1)
    for wrong in ("", "$", "x-1", "1-2-3", "9" * 40):
        async with aclosing(follow("s", wrong)) as following:
            assert await take(following, 1) == [1]


async def test_many_follow_over_two_connections(valkey: redis.Redis) -> None:
    before = len(valkey.client_list())
    following = [follow(f"s{number % 10}") for number in range(100)]
    heard = [asyncio.create_task(take(one, 2)) for one in following]
    while (
        len(event_hub._hubs) == 0
        or sum(map(len, next(iter(event_hub._hubs.values())).followers.values())) < 100
    ):
        await asyncio.sleep(0.01)
    for number in range(10):
        await tell(f"s{number}", number, number + 100)
    assert [await one for one in heard] == [[n % 10, n % 10 + 100] for n in range(100)]
    assert len(valkey.client_list()) - before <= 1 + event_hub.READERS + 1
    for one in following:
        await one.aclose()


async def test_a_follower_that_takes_slowly_keeps_little_and_loses_nothing(
    valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_hub, "MOST_WAITING", 5)
    monkeypatch.setattr(event_hub, "READ_AT_ONCE", 7)
    async with aclosing(follow("s")) as following, aclosing(follow("s")) as quick:
        await tell("s", 0)
        assert await take(following, 1) == [0]
        assert await take(quick, 1) == [0]
        heard = asyncio.create_task(take(quick, 60))
        await tell("s", *range(1, 61))
        assert await heard == list(range(1, 61))
        (hub,) = event_hub._hubs.values()
        assert all(len(one.waiting) <= 5 for group in hub.followers.values() for one in group)
        assert await take(following, 60) == list(range(1, 61))


async def test_a_lost_connection_ends_the_stream_and_the_next_one_goes_on(
    valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell("s", 1)
    async with aclosing(follow("s")) as following:
        first = await anext(following)
        valkey.client_kill_filter(_type="pubsub")
        async with asyncio.timeout(SECONDS):
            assert [event async for event in following] == []
    await tell("s", 2)
    async with aclosing(follow("s", first.id)) as again:
        assert await take(again, 1) == [2]


async def test_a_story_that_begins_anew_is_told_from_its_beginning(valkey: redis.Redis) -> None:
    await tell("s", 1, 2)
    async with aclosing(follow("s")) as following:
        assert await take(following, 2) == [1, 2]
        await asyncio.to_thread(events.begin, "s", "n", number=7)
        assert await take(following, 1) == [7]
    async with aclosing(follow("s")) as later:
        assert await take(later, 1) == [7]


async def test_silence_is_a_heartbeat(valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    async with aclosing(follow("s")) as following:
        assert await anext(following) == Event("", "", {})
        await tell("s", 1)
        async for event in following:
            if event.name:
                assert event.data == {"number": 1}
                break


async def test_joining_and_leaving_at_random_while_events_come_loses_and_doubles_none(
    valkey: redis.Redis,
) -> None:
    """Readers that come back each few events with the id they had hear every number once."""
    count = 300

    async def reader(step: int) -> list[int]:
        heard: list[int] = []
        last = "0"
        while len(heard) < count:
            async with aclosing(follow("s", last)) as following:
                async for event in following:
                    if event.name:
                        heard.append(event.data["number"])
                        last = event.id
                    if len(heard) == count or len(heard) % step == 0:
                        break
        return heard

    async with asyncio.timeout(60):
        readers = [asyncio.create_task(reader(step)) for step in (1, 3, 7, 50, 1000)]
        await tell("s", *range(count))
        assert [await one for one in readers] == [list(range(count))] * 5
