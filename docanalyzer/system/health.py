"""Whether docanalyzer can do its work now, each part asked by using it. What it says holds no address and no secret."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

import redis
from django.core.cache import cache
from django.db import DatabaseError, connection

from docanalyzer import events
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.runs.watching import take_note
from docanalyzer.system import heartbeats

log = logging.getLogger(__name__)
CACHE_KEY = "system-health"
KEEP_SECONDS = 10
_one_at_a_time = threading.Lock()


class Model(Protocol):
    """A client that can ask each of its replicas for one token."""

    def health(self) -> list[ReplicaHealth]: ...


@dataclass(frozen=True, slots=True)
class Check:
    ok: bool
    error: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """checks: database, redis, workers, model. replicas: each server of the model, with its address (admins only)."""

    checks: dict[str, Check]
    replicas: list[ReplicaHealth] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        return all(check.ok for check in self.checks.values())

    def record(self) -> dict[str, Any]:
        """For everybody: what works and what does not."""
        return {"ready": self.ready, "checks": {name: asdict(check) for name, check in self.checks.items()}}


def health(model_of: Callable[[], Model]) -> Health:
    """As it was within the last seconds: however many ask, the model is asked once."""
    found = cache.get(CACHE_KEY)
    if found is None:
        with _one_at_a_time:
            found = cache.get(CACHE_KEY)
            if found is None:
                found = ask_everything(model_of)
                cache.set(CACHE_KEY, found, KEEP_SECONDS)
    return found


def ask_everything(model_of: Callable[[], Model]) -> Health:
    model, replicas = ask_model(model_of)
    checks = {"database": ask_database(), "redis": ask_redis(), "workers": ask_workers(), "model": model}
    return Health(checks, replicas)


def ask_database() -> Check:
    started = time.monotonic()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("health: %s", error)
        return Check(False, "The database does not answer.")
    return Check(True, seconds=round(time.monotonic() - started, 4))


def ask_redis() -> Check:
    started = time.monotonic()
    try:
        events.client().ping()
    except redis.RedisError as error:
        log.error("health: %s", error)
        return Check(False, "Redis does not answer.")
    return Check(True, seconds=round(time.monotonic() - started, 4))


def ask_workers() -> Check:
    try:
        heard = {item.queue for item in heartbeats.alive()}
    except redis.RedisError:
        return Check(False, "Workers are not heard of without Redis.")
    missing = [queue for queue in heartbeats.QUEUES if queue not in heard]
    if missing:
        return Check(False, f"No worker takes from the queue {' and '.join(missing)}.")
    return Check(True)


def ask_model(model_of: Callable[[], Model]) -> tuple[Check, list[ReplicaHealth]]:
    """A real answer of one token from each replica: a server may say that it is ready when it is not."""
    try:
        replicas = model_of().health()
    except InferenceError as error:
        log.error("health: %s", error)
        return Check(False, "The model server does not answer."), []
    take_note(replicas)
    down = [replica for replica in replicas if not replica.up]
    for replica in down:
        log.error("health: %s", replica.error)
    if len(down) < len(replicas):
        notice = f"{len(down)} of {len(replicas)} replicas do not answer." if down else ""
        return Check(True, notice, fastest(replicas)), replicas
    return Check(False, "The model server does not answer."), replicas


def fastest(replicas: list[ReplicaHealth]) -> float:
    return round(min(replica.seconds or 0.0 for replica in replicas if replica.up), 4)
