"""Workers and beat say in Redis that they live; an entry that is not renewed is gone after a while."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from docanalyzer import events

KEEP_SECONDS = 30
PREFIX = "alive:"
QUEUES = ("reading", "inference")


@dataclass(frozen=True, slots=True)
class Alive:
    """A process that was heard of: "worker" with its queue, or "beat"; seconds since."""

    name: str
    queue: str
    seconds: float


def beat(name: str, queues: list[str]) -> None:
    """Called by a worker every few seconds. Raises RedisError."""
    pipe = events.client().pipeline(transaction=False)
    for queue in queues:
        pipe.set(f"{PREFIX}{queue}:{name}", time.time(), ex=KEEP_SECONDS)
    pipe.execute()


def alive() -> list[Alive]:
    """Everything heard of lately, by queue and name. Raises RedisError."""
    client = events.client()
    keys = sorted(client.scan_iter(f"{PREFIX}*", count=1000))
    values = cast(list[str | None], client.mget(keys)) if keys else []
    found = []
    for key, value in zip(keys, values, strict=True):
        queue, _, name = key.removeprefix(PREFIX).partition(":")
        if value is not None:
            found.append(Alive(name, queue, max(time.time() - float(value), 0.0)))
    return found
