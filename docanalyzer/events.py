"""What happens to documents and runs, as it happens: written to a Redis stream, followed by web processes.

The database is the truth. A stream only saves the reader from polling, so a Redis that is away
costs liveness, never a result: publish() logs and goes on.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import redis
import redis.asyncio
from django.conf import settings

from docanalyzer import event_hub

log = logging.getLogger(__name__)
KEEP_SECONDS = 24 * 3600
HEARTBEAT_SECONDS = 15.0
OUTAGE_SECONDS = 5.0
EVENT_ID = re.compile(r"\d{1,20}(-\d{1,20})?")
APPEND = """
if ARGV[5] == "1" then redis.call("DEL", KEYS[1]) end
local id = redis.call("XADD", KEYS[1], "MAXLEN", "~", ARGV[1], "*", "name", ARGV[3], "data", ARGV[4])
redis.call("EXPIRE", KEYS[1], ARGV[2])
redis.call("PUBLISH", ARGV[6], id .. " " .. ARGV[3] .. " " .. ARGV[4])
"""
"""Kept and pushed in one step, so that whoever hears of an event finds it in the stream (event_hub.py)."""
ANSWER_SECONDS = 3.0
"""One that hangs for longer is away: people wait for this."""


@dataclass(frozen=True, slots=True)
class Event:
    """id: the Redis stream id, which a browser sends back as Last-Event-ID. name "" is a heartbeat."""

    id: str
    name: str
    data: dict[str, Any]


class Outage:
    """After a failed publish, the next ones are skipped for a while: an answer must not wait for a Redis that is away."""

    until = 0.0

    @classmethod
    def begins(cls, what: str, error: Exception) -> None:
        cls.until = time.monotonic() + OUTAGE_SECONDS
        log.warning("%s: %s; live updates pause for %d s", what, error, OUTAGE_SECONDS)

    @classmethod
    def lasts(cls) -> bool:
        return time.monotonic() < cls.until


class Client(redis.Redis):
    """One timeout, not one a command: a page that asks a hanging Redis for ten things waits for the first."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if Outage.lasts():
            raise redis.ConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)
        except redis.TimeoutError as error:
            Outage.begins(f"{args[0]} was not answered", error)
            raise


@lru_cache(maxsize=1)
def client() -> redis.Redis:
    return Client.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        health_check_interval=30,
    )


def publish(stream: str, name: str, keep: int = 100_000, anew: bool = False, **data: Any) -> bool:
    """Append an event; `keep` bounds the stream's length. anew: what it held until now is dropped.

    False: it was not published, for Redis is away, and whoever follows the stream misses it.
    """
    if Outage.lasts():
        return False
    try:
        told = json.dumps(data, ensure_ascii=False)
        database = client().connection_pool.connection_kwargs.get("db") or 0
        _append()(keys=[stream], args=[keep, KEEP_SECONDS, name, told, int(anew), f"{database}:{stream}"])
    except redis.RedisError as error:
        Outage.begins(f"event {name} on {stream} was not published", error)
        return False
    return True


@lru_cache(maxsize=1)
def _append() -> Any:
    return client().register_script(APPEND)


def begin(stream: str, name: str, **data: Any) -> bool:
    """Drop a stream and tell its story anew, from this event on. False as for publish()."""
    return publish(stream, name, anew=True, **data)


async def newest_id(stream: str) -> str:
    """Where the stream stands now. Ask before reading the database, then follow from here: nothing falls between."""
    if Outage.lasts():
        return "0"
    connection = redis.asyncio.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_timeout=ANSWER_SECONDS
    )
    try:
        newest = await connection.xrevrange(stream, count=1)
        return str(newest[0][0]) if newest else "0"
    except redis.RedisError as error:
        Outage.begins(f"where {stream} stands was not told", error)
        return "0"
    finally:
        await connection.aclose()


async def follow(stream: str, after: str = "0") -> AsyncIterator[Event]:
    """Events after the id `after` ("0": all), for ever; heartbeats while nothing comes."""
    last = after if EVENT_ID.fullmatch(after) else "0"
    try:
        async for entry in event_hub.entries(settings.REDIS_URL, stream, last, HEARTBEAT_SECONDS):
            yield Event(entry[0], entry[1], json.loads(entry[2])) if entry else Event("", "", {})
    except redis.RedisError as error:
        log.warning("lost the event stream %s: %s", stream, error)
        await asyncio.sleep(1)  # the browser reconnects; do not let it hammer


def raise_flag(name: str) -> None:
    """Tell a worker something at once; the database holds the same for when Redis is away."""
    try:
        client().set(name, "1", ex=KEEP_SECONDS)
    except redis.RedisError as error:
        log.warning("flag %s was not raised: %s", name, error)


def flag_is_up(name: str) -> bool:
    if Outage.lasts():
        return False
    try:
        return bool(client().exists(name))
    except redis.RedisError as error:
        Outage.begins(f"flag {name} was not read", error)
        return False
