"""The library, the page of one document, and their live parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from docanalyzer import events
from docanalyzer.documents.access import visible_document
from docanalyzer.documents.fit import around, fit
from docanalyzer.documents.forms import PasswordForm, RenameForm
from docanalyzer.documents.images import prepare_renderer
from docanalyzer.documents.layouts import offers_office_pages
from docanalyzer.documents.models import Document
from docanalyzer.documents.pages import page_window
from docanalyzer.documents.passwords import hand_over_password
from docanalyzer.documents.presentation import (
    recognition_json,
    recognition_state,
    row_html,
    stage_sentence,
    state_of,
)
from docanalyzer.documents.recognition import start_recognition, stop_recognition
from docanalyzer.documents.services import (
    UploadRefused,
    may_delete,
    read_changes_as,
    retry_reading,
    take_upload,
)
from docanalyzer.http import AuthedRequest, event_stream, server_sent, signed_in
from docanalyzer.pipeline.reading import READABLE_SUFFIXES
from worker.tasks import read_document, recognise_document

ACCEPT = ",".join(READABLE_SUFFIXES)
ROWS_ON_A_PAGE = 50


@login_required
@require_GET
def document_list(request: AuthedRequest) -> HttpResponse:
    # Taken before the rows are read: the page's event stream goes on from here.
    after = async_to_sync(events.newest_id)(f"workspace:{request.user.workspace.pk}")
    found = Document.objects.for_user(request.user).filter(workspace=request.user.workspace)
    found = found.select_related("recognition")
    query = request.GET.get("q", "").strip()
    if query:
        found = found.filter(title__icontains=query)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(document, fit(document)) for document in page]
    context = {"page_obj": page, "rows": rows, "query": query, "accept": ACCEPT, "after": after}
    context["max_bytes"] = settings.DOCUMENT_MAX_BYTES
    return render(request, "documents/document_list.html", context)


@login_required
@require_POST
def document_upload(request: AuthedRequest) -> HttpResponse:
    """Takes one or several `files`; answers with their rows, or 400 and one sentence for what was refused."""
    files = request.FILES.getlist("files")
    if not files:
        return HttpResponse(_("No file came with the request. Choose a file and try again."), status=400)
    rows, refused = [], []
    for file in files:
        try:
            document, is_new = take_upload(user=request.user, file=file)
        except UploadRefused as error:
            refused.append(str(error))
            continue
        if is_new:
            read_document.delay_on_commit(document.pk)
        rows.append(row_html(document, is_duplicate=not is_new))
    if "X-Upload" not in request.headers:
        for sentence in refused:
            messages.error(request, sentence)
        return redirect("document_list")
    if refused:
        return HttpResponse("\n".join(refused), status=400, content_type="text/plain; charset=utf-8")
    return HttpResponse("".join(rows), status=201)


@login_required
@require_GET
def document_row(request: AuthedRequest, pk: int) -> HttpResponse:
    """The row again: asked for while a document is busy, since an event may come while a row is being replaced."""
    return HttpResponse(row_html(visible_document(request, pk)))


@login_required
@require_GET
def document_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    document = visible_document(request, pk)
    context = {
        "document": document,
        "fit": fit(document),
        "around": around(document),
        "password_form": PasswordForm(),
        "recognition": recognition_state(document),
        "changes": Document.TrackedChanges.choices,
        "office_pages": offers_office_pages(document),
        "may_delete": may_delete(request.user, document),
    }
    prepare_renderer(document)
    return render(request, "documents/document_detail.html", context)


@login_required
@require_GET
def document_pages(request: AuthedRequest, pk: int) -> HttpResponse:
    """A window of the text: `around` a page (or paragraph), with the words [start, end) marked."""
    document = visible_document(request, pk)
    window = page_window(document, request.GET)
    return render(request, "documents/_pages.html", {"document": document, "window": window})


@login_required
@require_GET
def document_status(request: AuthedRequest, pk: int) -> JsonResponse:
    document = visible_document(request, pk)
    needed = fit(document)
    return JsonResponse(
        {
            "id": document.pk,
            "title": document.title,
            "status": document.status,
            "stage": stage_sentence(document),
            "outcome": document.outcome,
            "message": document.message,
            "pages_read": document.pages_read,
            "paged": document.paged,
            "page_count": document.page_count,
            "empty_pages": document.empty_pages,
            "recognition": recognition_json(document),
            "character_count": document.character_count,
            "token_count": document.token_count,
            "tokens_exact": document.tokens_exact,
            "fits": needed.fits if needed is not None else None,
            "limit": needed.limit if needed is not None else None,
            "fit_message": needed.sentence if needed is not None else "",
        }
    )


@login_required
@require_POST
def document_retry(request: AuthedRequest, pk: int) -> HttpResponse:
    """Read a failed document again, with its password if one was given (used once, never stored)."""
    document = visible_document(request, pk)
    if request.POST.get("password"):
        hand_over_password(document, request.POST["password"])
    if retry_reading(document):
        read_document.delay_on_commit(document.pk)
    return redirect("document_detail", document.pk)


@login_required
@require_POST
def document_recognise(request: AuthedRequest, pk: int) -> HttpResponse:
    """Recognise the pages without a text layer (OCR); the password as in document_retry."""
    document = visible_document(request, pk)
    if request.POST.get("password"):
        hand_over_password(document, request.POST["password"])
    if start_recognition(document):
        recognise_document.delay_on_commit(document.recognition.pk)
    return redirect("document_detail", document.pk)


@login_required
@require_POST
def document_recognise_stop(request: AuthedRequest, pk: int) -> HttpResponse:
    """Stop recognising; the pages that are done stay and become part of the text."""
    document = visible_document(request, pk)
    stop_recognition(document)
    if request.htmx:
        return HttpResponse(status=204)  # the page's event stream brings what follows
    return redirect("document_detail", document.pk)


@login_required
@require_POST
def document_changes(request: AuthedRequest, pk: int) -> HttpResponse:
    """Read a Word document again, its tracked changes as marked, as accepted or as the original.

    The password as in document_retry.
    """
    document = visible_document(request, pk)
    choice = request.POST.get("tracked_changes", "")
    if request.POST.get("password"):
        hand_over_password(document, request.POST["password"])
    if choice in Document.TrackedChanges.values and read_changes_as(document, choice):
        read_document.delay_on_commit(document.pk)
    return redirect("document_detail", document.pk)


@login_required
@require_POST
def document_rename(request: AuthedRequest, pk: int) -> HttpResponse:
    form = RenameForm(request.POST, instance=visible_document(request, pk))
    if form.is_valid():
        form.save()
    else:
        messages.error(request, _("A title needs 1 to 300 characters."))
    return redirect("document_detail", pk)


@login_required
async def document_list_events(request: HttpRequest) -> StreamingHttpResponse:
    """Rows of the workspace's documents as they change; each event is named after its row."""
    user = await signed_in(request)
    workspace = await sync_to_async(lambda: user.workspace.pk)()

    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "0")

    async def rows() -> AsyncIterator[str]:
        yield ": connected\n\n"
        async for event in events.follow(f"workspace:{workspace}", after):
            if not event.name:
                yield ": heartbeat\n\n"
                continue
            document = await Document.objects.filter(pk=event.data["id"], workspace_id=workspace).afirst()
            if document is not None:
                html = await sync_to_async(partial(row_html, document))()
                yield server_sent(f"document-{document.pk}", html, event.id)

    return event_stream(rows())


@login_required
async def document_events(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """How one document is being read or recognised: `state` events with HTML, `ready` when that has ended."""
    user = await signed_in(request)
    after = await events.newest_id(Document(pk=pk).stream)
    document = await sync_to_async(get_object_or_404)(Document.objects.for_user(user), pk=pk)

    async def states() -> AsyncIterator[str]:
        html, is_moving = await sync_to_async(state_of)(document)
        yield server_sent("state", html)
        if is_moving:
            async for event in events.follow(document.stream, after):
                html, is_moving = await sync_to_async(state_of)(document)
                yield (
                    server_sent("state", html, event.id) if event.name or not is_moving else ": heartbeat\n\n"
                )
                if not is_moving:
                    break
        yield server_sent("ready", str(document.status))

    return event_stream(states())
