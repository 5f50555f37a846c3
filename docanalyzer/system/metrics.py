"""The figures in Prometheus' format, read from the database and Redis when they are asked for.

Nothing is counted in a process: there may be several web processes, and the workers are others again.
"""

from __future__ import annotations

from collections.abc import Iterator

import redis
from django.conf import settings
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from docanalyzer.runs import loaded
from docanalyzer.runs.admission import tokens_in_flight
from docanalyzer.runs.models import Run
from docanalyzer.system import heartbeats
from docanalyzer.system.figures import document_counts, last_hour, run_counts
from docanalyzer.system.health import Health


def exposition(health: Health) -> bytes:
    registry = CollectorRegistry()
    registry.register(Figures(health))
    return generate_latest(registry)


class Figures:
    def __init__(self, health: Health) -> None:
        self.health = health

    def describe(self) -> list[Metric]:
        return []  # so that registering does not collect

    def collect(self) -> Iterator[Metric]:
        yield from self.parts()
        yield from self.work()
        yield from self.hour()
        yield from self.model()

    def parts(self) -> Iterator[Metric]:
        up = labelled("up", "1 when this part works: database, redis, workers, model", "part")
        for name, check in self.health.checks.items():
            up.add_metric([name], check.ok)
        yield up
        workers = labelled("workers", "Workers heard of within half a minute", "queue")
        for queue in heartbeats.QUEUES:
            workers.add_metric([queue], sum(item.queue == queue for item in heard()))
        yield workers

    def work(self) -> Iterator[Metric]:
        for name, counts in (("runs", run_counts()), ("documents", document_counts())):
            family = labelled(name, f"All {name} kept, by status", "status")
            for status, number in counts.items():
                family.add_metric([status], number)
            yield family
        order = Run.objects.in_order()
        oldest = min((item.since for item in order), default=None)
        waited = (timezone.now() - oldest).total_seconds() if oldest else 0
        yield gauge("queue_runs", "Runs that wait for their turn", len(order))
        yield gauge("queue_oldest_seconds", "How long the longest of them has waited", waited)
        yield gauge(
            "queue_tokens", "Tokens that they have to be read anew", sum(item.tokens for item in order)
        )

    def hour(self) -> Iterator[Metric]:
        hour = last_hour()
        yield gauge("hour_runs", "Runs that ended within the last hour", hour.runs)
        yield gauge("hour_failed_runs", "Those of them that failed", hour.failed)
        yield gauge("hour_input_tokens", "Their prompts' tokens", hour.input_tokens)
        yield gauge("hour_cached_tokens", "Those found in the prefix cache", hour.cached_tokens)
        yield gauge("hour_output_tokens", "Tokens of their answers", hour.output_tokens)
        if hour.first_token_seconds:
            wait = labelled(
                "hour_first_token_seconds", "From the start of work to the first word", "quantile"
            )
            for quantile, seconds in zip(("0.5", "0.95"), hour.first_token_seconds, strict=True):
                wait.add_metric([quantile], seconds)
            yield wait

    def model(self) -> Iterator[Metric]:
        flight = tokens_in_flight()
        up = labelled("replica_up", "1 when this model server gave a token when asked", "replica")
        tokens = labelled("replica_tokens_in_flight", "Uncached tokens of the runs it works on", "replica")
        held = labelled("replica_loaded_documents", "Documents believed to be in its prefix cache", "replica")
        for replica in self.health.replicas:
            up.add_metric([replica.url], replica.up)
            tokens.add_metric([replica.url], flight.get(replica.url, 0))
            held.add_metric([replica.url], len(loaded.held_by(replica.url)))
        yield from (up, tokens, held)
        yield gauge("replica_tokens_limit", "DOCANALYZER_REPLICA_TOKENS", settings.REPLICA_TOKENS)


def heard() -> list[heartbeats.Alive]:
    try:
        return heartbeats.alive()
    except redis.RedisError:
        return []


def gauge(name: str, description: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"docanalyzer_{name}", description, value=value)


def labelled(name: str, description: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"docanalyzer_{name}", description, labels=[label])
