"""Which documents each replica of the model still holds in its prefix cache, as far as it can be known here.

The server does not tell. What it was sent is known, and that it forgets the least recently used first: so a
replica holds the newest openings (workspace, text and title, as a prompt begins with them) whose tokens fit its
cache together. Redis keeps this for hours at most; without Redis nothing counts as loaded, which costs an
estimate, never a result.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from dataclasses import dataclass

import redis
from django.conf import settings

from docanalyzer import events
from docanalyzer.runs import replicas

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document in a replica's cache. used: when a request last brought it there, seconds since 1970.

    room: the tokens of that whole request, which took the cache's room with it.
    """

    replica: str
    opening: str
    tokens: int
    used: float
    room: int = 0

    @property
    def route(self) -> str:
        """What decides on the replica: the opening without its title."""
        return ":".join(self.opening.split(":")[:2])


def opening(route: str, title: str) -> str:
    """Names how a prompt begins with a document. Its title stands before its text: another title is read anew."""
    return f"{route}:{hashlib.blake2b(title.encode(), digest_size=8).hexdigest()}"


def key(replica: str) -> str:
    return f"loaded:{replica}"


def mark(replica: str, opening: str, tokens: int, room: int = 0) -> None:
    """A replica has just read this opening's document, of so many tokens, in a prompt of `room` tokens."""
    if not (settings.PREFIX_CACHE and replica and opening):
        return
    try:
        pipe = events.client().pipeline(transaction=False)
        pipe.hset(key(replica), opening, json.dumps([tokens, time.time(), max(tokens, room)]))
        pipe.expire(key(replica), settings.LOADED_SECONDS)
        pipe.execute()
    except redis.RedisError as error:
        log.warning("that a document is loaded was not kept: %s", error)


def forget(replica: str) -> None:
    """The replica was away: what it held is gone."""
    try:
        events.client().delete(key(replica))
    except redis.RedisError as error:
        log.warning("that %s lost its cache was not kept: %s", replica, error)


def all_loaded() -> dict[str, Loaded]:
    """By opening, where the replica that its requests go to now holds it: another one's cache is of no use."""
    if not settings.PREFIX_CACHE:
        return {}
    held = everything()
    homes = replicas.homes({item.route for item in held})
    return {item.opening: item for item in held if homes[item.route] == item.replica}


def everything() -> list[Loaded]:
    """What each replica holds, also where requests go elsewhere now."""
    return [item for replica in settings.MODEL["urls"] for item in held_by(replica)]


def held_by(replica: str) -> list[Loaded]:
    """What fits the replica's cache together, newest first."""
    if events.Outage.lasts():
        return []
    try:
        kept: dict[str, str] = events.client().hgetall(key(replica))  # type: ignore[assignment]
    except redis.RedisError as error:
        events.Outage.begins("what is loaded was not read", error)
        return []
    items = [Loaded(replica, opening, *json.loads(value)) for opening, value in kept.items()]
    oldest, room, held = time.time() - settings.LOADED_SECONDS, settings.REPLICA_TOKENS, []
    for item in sorted(items, key=lambda item: item.used, reverse=True):
        room -= item.room or item.tokens
        if room < 0 or item.used < oldest:
            break
        held.append(item)
    return held
