"""Which queued run may start: the next in the fair order whose replica has room for its tokens.

The database is the truth. A running row with a fresh heartbeat is the lease on its replica's budget; when its
worker dies the heartbeat stops, and what it held counts no longer. claim() stays the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from docanalyzer.runs.models import Run
from docanalyzer.runs.order import LEAST_TOKENS, Waiting

LEASE = timedelta(seconds=60)
"""A worker writes a heartbeat every few seconds; one that has not for so long is gone."""

SHORT_SHARE = 0.05
"""Of a replica's budget, kept for short requests: they need not wait for the end of a long one."""

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


@dataclass(frozen=True, slots=True)
class Room:
    """A replica's budget in tokens, and what is in flight of it. short: what short requests have of that."""

    budget: int
    used: int = 0
    short: int = 0

    @property
    def kept(self) -> int:
        """For short requests; the whole of a small budget is not given away to them."""
        return min(max(int(self.budget * SHORT_SHARE), 2 * LEAST_TOKENS), self.budget // 2)

    @property
    def common(self) -> int:
        """What is used of the room that is not kept."""
        return self.used - min(self.short, self.kept)

    @property
    def short_limit(self) -> int:
        """Several of this size fit the kept part; a question on a loaded document is always short."""
        return max(self.kept // 4, LEAST_TOKENS)

    def has_kept_room(self, tokens: int) -> bool:
        return tokens <= self.short_limit and self.short + tokens <= self.kept

    def has_room(self, tokens: int) -> bool:
        """Beside the kept part. One that is larger than all of it goes when nothing else is there."""
        return not self.common or self.common + tokens <= self.budget - self.kept


def first_that_fits(order: Sequence[Waiting], place_of: PlaceOf, now: datetime) -> tuple[Waiting, str] | None:
    """What does not fit is passed by what does, for PASSING_SECONDS; then its replica is kept for it.

    Short ones go on in their own part of the room, which takes nothing from what waits.
    """
    rooms = rooms_in_use(now)
    waited_for: set[str] = set()
    for item in order:
        replica = place_of(item.route)
        room = rooms.get(replica, Room(settings.REPLICA_TOKENS))
        if room.has_kept_room(item.tokens):
            return item, replica
        fits = room.has_room(item.tokens)
        if fits and replica not in waited_for:
            return item, replica
        if not fits and (now - item.since).total_seconds() > settings.PASSING_SECONDS:
            waited_for.add(replica)
    return None


def tokens_in_flight(now: datetime | None = None) -> dict[str, int]:
    """By replica: the uncached tokens of the runs whose worker is alive."""
    return {replica: room.used for replica, room in rooms_in_use(now or timezone.now()).items()}


def rooms_in_use(now: datetime) -> dict[str, Room]:
    """Of the replicas that work on something."""
    budget = settings.REPLICA_TOKENS
    alive = Run.objects.filter(status=Run.Status.RUNNING, heartbeat__gt=now - LEASE).exclude(replica="")
    short = Q(admitted_tokens__lte=Room(budget).short_limit)
    sums = alive.order_by().values("replica")
    sums = sums.annotate(tokens=Sum("admitted_tokens"), short=Sum("admitted_tokens", filter=short))
    return {row["replica"]: Room(budget, row["tokens"], row["short"] or 0) for row in sums}
