"""The Ask panel of a document, and whatever sends a question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.documents.access import visible_document
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.runs.services import NotReady
from docanalyzer.threads.access import visible_message, visible_thread
from docanalyzer.threads.digest import continue_afresh
from docanalyzer.threads.forms import NEW, QuestionForm
from docanalyzer.threads.models import Message, Thread
from docanalyzer.threads.presentation import panel, path_of, refused
from docanalyzer.threads.services import DocumentGone, StillAnswering, ask, ask_again
from docanalyzer.threads.window import ThreadFull
from worker.tasks import execute_run

Refusal = (NotReady, PromptTooLong, StillAnswering, DocumentGone)


def address(document: Document, thread: Thread | None) -> str:
    return (
        reverse("document_detail", args=[document.pk])
        + (f"?thread={thread.pk}" if thread else "")
        + "#panel-ask"
    )


def number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 18 else 0


@login_required
@require_GET
def thread_panel(request: AuthedRequest, pk: int) -> HttpResponse:
    """?thread= one of this document's (else the last active), "new" for an empty one; ?at= the branch to show."""
    document = visible_document(request, pk)
    threads = Thread.objects.for_user(request.user).of(document)
    said = request.GET.get("thread", "")
    thread = None if said == NEW else threads.filter(pk=number(said)).first() or threads.first()
    context = panel(request.user, document, thread, number(request.GET.get("at", "")))
    return render(request, "threads/_panel.html", context)


@login_required
@require_POST
def message_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask; a refused question stays in the form with the reason, and where a thread is full with a choice."""
    document = visible_document(request, pk)
    form = QuestionForm(request.POST, user=request.user, document=document)
    message, more = None, {}
    if form.is_valid():
        try:
            message = asked(request, form, document)
        except Refusal as error:
            if isinstance(error, ThreadFull):
                more = refused(error, form.cleaned_data["question"])
            form.add_error("question", str(error))
    if message is not None:
        execute_run.delay_on_commit(message.run_id)
        cleaned = form.cleaned_data
        shows_it = cleaned.get("edited") or cleaned.get("parent") == message.parent_id
        return answer(request, document, message, seen=message.parent_id if shows_it else 0)
    return refuse(request, document, form, more)


def asked(request: AuthedRequest, form: QuestionForm, document: Document) -> Message:
    cleaned = form.cleaned_data
    thread = cleaned["thread"]
    return ask(
        user=request.user,
        document=document,
        documents=[] if thread else form.documents(),
        question=cleaned["question"],
        thread=thread,
        parent=cleaned["after"],
        key=cleaned["key"],
    )


def answer(
    request: AuthedRequest, document: Document, message: Message, seen: int | None = 0
) -> HttpResponse:
    if not request.htmx:
        return redirect(address(document, message.thread))
    context = panel(request.user, document, message.thread, message.pk, seen or 0)
    return render(request, "threads/_panel.html", context)


def refuse(
    request: AuthedRequest, document: Document, form: QuestionForm, more: dict[str, Any]
) -> HttpResponse:
    thread = form.cleaned_data.get("thread")
    if not request.htmx:
        for sentences in form.errors.values():
            messages.error(request, str(sentences[0]))
        return redirect(address(document, thread))
    at = form.cleaned_data.get("parent") or 0
    context = panel(request.user, document, thread, at, form=form, **more)
    if thread is None:
        context["chosen"] = form.documents()
    return render(request, "threads/_panel.html", context, status=422)


@login_required
@require_POST
def message_again(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same question once more: a second answer beside the first."""
    message = visible_message(request, pk)
    document = message.thread.document
    try:
        again = ask_again(user=request.user, message=message)
    except Refusal as error:
        return told(request, message, str(error))
    execute_run.delay_on_commit(again.run_id)
    return answer(request, document, again)


def told(request: AuthedRequest, message: Message, sentence: str) -> HttpResponse:
    document = message.thread.document
    if not request.htmx:
        messages.error(request, sentence)
        return redirect(address(document, message.thread))
    context = panel(request.user, document, message.thread, message.pk, refusal=sentence)
    return render(request, "threads/_panel.html", context, status=422)


@login_required
@require_POST
def thread_continue(request: AuthedRequest, pk: int) -> HttpResponse:
    """A fresh thread with what this one came to; a question that is named is asked in it at once."""
    thread = visible_thread(request, pk)
    steps = path_of(thread, number(request.POST.get("at", "")))
    question = request.POST.get("question", "").strip()[:8000]
    try:
        message = continue_afresh(user=request.user, thread=thread, messages=[step.message for step in steps])
        if question:
            message = ask(
                user=request.user,
                document=thread.document,
                question=question,
                thread=message.thread,
                parent=message,
            )
            execute_run.delay_on_commit(message.run_id)
    except Refusal as error:
        last = steps[-1].message if steps else None
        return told(request, last, str(error)) if last else redirect(address(thread.document, thread))
    return answer(request, thread.document, message)
