"""The grid of a review and what changed in it since a moment: one request for the page, one small one a beat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from docanalyzer.http import AuthedRequest
from docanalyzer.reviews.cell_views import drawer
from docanalyzer.reviews.grid import grid_html
from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.plan import plan
from docanalyzer.reviews.presentation import cell_html
from docanalyzer.reviews.progress import progress
from docanalyzer.reviews.tables import table, table_cells
from docanalyzer.runs.presentation import duration

OVERLAP = timedelta(seconds=5)
"""A change that was under way at the last look is told by the next; the page knows what it has shown already."""


@login_required
@require_GET
def review_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """?cell= opens that cell beside the grid."""
    review = get_object_or_404(Review.objects.for_user(request.user).select_related("workspace"), pk=pk)
    now = timezone.now()
    sheet = table(review)
    stands = progress(review)
    new = plan(review.cells.filter(status=Cell.Status.NEW)) if stands.counts.get("new") else None
    chosen = request.GET.get("cell", "")
    cell = review.cells.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
    context: dict[str, Any] = {
        "review": review,
        "sheet": sheet,
        "grid": grid_html(sheet),
        "progress": stands,
        "plan": new,
        "wait": duration(new.seconds) if new else "",
        "now": now.isoformat(),
        "shape": review.shape_changed_at.isoformat(),
    }
    return render(request, "reviews/review_detail.html", context | (drawer(request, cell) if cell else {}))


@login_required
@require_GET
def review_changes(request: AuthedRequest, pk: int) -> JsonResponse:
    """Cells that changed `after` a moment: {"now", "shape", "active", "fresh", "cells": {id: html}, "progress"}.

    active: whether something is under way; fresh: how many cells nobody has asked yet.
    """
    review = get_object_or_404(Review.objects.for_user(request.user), pk=pk)
    now = timezone.now()
    after = moment(request.GET.get("after", "")) or now
    since = after - OVERLAP
    # Judgements are said on runs, which know nothing of cells.
    judged = review.cells.filter(run__judgements__created_at__gte=since).values("pk")
    changed = review.cells.order_by().filter(Q(changed_at__gte=since) | Q(pk__in=judged))
    columns = {column.pk: column for column in review.columns.all()}
    stands = progress(review)
    return JsonResponse(
        {
            "now": now.isoformat(),
            "shape": review.shape_changed_at.isoformat(),
            "active": bool(stands.unfinished),
            "fresh": stands.counts.get("new", 0),
            "cells": {
                cell.id: cell_html(cell, columns[cell.column].kind) for cell in table_cells(changed, columns)
            },
            "progress": render_to_string(
                "reviews/_progress.html", {"review": review, "progress": stands}, request=request
            ),
        }
    )


def moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    # Nothing was said in the first years of the calendar, and no moment stands before them.
    return found if found is not None and timezone.is_aware(found) and found.year > 2 else None
