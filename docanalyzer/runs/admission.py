"""Which queued run may start: the next in the fair order whose replica has room for its tokens.

The database is the truth. A running row with a fresh heartbeat is the lease on its replica's budget; when its
worker dies the heartbeat stops, and what it held counts no longer. claim() stays the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from docanalyzer.runs.models import Run
from docanalyzer.runs.order import Waiting

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
    """What does not fit is passed by what does, for PASSING_SECONDS; then its replica is kept for it."""
    in_flight = tokens_in_flight(now)
    kept: set[str] = set()
    for item in order:
        replica = place_of(item.route)
        used = in_flight.get(replica, 0)
        # One that is larger than the whole budget goes when its replica has nothing else to do.
        fits = not used or used + item.tokens <= settings.REPLICA_TOKENS
        if fits and replica not in kept:
            return item, replica
        if not fits and (now - item.since).total_seconds() > settings.PASSING_SECONDS:
            kept.add(replica)
    return None


def tokens_in_flight(now: datetime | None = None) -> dict[str, int]:
    """By replica: the uncached tokens of the runs whose worker is alive."""
    now = now or timezone.now()
    alive = Run.objects.filter(status=Run.Status.RUNNING, heartbeat__gt=now - LEASE).exclude(replica="")
    sums = alive.order_by().values("replica").annotate(tokens=Sum("admitted_tokens"))
    return {row["replica"]: row["tokens"] for row in sums}
