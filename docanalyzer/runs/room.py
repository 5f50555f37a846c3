"""A replica's budget of tokens: what is in flight of it, what fits beside that, and what may pass a run that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docanalyzer.runs.order import AGEING_TOKENS, LEAST_TOKENS

SHORT_SHARE = 0.05
"""Of a replica's budget, kept for short requests: they need not wait for the end of a long one."""
ANSWER_TOKENS = 60 * AGEING_TOKENS
"""What an answer may take after the reading, as tokens that are read in that time."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A running run. tokens: of the budget; since: when it was let in."""

    tokens: int
    since: datetime

    def unread(self, now: datetime) -> int:
        """About what is left to read of it, by the clock: what passes meanwhile slows it, and is not counted."""
        return self.tokens - int((now - self.since).total_seconds() * AGEING_TOKENS)


@dataclass(frozen=True, slots=True)
class Room:
    """A replica's budget in tokens, and the runs in flight of it."""

    budget: int
    running: Sequence[Busy] = ()

    @property
    def used(self) -> int:
        return sum(run.tokens for run in self.running)

    @property
    def short(self) -> int:
        """What short requests have of that."""
        return sum(run.tokens for run in self.running if run.tokens <= self.short_limit)

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
        return self._takes(self.common, tokens)

    def may_pass(self, tokens: int, waiting: int, now: datetime) -> bool:
        """Whether a run that has room may go before one of `waiting` tokens that has none, and not hold it up.

        Where it still fits beside the long one once that has what it waits for; or where it is over long before.
        """
        long = [run for run in self.running if run.tokens > self.short_limit]
        # Any of these makes the room when it ends, the smallest the least: nobody knows which will be the first.
        enough = [run for run in long if self._takes(self.common - run.tokens, waiting)]
        if enough and self._takes(self.common - min(run.tokens for run in enough) + tokens, waiting):
            return True
        ahead = min((run.unread(now) for run in enough or long), default=0)
        return 2 * tokens + ANSWER_TOKENS <= ahead

    def _takes(self, common: int, tokens: int) -> bool:
        return not common or common + tokens <= self.budget - self.kept
