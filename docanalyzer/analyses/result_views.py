"""All results of the workspace: found by words, template, document, person, state."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run

ROWS = 50


@login_required
@require_GET
def analysis_list(request: AuthedRequest) -> HttpResponse:
    everything = Analysis.objects.for_user(request.user).filter(workspace=request.user.workspace)
    filters = chosen_filters(request.user, request.GET)
    found = narrowed(everything, filters)
    page = Paginator(found.for_list(), ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": page,
        "filters": filters,
        "is_filtered": any(filters.values()),
        "kinds": PromptTemplate.Kind.choices,
        "states": Run.Status.choices,
        "unfinished": any(item.run.is_unfinished for item in page),
        "here": f"{request.path}?{request.GET.urlencode()}",
        "other_pages": query.urlencode(),
    }
    return render(request, "analyses/analysis_list.html", context)


def chosen_filters(user: User, asked: QueryDict) -> dict[str, Any]:
    """Only what means something; an unknown value is no filter."""
    document = asked.get("document", "")
    documents = Document.objects.for_user(user).filter(workspace=user.workspace)
    try:
        batch = uuid.UUID(asked["batch"]) if asked.get("batch") else None
    except ValueError:
        batch = None
    return {
        "q": asked.get("q", "").strip()[:200],
        "kind": asked.get("kind", "") if asked.get("kind") in PromptTemplate.Kind.values else "",
        "state": asked.get("state", "") if asked.get("state") in Run.Status.values else "",
        "mine": user if asked.get("mine") else None,
        "document": documents.filter(pk=int(document)).first()
        if document.isdecimal() and len(document) < 19
        else None,
        "batch": batch,
    }


def narrowed(found: Any, filters: dict[str, Any]) -> QuerySet[Analysis]:
    exact = {
        "prompt_version__template__kind": filters["kind"],
        "run__status": filters["state"],
        "created_by": filters["mine"],
        "run__documents": filters["document"],
        "batch": filters["batch"],
    }
    given = {key: value for key, value in exact.items() if value}
    narrowed: QuerySet[Analysis] = found.matching(filters["q"]).filter(**given)
    return narrowed


@login_required
@require_POST
def batch_cancel(request: AuthedRequest, batch: uuid.UUID) -> HttpResponse:
    """Stop what has not ended of all that were started together."""
    mine = Analysis.objects.for_user(request.user).filter(batch=batch)
    for run in Run.objects.unfinished().filter(analysis__in=mine):
        cancel_run(run)
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response
