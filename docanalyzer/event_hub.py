"""One Redis subscription per web process for all its event streams.

Redis pushes each event once to this process, whoever follows it here. An event that is pushed is in its Redis
stream already, under a growing id: so whoever joins, falls behind, or outlives a lost connection reads the stream
from the last id that was told, and goes on with what is pushed. Nothing is told twice, nothing is left out.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator
from typing import Any, cast
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

log = logging.getLogger(__name__)
MOST_WAITING = 200
"""Events kept for a browser that takes them slowly; what comes after is read from Redis when it is ready for it."""
READ_AT_ONCE = 200
READERS = 4
CONTROL = "docanalyzer-hub"
Entry = tuple[str, str, str]
"""id, name, JSON."""


class Follower:
    """One event stream of a browser: what was pushed and not told yet."""

    def __init__(self) -> None:
        self.waiting: deque[Entry] = deque()
        self.behind = False
        self.woken = asyncio.Event()

    def push(self, entry: Entry) -> None:
        if len(self.waiting) >= MOST_WAITING:
            self.fall_behind()
        if not self.behind:
            self.waiting.append(entry)
        self.woken.set()

    def fall_behind(self) -> None:
        """What it has not told is in Redis."""
        self.behind = True
        self.waiting.clear()
        self.woken.set()

    def begin(self) -> None:
        """From now on everything is pushed; what was before is about to be read."""
        self.behind = False
        self.waiting.clear()


class Hub:
    """All followers of one event loop. Ends when the last one leaves."""

    def __init__(self, url: str) -> None:
        options: dict[str, Any] = {"decode_responses": True, "retry": Retry(NoBackoff(), 0)}
        self.pushing = redis.asyncio.Redis.from_url(url, socket_timeout=None, **options)
        pool = redis.asyncio.BlockingConnectionPool.from_url(
            url, max_connections=READERS, timeout=None, socket_timeout=10, **options
        )
        self.reading = redis.asyncio.Redis(connection_pool=pool)
        self.database = int(pool.connection_kwargs.get("db") or 0)
        self.pubsub = self.pushing.pubsub()
        self.followers: dict[str, set[Follower]] = {}
        self.asked: Counter[str] = Counter()
        self.confirmed = asyncio.Condition()
        self.failed: Exception | None = None
        self.listening: asyncio.Task[None] | None = None
        self.sending = asyncio.Lock()
        self.closing: set[asyncio.Task[None]] = set()

    def channel(self, stream: str) -> str:
        """Redis's channels know no databases: another installation may use the same server."""
        return f"{self.database}:{stream}"

    async def join(self, stream: str) -> Follower:
        """A follower to whom everything is pushed from now on. Raises RedisError."""
        follower, channel = Follower(), self.channel(stream)
        first = channel not in self.followers
        self.followers.setdefault(channel, set()).add(follower)
        try:
            if first:
                await self.subscribe(channel)
            async with self.confirmed:
                await self.confirmed.wait_for(lambda: self.failed or not self.asked[channel])
            if self.failed is not None:
                raise redis.ConnectionError(str(self.failed))
        except BaseException:
            self.leave(stream, follower)
            raise
        return follower

    async def subscribe(self, channel: str) -> None:
        """Sent; listen() hears the confirmation."""
        self.asked[channel] += 1
        async with self.sending:
            if self.listening is None:
                self.asked[CONTROL] += 1
                await self.pubsub.subscribe(CONTROL)  # one that always stays
                self.listening = asyncio.create_task(self.listen())
            await self.pubsub.subscribe(channel)

    def leave(self, stream: str, follower: Follower) -> None:
        channel = self.channel(stream)
        others = self.followers.get(channel, set())
        others.discard(follower)
        if others:
            return
        self.followers.pop(channel, None)
        ending = self.close() if not self.followers else self.unsubscribe(channel)
        if not self.followers:
            forget_hub(self)
        task = asyncio.create_task(ending)
        self.closing.add(task)
        task.add_done_callback(self.closing.discard)

    async def unsubscribe(self, channel: str) -> None:
        with contextlib.suppress(redis.RedisError):  # listen() hears of it too
            async with self.sending:
                if channel not in self.followers and self.failed is None:
                    await self.pubsub.unsubscribe(channel)

    async def listen(self) -> None:
        """Hand on what is pushed. Ends when the connection does: every follower then reads, and joins anew."""
        try:
            async for message in self.pubsub.listen():
                await self.take(message)
        except (redis.RedisError, OSError) as error:
            log.warning("lost the events: %s", error)
            self.failed = error
        else:
            self.failed = redis.ConnectionError("the subscription ended")
        forget_hub(self)
        async with self.confirmed:
            self.confirmed.notify_all()
        for followers in self.followers.values():
            for follower in followers:
                follower.fall_behind()

    async def take(self, message: dict[str, Any]) -> None:
        channel = message["channel"]
        if message["type"] == "message":
            entry = cast(Entry, tuple(message["data"].split(" ", 2)))
            for follower in self.followers.get(channel, ()):
                follower.push(entry)
        elif message["type"] == "subscribe":
            self.asked[channel] -= 1
            async with self.confirmed:
                self.confirmed.notify_all()

    async def read(self, stream: str, after: str) -> list[Entry]:
        """The next events after an id, READ_AT_ONCE at most."""
        found = await self.reading.xrange(stream, min=f"({after}", count=READ_AT_ONCE)
        entries = cast(list[tuple[str, dict[str, str]]], found)
        return [(number, fields["name"], fields["data"]) for number, fields in entries]

    async def close(self) -> None:
        if self.listening is not None:
            self.listening.cancel()
            await asyncio.wait({self.listening})
        await self.pubsub.aclose()
        await self.pushing.aclose()
        await self.reading.aclose()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub(url: str) -> Hub:
    """This event loop's hub, made with its first follower."""
    loop = asyncio.get_running_loop()
    found = _hubs.get(loop)
    if found is None:
        found = _hubs[loop] = Hub(url)
    return found


def forget_hub(one: Hub) -> None:
    """Whoever comes next makes a new one."""
    loop = asyncio.get_running_loop()
    if _hubs.get(loop) is one:
        del _hubs[loop]


async def entries(url: str, stream: str, after: str, idle_seconds: float) -> AsyncIterator[Entry | None]:
    """Events after an id, for ever; None when nothing came for so long. Raises RedisError."""
    one = hub(url)
    follower = await one.join(stream)
    last = after
    try:
        while True:
            follower.begin()
            found = await one.read(stream, last)
            while found:
                for entry in found:
                    last = entry[0]
                    yield entry
                found = await one.read(stream, last) if len(found) == READ_AT_ONCE else []
            while not follower.behind:
                follower.woken.clear()
                while follower.waiting:
                    entry = follower.waiting.popleft()
                    if position(entry[0]) > position(last):
                        last = entry[0]
                        yield entry
                if not follower.behind and not await woken(follower, idle_seconds):
                    yield None
            if one.failed is not None:
                raise redis.ConnectionError(str(one.failed))
    finally:
        one.leave(stream, follower)


async def woken(follower: Follower, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await follower.woken.wait()
    except TimeoutError:
        return False
    return True


def position(event_id: str) -> tuple[int, int]:
    """Redis's ids in their order: milliseconds, then a number."""
    milliseconds, _, number = event_id.partition("-")
    return int(milliseconds), int(number or 0)
