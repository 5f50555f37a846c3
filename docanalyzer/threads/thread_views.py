"""What is done with threads and answers without asking the model anything."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docanalyzer.documents.access import visible_document
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.prompts.rendering import render as render_wording
from docanalyzer.threads.access import visible_message, visible_thread
from docanalyzer.threads.copying import answer_text
from docanalyzer.threads.forms import FeedbackForm, TitleForm, chosen_documents, new_key
from docanalyzer.threads.models import Message, Thread
from docanalyzer.threads.presentation import fit_rows, panel, path_of, shown_steps
from docanalyzer.threads.services import delete_thread, give_feedback, may_delete, rename_thread

CHOICES = 12


@login_required
@require_POST
def thread_rename(request: AuthedRequest, pk: int) -> HttpResponse:
    thread = visible_thread(request, pk)
    form = TitleForm(request.POST, instance=Thread(pk=thread.pk))
    if form.is_valid():
        rename_thread(thread, form.cleaned_data["title"])
        thread.refresh_from_db()
    else:
        messages.error(request, _("A name needs 1 to 300 characters."))
    return again(request, thread.document, thread)


@login_required
@require_POST
def thread_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    thread = visible_thread(request, pk)
    if not may_delete(request.user, thread):
        return HttpResponseForbidden(_("Whoever began a thread, or an admin, can delete it."))
    document = thread.document
    delete_thread(thread)
    return again(request, document, Thread.objects.for_user(request.user).of(document).first())


def again(request: AuthedRequest, document: Document, thread: Thread | None) -> HttpResponse:
    if not request.htmx:
        return redirect("document_detail", document.pk)
    return render(request, "threads/_panel.html", panel(request.user, document, thread))


@login_required
@require_GET
def message_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """The question as a form; sent, it begins another branch."""
    message = visible_message(request, pk)
    context = {"message": message, "document": message.thread.document, "key": new_key()}
    return render(request, "threads/_edit.html", context)


@login_required
@require_GET
def message_foot(request: AuthedRequest, pk: int) -> HttpResponse:
    """What can be done with an answer, once it has ended."""
    return foot(request, visible_message(request, pk))


def foot(request: AuthedRequest, message: Message, status: int = 200, **more: Any) -> HttpResponse:
    steps = [step for step in path_of(message.thread, message.pk) if step.message.pk == message.pk]
    context = {"item": shown_steps(steps, request.user)[0], "document": message.thread.document, **more}
    return render(request, "threads/_foot.html", context, status=status)


@login_required
@require_GET
def message_copy(request: AuthedRequest, pk: int) -> HttpResponse:
    text = answer_text(visible_message(request, pk))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@login_required
@require_POST
def message_feedback(request: AuthedRequest, pk: int) -> HttpResponse:
    """vote "up", "down" or "" (taken back), with a note."""
    message = visible_message(request, pk)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    give_feedback(user=request.user, message=message, **form.cleaned_data)
    return foot(request, message, asks_note="note" not in request.POST and bool(form.cleaned_data["vote"]))


@login_required
@require_GET
def thread_news(request: AuthedRequest, pk: int) -> HttpResponse:
    """Whether others have asked in this thread since ?after=; 204 while they have not."""
    thread = visible_thread(request, pk)
    said = request.GET.get("after", "")
    after = int(said) if said.isdecimal() and len(said) < 18 else 0
    newer = Message.objects.filter(thread=thread, pk__gt=after).select_related("created_by").last()
    if newer is None:
        return HttpResponse(status=204)
    context = {"newer": newer, "thread": thread, "document": thread.document}
    return render(request, "threads/_news.html", context)


@login_required
@require_GET
def thread_fit(request: AuthedRequest, pk: int) -> HttpResponse:
    """The numbers of chosen documents, before anything is sent."""
    document = visible_document(request, pk)
    rows = fit_rows(chosen_documents(request.user, document, request.GET))
    return render(request, "threads/_fit.html", rows)


@login_required
@require_GET
def thread_choices(request: AuthedRequest, pk: int) -> HttpResponse:
    """Documents of the workspace that a question may be asked of together with this one; ?q= in their titles."""
    document = visible_document(request, pk)
    ready = Document.objects.for_user(request.user).filter(
        workspace=document.workspace, status=Document.Status.READY
    )
    found = ready.exclude(pk=document.pk).filter(title__icontains=request.GET.get("q", "").strip())
    context = {"choices": found[: CHOICES + 1], "most": CHOICES, "most_slice": f":{CHOICES}"}
    return render(request, "threads/_choices.html", context)


@login_required
@require_http_methods(["GET"])
def thread_templates(request: AuthedRequest, pk: int) -> HttpResponse:
    """What "/" offers: question templates, each with its words; variables stand as [title]."""
    document = visible_document(request, pk)
    found = PromptTemplate.objects.usable_in(request.user, document.workspace)
    chosen = found.filter(kind=PromptTemplate.Kind.QUESTION).select_related("current")
    chinese = get_language() == "zh-hans"
    spoken = [one for one in chosen if one.workspace_id or one.is_chinese == chinese]
    offered = [(template, wording(template)) for template in spoken]
    return render(request, "threads/_slash.html", {"offered": [pair for pair in offered if pair[1]]})


def wording(template: PromptTemplate) -> str:
    version = template.current
    if version is None:
        return ""
    names = {one["name"]: f"[{one.get('title') or one['name']}]" for one in version.variables}
    try:
        return render_wording(version.instructions, names).strip()
    except CannotRender:
        return ""
