"""Whose turn it is: the order of the queue, fair between people, short before long, nobody left behind.

The person who waits with the fewest tokens before and in their request goes first:

- a short question passes a waiting analysis of a million tokens, one's own too;
- of a hundred requests of one person, only the next one competes with another person's first;
- a long request shrinks while it waits, by AGEING_TOKENS a second, until it counts like any question,
  and among equals the older goes first: a million tokens are passed for about eight minutes at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

LEAST_TOKENS = 4_096
"""What any request counts at least: its answer is work too."""
AGEING_TOKENS = 2_000
"""A second of waiting is worth so many tokens: about what one H200 reads in it of a long document."""

TURN_SECONDS = 60
"""Who was served so lately has had their turn: others who wait as long go first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued run. tokens: those its replica has to read anew; user: None for one that was deleted.

    route: what decides on its replica.
    """

    run: int
    user: int | None
    tokens: int
    since: datetime
    route: str = ""

    def aged(self, now: datetime) -> int:
        shrunk = self.tokens - int((now - self.since).total_seconds() * AGEING_TOKENS)
        return max(shrunk, LEAST_TOKENS)


def fair_order(waiting: Iterable[Waiting], turns: Counter[int | None], now: datetime) -> list[Waiting]:
    """The queue as it stands at `now`, the next one first.

    turns: how many of each person's requests are running or ended within TURN_SECONDS.
    """
    by_user: dict[int | None, list[Waiting]] = {}
    for item in sorted(waiting, key=lambda item: (item.aged(now), item.since, item.run)):
        by_user.setdefault(item.user, []).append(item)
    ranked: list[tuple[int, datetime, int, Waiting]] = []
    for user, own in by_user.items():
        before = turns[user] * LEAST_TOKENS
        for item in own:
            before += item.aged(now)
            ranked.append((before, item.since, item.run, item))
    return [item for *_, item in sorted(ranked, key=lambda rank: rank[:3])]
