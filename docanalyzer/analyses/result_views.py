"""All results of the workspace: found by words, template, document, person, state."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis, AnalysisQuerySet
from docanalyzer.analyses.services import repeat_analysis
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import present
from docanalyzer.runs.services import NotReady, cancel_run
from worker.tasks import execute_run

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
        batch = uuid.UUID(str(asked["batch"])) if asked.get("batch") else None
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


def narrowed(found: AnalysisQuerySet, filters: dict[str, Any]) -> AnalysisQuerySet:
    exact = {
        "prompt_version__template__kind": filters["kind"],
        "run__status": filters["state"],
        "created_by": filters["mine"],
        "run__documents": filters["document"],
        "batch": filters["batch"],
    }
    given = {key: value for key, value in exact.items() if value}
    return found.matching(filters["q"]).filter(**given)


@login_required
@require_POST
def analysis_again(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same once more; the old result stays. pk: the run's."""
    old = get_object_or_404(Analysis.objects.for_user(request.user), run=pk)
    try:
        run = repeat_analysis(user=request.user, analysis=old).run
    except (NotReady, PromptTooLong) as error:
        template = "runs/_run.html" if request.htmx else "runs/run_detail.html"
        return render(request, template, {"shown": present(old.run), "refusal": str(error)}, status=422)
    execute_run.delay_on_commit(run.pk)
    if request.htmx:
        return render(request, "runs/_run.html", {"shown": present(run)})
    return redirect("run_detail", run.pk)


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
