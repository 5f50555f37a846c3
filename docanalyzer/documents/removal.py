"""What goes with a document when it is deleted: counted before anybody presses the button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from docanalyzer.documents.models import Document

NAMED = 5
"""So many of the results in common with other documents are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A result that other documents were read for too. others: their titles."""

    run: int
    title: str
    others: tuple[str, ...]
    signed: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """alone: results of this document only; joint: of it and others, `shared` the first of them, signed ones before.

    signed: how many of all its results, answers in reviews included, are signed off. rows: its rows in reviews, by the
    reviews' names.
    """

    alone: int
    joint: int
    shared: Sequence[Joint]
    signed: int
    rows: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        return self.joint - len(self.shared)


def removal(document: Document, staying: Sequence[int] = ()) -> Removal:
    """A few queries, whatever the number of results. staying: primary keys of the runs that outlive the document."""
    runs: QuerySet[Any] = document.runs.exclude(
        pk__in=staying
    )  # of a layer above: reached by the relation alone
    signed = signed_off(runs)
    results = runs.filter(analysis__isnull=False)
    joint = results.filter(with_others(document))
    is_signed = set(signed.filter(with_others(document)).values_list("pk", flat=True))
    first = sorted(joint.values_list("pk", flat=True), key=lambda pk: (pk not in is_signed, -pk))[:NAMED]
    number = joint.count()
    return Removal(
        alone=results.count() - number,
        joint=number,
        shared=named(document, joint.filter(pk__in=first), first, is_signed),
        signed=signed.count(),
        rows=tuple(document.review_rows.order_by("review__name").values_list("review__name", flat=True)),
    )


def signed_off(runs: QuerySet[Any]) -> QuerySet[Any]:
    """Those whose last sign-off was not withdrawn, changed since or not."""
    last = {kind: Max("judgements__pk", filter=Q(judgements__kind=kind)) for kind in ("signed", "withdrawn")}
    stands = Q(last_withdrawn=None) | Q(last_signed__gt=F("last_withdrawn"))
    found = runs.annotate(**{f"last_{kind}": newest for kind, newest in last.items()})
    return found.filter(stands, last_signed__isnull=False)


def with_others(document: Document) -> Exists:
    others = document.runs.through.objects.filter(run=OuterRef("pk")).exclude(document=document)
    return Exists(others)


def named(
    document: Document, runs: QuerySet[Any], order: Sequence[int], is_signed: set[int]
) -> tuple[Joint, ...]:
    titles: dict[int, list[str]] = {pk: [] for pk in order}
    for item in document.runs.through.objects.filter(run__in=order).select_related("document"):
        if item.document_id != document.pk:
            titles[item.run_id].append(item.document.title)
    found = {run.pk: run for run in runs.select_related("analysis__prompt_version__template")}
    return tuple(
        Joint(pk, found[pk].analysis.prompt_version.template.name, tuple(titles[pk]), pk in is_signed)
        for pk in order
        if pk in found
    )
