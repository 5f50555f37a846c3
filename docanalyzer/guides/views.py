"""The Guide tab of a document."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.documents.access import visible_document
from docanalyzer.guides.presentation import panel
from docanalyzer.guides.services import NoTemplate, make_guide
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.runs.services import NotReady
from worker.tasks import execute_run


@login_required
@require_GET
def guide_panel(request: AuthedRequest, pk: int) -> HttpResponse:
    return render(request, "guides/_panel.html", panel(visible_document(request, pk)))


@login_required
@require_GET
def guide_questions(request: AuthedRequest, pk: int) -> HttpResponse:
    """The suggested questions alone, for a thread that has none yet."""
    return render(request, "guides/_questions.html", panel(visible_document(request, pk)))


@login_required
@require_POST
def guide_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Make the guide, or make it anew; a refusal comes back in the panel with its numbers."""
    document = visible_document(request, pk)
    refusal = ""
    try:
        guide = make_guide(document=document, user=request.user)
    except (NotReady, PromptTooLong, NoTemplate) as error:
        refusal = str(error)
    else:
        execute_run.delay_on_commit(guide.run_id)
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return redirect("document_detail", document.pk)
    status = 422 if refusal else 200
    return render(request, "guides/_panel.html", panel(document, refusal), status=status)
