"""What the System page shows, with only the titles that its reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.pipeline.triton import ReplicaHealth
from docanalyzer.runs import loaded
from docanalyzer.runs.admission import tokens_in_flight
from docanalyzer.runs.models import Run
from docanalyzer.system.figures import last_hour
from docanalyzer.system.health import Health

ROWS = 50


@dataclass(frozen=True, slots=True)
class RunRow:
    """A queued or running run; title "" for one of a workspace that is not the reader's. position 0: none."""

    run: Run
    title: str
    position: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class LoadedRow:
    title: str
    document: int | None
    replica: str
    tokens: int
    used: datetime


@dataclass(frozen=True, slots=True)
class ReplicaRow:
    """name: its address for staff, its number for others."""

    name: str
    health: ReplicaHealth
    in_flight: int
    loaded: int


def page(user: User, health: Health) -> dict[str, Any]:
    rows = replica_rows(user, health)
    names = dict(zip(settings.MODEL["urls"], (row.name for row in rows), strict=False))
    return {
        "health": health,
        "replicas": rows,
        "budget": settings.REPLICA_TOKENS,
        "loaded": loaded_rows(user, names),
        "queue": queue_rows(user),
        "queue_length": Run.objects.filter(status=Run.Status.QUEUED).count(),
        "running": running_rows(user),
        "hour": last_hour(),
    }


def replica_rows(user: User, health: Health) -> list[ReplicaRow]:
    flight = tokens_in_flight()
    return [
        ReplicaRow(
            replica.url if user.is_staff else f"{number}",
            replica,
            flight.get(replica.url, 0),
            len(loaded.held_by(replica.url)) if settings.PREFIX_CACHE else 0,
        )
        for number, replica in enumerate(health.replicas, start=1)
    ]


def loaded_rows(user: User, names: dict[str, str]) -> list[LoadedRow]:
    held = sorted(
        loaded.everything() if settings.PREFIX_CACHE else [], key=lambda item: item.used, reverse=True
    )[:ROWS]
    texts = DocumentText.objects.filter(sha256__in=[item.route.partition(":")[2] for item in held])
    visible = texts.filter(document__in=Document.objects.for_user(user)).values_list(
        "document__workspace__cache_key", "sha256", "document_id", "document__title"
    )
    known = {f"{key}:{sha}": (pk, title) for key, sha, pk, title in visible}
    rows = []
    for item in held:
        pk, title = known.get(item.route, (None, ""))
        used = datetime.fromtimestamp(item.used, tz=timezone.get_current_timezone())
        rows.append(LoadedRow(title, pk, names.get(item.replica, item.replica), item.tokens, used))
    return rows


def queue_rows(user: User) -> list[RunRow]:
    """The due ones in their order, then those that wait for the model server to come back."""
    order = Run.objects.in_order()[:ROWS]
    runs = Run.objects.select_related("created_by").in_bulk([item.run for item in order])
    titles = titles_of(user, list(runs.values()))
    rows = [
        RunRow(runs[item.run], titles.get(item.run, ""), number, item.tokens)
        for number, item in enumerate(order, start=1)
        if item.run in runs
    ]
    later = list(
        Run.objects.filter(status=Run.Status.QUEUED, retry_at__gt=timezone.now()).order_by("retry_at")[:ROWS]
    )
    titles = titles_of(user, later)
    return rows + [RunRow(run, titles.get(run.pk, ""), 0, run.expected_tokens) for run in later]


def running_rows(user: User) -> list[RunRow]:
    runs = list(Run.objects.filter(status=Run.Status.RUNNING).order_by("started_at")[:ROWS])
    titles = titles_of(user, runs)
    return [RunRow(run, titles.get(run.pk, ""), tokens=run.admitted_tokens) for run in runs]


def titles_of(user: User, runs: list[Run]) -> dict[int, str]:
    """The first document's title, of the runs that this person may see."""
    visible = Run.objects.for_user(user).filter(pk__in=[run.pk for run in runs], run_documents__position=1)
    return dict(visible.values_list("pk", "run_documents__document__title"))
