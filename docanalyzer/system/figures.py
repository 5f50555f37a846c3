"""What the System page and the metrics tell: the queue, the runs, tokens and cache hits of the last hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from django.db.models import Case, Count, F, Sum, When
from django.utils import timezone

from docanalyzer.documents.models import Document
from docanalyzer.runs.models import Run

HOUR = timedelta(hours=1)
TIMES = ("started_at", "first_token_at", "finished_at", "output_tokens")


@dataclass(frozen=True, slots=True)
class LastHour:
    """Of the runs that ended within the last hour; None where no run or no server told it. Seconds, tokens."""

    runs: int
    failed: int
    input_tokens: int
    cached_tokens: int
    cache_share: float | None
    output_tokens: int
    output_per_second: float | None
    first_token_seconds: tuple[float, float] | None
    """Median and 95th percentile, from the start of the work to the first word."""

    @property
    def cache_percent(self) -> float | None:
        return None if self.cache_share is None else 100 * self.cache_share


def last_hour() -> LastHour:
    ended = Run.objects.filter(finished_at__gt=timezone.now() - HOUR, started_at__isnull=False).order_by()
    sums = ended.aggregate(
        runs=Count("pk"),
        failed=Count(Case(When(status=Run.Status.FAILED, then=1))),
        input=Sum("input_tokens"),
        output=Sum("output_tokens"),
        cached=Sum("cached_tokens"),
        # A share only of the runs whose server tells what was in its cache.
        told=Sum(Case(When(cached_tokens__isnull=False, then=F("input_tokens")))),
    )
    waits, writing, written = [], 0.0, 0
    for run in ended.filter(first_token_at__isnull=False).only(*TIMES):
        if run.started_at and run.first_token_at and run.finished_at:
            waits.append((run.first_token_at - run.started_at).total_seconds())
            if run.output_tokens:
                writing += (run.finished_at - run.first_token_at).total_seconds()
                written += run.output_tokens
    return LastHour(
        runs=sums["runs"],
        failed=sums["failed"],
        input_tokens=sums["input"] or 0,
        cached_tokens=sums["cached"] or 0,
        cache_share=sums["cached"] / sums["told"] if sums["told"] else None,
        output_tokens=sums["output"] or 0,
        output_per_second=written / writing if writing else None,
        first_token_seconds=median_and_95(waits),
    )


def median_and_95(values: list[float]) -> tuple[float, float] | None:
    if not values:
        return None
    if len(values) == 1:
        return values[0], values[0]
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]


def run_counts() -> dict[str, int]:
    """How many runs there are in each state, all states named."""
    rows = dict(Run.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status: rows.get(status, 0) for status in Run.Status.values}


def document_counts() -> dict[str, int]:
    rows = dict(Document.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status: rows.get(status, 0) for status in Document.Status.values}
