"""What follows from the model servers' health: who is down, whose cache is gone, who waits no longer."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import redis
from django.utils import timezone

from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.runs import loaded, replicas
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)


def take_note(health: Iterable[ReplicaHealth]) -> bool:
    """Keep what the servers answered; True when one is back, and what waited for it may go on."""
    try:
        before = replicas.down()
        for replica in health:
            note(replica)
        back = before - replicas.down()
    except redis.RedisError as error:
        log.warning("what the model servers answered was not kept: %s", error)
        return False
    return bool(back)


def note(replica: ReplicaHealth) -> None:
    if replica.undecided:
        return
    if not replica.up:
        replicas.set_down(replica.url)
        if not replica.slow:  # one that only takes long may be reading, and keeps what it read
            loaded.forget(replica.url)
        return
    replicas.set_up(replica.url)
    if replica.answered is not None and replicas.was_started_anew(replica.url, replica.answered):
        log.warning("%s was started anew: what it had read is gone", replica.url)
        loaded.forget(replica.url)


def end_waiting() -> int:
    """The server is back: whatever was put off until it is, is due now."""
    now = timezone.now()
    return Run.objects.filter(status=Run.Status.QUEUED, retry_at__gt=now).update(retry_at=now)
