"""Which queued run may start: the next in the fair order whose replica has room for its tokens.

The database is the truth. A running row with a fresh heartbeat is the lease on its replica's budget; when its
worker dies the heartbeat stops, and what it held counts no longer. claim() stays the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from docanalyzer.runs.models import Run
from docanalyzer.runs.order import Waiting
from docanalyzer.runs.room import Busy, Room

LEASE = timedelta(seconds=60)
"""A worker writes a heartbeat every few seconds; one that has not for so long is gone."""

PlaceOf = Callable[[str], str]
"""A route's replica, as the client would choose it now."""


def next_run(place_of: PlaceOf) -> Run | None:
    """Claim the next run that its replica has room for; None where there is none."""
    return next_and_others(place_of)[0]


def next_and_others(place_of: PlaceOf) -> tuple[Run | None, bool]:
    """As next_run(), and whether other runs wait beside it."""
    with transaction.atomic():
        now = timezone.now()
        # With the lock, two workers cannot give the same room away.
        order = Run.objects.in_order(now, lock=True)
        chosen = first_that_fits(order, place_of, now)
        if chosen is None:
            return None, bool(order)
        item, replica = chosen
        run = Run(pk=item.run)
        return run if run.claim(replica=replica, tokens=item.tokens) else None, len(order) > 1


def first_that_fits(order: Sequence[Waiting], place_of: PlaceOf, now: datetime) -> tuple[Waiting, str] | None:
    """What does not fit is passed by what does, for PASSING_SECONDS; then by what does not hold it up.

    Short ones go on in their own part of the room, which takes nothing from what waits.
    """
    rooms = rooms_in_use(now)
    waited_for: dict[str, list[int]] = {}
    for item in order:
        replica = place_of(item.route)
        room = rooms.get(replica, Room(settings.REPLICA_TOKENS))
        if room.has_kept_room(item.tokens):
            return item, replica
        fits = room.has_room(item.tokens)
        if fits and all(room.may_pass(item.tokens, long, now) for long in waited_for.get(replica, ())):
            return item, replica
        if not fits and (now - item.since).total_seconds() > settings.PASSING_SECONDS:
            waited_for.setdefault(replica, []).append(item.tokens)
    return None


def tokens_in_flight(now: datetime | None = None) -> dict[str, int]:
    """By replica: the uncached tokens of the runs whose worker is alive."""
    return {replica: room.used for replica, room in rooms_in_use(now or timezone.now()).items()}


def rooms_in_use(now: datetime) -> dict[str, Room]:
    """Of the replicas that work on something."""
    alive = Run.objects.filter(status=Run.Status.RUNNING, heartbeat__gt=now - LEASE).exclude(replica="")
    running: dict[str, list[Busy]] = {}
    for replica, tokens, since in alive.order_by().values_list("replica", "admitted_tokens", "started_at"):
        running.setdefault(replica, []).append(Busy(tokens, since or now))
    return {replica: Room(settings.REPLICA_TOKENS, runs) for replica, runs in running.items()}
