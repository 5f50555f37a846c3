"""Which of the model's servers are down, as all processes know it, and so where a request goes now.

A worker asks each server every few seconds (docanalyzer/runs/watching.py); Redis holds for a minute what it learnt.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import cast

import redis
from django.conf import settings

from docanalyzer import events
from docanalyzer.pipeline.triton.replicas import home_of

DOWN = "replicas:down"
ANSWERED = "replicas:answered"
BELIEVED_SECONDS = 60
"""Longer than between two questions: who asks no more, says nothing any more."""


def down() -> set[str]:
    """Addresses that did not answer when they were asked lately. Raises RedisError."""
    told = cast(dict[str, str], events.client().hgetall(DOWN))
    oldest = time.time() - BELIEVED_SECONDS
    return {url for url, at in told.items() if float(at) > oldest and url in settings.MODEL["urls"]}


def known_down() -> set[str]:
    """As down(), for who can do without: nothing while Redis is away."""
    try:
        return down()
    except redis.RedisError:
        return set()


def set_down(url: str) -> None:
    events.client().hset(DOWN, url, str(time.time()))


def set_up(url: str) -> None:
    events.client().hdel(DOWN, url)


def was_started_anew(url: str, answered: int) -> bool:
    """answered: how many requests it says it has answered. Fewer than the last time: it began to count anew."""
    kept = cast(str | None, events.client().hget(ANSWERED, url))
    events.client().hset(ANSWERED, url, answered)
    return kept is not None and answered < int(kept)


def homes(routes: Iterable[str]) -> dict[str, str]:
    """Where a request with each of these routes goes now, as far as is known here."""
    urls = settings.MODEL["urls"]
    if len(urls) < 2:
        return dict.fromkeys(routes, urls[0] if urls else "")
    away = known_down()
    standing = [url for url in urls if url not in away] or list(urls)
    return {route: home_of(standing, route) for route in routes}
