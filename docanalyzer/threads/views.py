"""The Ask panel of a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.documents.access import visible_document
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.runs.presentation import present
from docanalyzer.runs.services import NotReady
from docanalyzer.threads.forms import QuestionForm
from docanalyzer.threads.models import Message
from docanalyzer.threads.services import ask
from worker.tasks import execute_run


def panel(document: Document, form: QuestionForm) -> dict[str, Any]:
    asked = Message.objects.filter(thread__document=document).select_related("run", "created_by")
    shown = [(message, present(message.run)) for message in asked]
    return {"document": document, "form": form, "shown_messages": shown, "fit": fit(document)}


@login_required
@require_GET
def thread_panel(request: AuthedRequest, pk: int) -> HttpResponse:
    return render(request, "threads/_panel.html", panel(visible_document(request, pk), QuestionForm()))


@login_required
@require_POST
def message_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask; a refused question stays in the form with the reason."""
    document = visible_document(request, pk)
    form = QuestionForm(request.POST)
    message = None
    if form.is_valid():
        try:
            message = ask(user=request.user, document=document, question=form.cleaned_data["question"])
        except (NotReady, PromptTooLong) as error:
            form.add_error("question", str(error))
    if message is not None:
        execute_run.delay_on_commit(message.run.pk)
        form = QuestionForm()
    if not request.htmx:
        for sentences in form.errors.values():
            messages.error(request, str(sentences[0]))
        return redirect("run_detail", message.run.pk) if message else redirect("document_detail", pk)
    return render(request, "threads/_panel.html", panel(document, form), status=200 if message else 422)
