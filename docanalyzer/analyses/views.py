"""The Summary, Extract and Compare panels of a document, and the button that starts them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.analyses.forms import AnalysisForm
from docanalyzer.analyses.models import Analysis
from docanalyzer.analyses.outlook import outlook
from docanalyzer.analyses.services import create_analysis
from docanalyzer.documents.access import visible_document
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.runs.presentation import duration, present
from docanalyzer.runs.services import NotReady
from worker.tasks import execute_run

PANEL_KINDS = (PromptTemplate.Kind.SUMMARY, PromptTemplate.Kind.EXTRACTION, PromptTemplate.Kind.COMPARISON)
EARLIER_SHOWN = 10


@login_required
@require_GET
def analysis_panel(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """The newest result of this kind (or the one asked for by ?run=), the earlier ones, and a form."""
    if kind not in PANEL_KINDS:
        raise Http404
    document = visible_document(request, pk)
    chosen = {"template": request.GET["template"]} if "template" in request.GET else None
    form = AnalysisForm(user=request.user, document=document, kind=kind, initial=chosen)
    return render(request, "analyses/_panel.html", panel(document, kind, form, request.GET.get("run", "")))


def panel(document: Document, kind: str, form: AnalysisForm, run_id: str = "") -> dict[str, Any]:
    analyses = Analysis.objects.filter(run__documents=document, prompt_version__template__kind=kind)
    analyses = analyses.select_related("run", "prompt_version__template")
    chosen = (
        analyses.filter(run_id=int(run_id)).first() if run_id.isdecimal() and len(run_id) < 19 else None
    ) or analyses.first()
    return {
        "document": document,
        "kind": kind,
        "form": form,
        **before_start(document, form),
        "shown": present(chosen.run) if chosen else None,
        "earlier": [item for item in analyses[: EARLIER_SHOWN + 1] if chosen and item.pk != chosen.pk],
    }


def before_start(document: Document, form: AnalysisForm) -> dict[str, Any]:
    """Tokens, fit and expected wait of what the form would send now."""
    named = form.named_documents()
    found = outlook(list(dict.fromkeys([document, *named])), together=bool(named))
    return {"outlook": found, "wait": duration(found.seconds)}


@login_required
@require_GET
def analysis_outlook(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same for what has been chosen in the form since it was drawn."""
    document = visible_document(request, pk)
    form = AnalysisForm(request.GET, user=request.user, document=document)
    context = {"document": document, **before_start(document, form)}
    return render(request, "analyses/_outlook.html", context)


@login_required
@require_POST
def analysis_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Start a template on a document. Refusals (too long, not ready) come back in the panel with their numbers."""
    document = visible_document(request, pk)
    form = AnalysisForm(request.POST, user=request.user, document=document)
    analysis = None
    if form.is_valid():
        analysis = started(request, form, document)
    if analysis is not None:
        execute_run.delay_on_commit(analysis.run.pk)
    if not request.htmx:
        for error in form.errors.values():
            messages.error(request, str(error[0]))
        return redirect("run_detail", analysis.run.pk) if analysis else redirect("document_detail", pk)
    template = form.cleaned_data.get("template")
    kind = template.kind if template else PromptTemplate.Kind.SUMMARY
    status = 200 if analysis else 422
    return render(request, "analyses/_panel.html", panel(document, kind, form), status=status)


def started(request: AuthedRequest, form: AnalysisForm, document: Document) -> Analysis | None:
    documents = [document] + ([form.cleaned_data["other"]] if form.cleaned_data.get("other") else [])
    try:
        return create_analysis(
            user=request.user,
            template=form.cleaned_data["template"],
            documents=documents,
            values=form.values(),
        )
    except (NotReady, PromptTooLong, CannotRender) as error:
        form.add_error(None, str(error))
        return None
