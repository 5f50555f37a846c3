"""Where a first token's time goes: the moments that the browser, the database, Redis and the model keep of a run."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import environ
import redis

Moments = dict[str, float]
"""Milliseconds after the click."""

NAMES = {
    "request": "the browser sends the question",
    "stored": "the run is stored",
    "answered": "the browser has the answer to its question",
    "claimed": "a worker takes the run",
    "received": "the model has the prompt",
    "sent": "the model sends its first token",
    "published": "the first token stands in Redis",
    "following": "the browser opens the event stream",
    "shown": "the first token is on the page",
}
STORED = "SELECT id, created_at, started_at FROM runs_run ORDER BY id DESC LIMIT 1"


def moments(environment: Mapping[str, str], seen: Mapping[str, Any], clock: float) -> Moments:
    """seen: what bench.overhead.WATCH kept, in tenths of a millisecond since `clock` (seconds since 1970)."""
    run, created, started = _row(environment["DATABASE_URL"])
    click = seen["click"] / 10
    received, sent, shown = seen["first"]

    def after(seconds: float) -> float:
        return (seconds - clock) * 1000 - click

    return {
        "request": seen["request"] / 10 - click,
        "stored": after(created),
        "answered": seen["answered"] / 10 - click,
        "claimed": after(started),
        "received": received / 10 - click,
        "sent": sent / 10 - click,
        "published": after(_published(environment["REDIS_URL"], run)),
        "following": seen["following"] / 10 - click,
        "shown": shown / 10 - click,
    }


def _row(url: str) -> tuple[int, float, float]:
    path = environ.Env.db_url_config(url)["NAME"]
    with sqlite3.connect(path) as connection:
        run, created, started = connection.execute(STORED).fetchone()
    return run, _seconds(created), _seconds(started)


def _seconds(stored: str) -> float:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).timestamp()


def _published(url: str, run: int) -> float:
    with redis.Redis.from_url(url, decode_responses=True) as client:
        entries: Any = client.xrange(f"run:{run}", count=20)
    first = next(number for number, fields in entries if fields["name"] == "delta")
    return int(first.split("-")[0]) / 1000


def table(traces: Sequence[Moments]) -> str:
    """Medians, in the order in which they happen."""
    medians = {name: statistics.median(trace[name] for trace in traces) for name in NAMES}
    lines = [f"| {medians[name]:.0f} | {NAMES[name]} |" for name in sorted(medians, key=medians.__getitem__)]
    return "\n".join(["| ms after the click | |", "|---|---|", *lines])
