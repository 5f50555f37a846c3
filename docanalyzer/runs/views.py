"""One run: its page, its panel, its live stream as HTML or as JSON, its record."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest, event_stream, signed_in
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.runs.expectation import standing
from docanalyzer.runs.live import html_events, json_events
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import duration, present
from docanalyzer.runs.records import record
from docanalyzer.runs.services import NotReady, cancel_run, repeat_run
from worker.tasks import execute_run


def mine(request: AuthedRequest, pk: int) -> Run:
    return get_object_or_404(Run.objects.for_user(request.user), pk=pk)


@login_required
@require_GET
def run_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    return render(request, "runs/run_detail.html", {"shown": present(mine(request, pk))})


@login_required
@require_GET
def run_panel(request: AuthedRequest, pk: int) -> HttpResponse:
    return render(request, "runs/_run.html", {"shown": present(mine(request, pk))})


@login_required
@require_GET
def run_result(request: AuthedRequest, pk: int) -> JsonResponse:
    return JsonResponse(record(mine(request, pk)), json_dumps_params={"ensure_ascii": False})


@login_required
@require_POST
def run_cancel(request: AuthedRequest, pk: int) -> HttpResponse:
    run = mine(request, pk)
    cancel_run(run)
    run.refresh_from_db()
    if request.htmx:
        return render(request, "runs/_run.html", {"shown": present(run)})
    return redirect("run_detail", pk)


@login_required
@require_POST
def run_again(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same question on the same documents, as a new run; the old one stays as it is."""
    old = mine(request, pk)
    try:
        run = repeat_run(user=request.user, run=old)
    except (NotReady, PromptTooLong) as error:
        # 422 is swapped in by the pages: the old result stays, with the reason above it.
        context = {"shown": present(old), "refusal": str(error)}
        if request.htmx:
            return render(request, "runs/_run.html", context, status=422)
        return render(request, "runs/run_detail.html", context, status=422)
    execute_run.delay_on_commit(run.pk)
    if request.htmx:
        return render(request, "runs/_run.html", {"shown": present(run)})
    return redirect("run_detail", run.pk)


@login_required
async def run_stream(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The answer as HTML while it grows; a reconnect gets all of it again in one piece."""
    return event_stream(html_events(await visible(request, pk)))


@login_required
async def run_events(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The answer as JSON deltas, for programs; goes on after Last-Event-ID."""
    run = await visible(request, pk)
    return event_stream(json_events(run, request.headers.get("Last-Event-ID", "0")))


async def visible(request: HttpRequest, pk: int) -> Run:
    user = await signed_in(request)
    return await sync_to_async(get_object_or_404)(Run.objects.for_user(user), pk=pk)


@login_required
@require_GET
def document_loaded(request: AuthedRequest, pk: int) -> HttpResponse:
    """Whether the model holds the document already; empty for an engine that keeps nothing."""
    document = get_object_or_404(Document.objects.for_user(request.user), pk=pk, status=Document.Status.READY)
    if not settings.PREFIX_CACHE:
        return HttpResponse()
    found = standing(document)
    return render(request, "runs/_loaded.html", {"standing": found, "duration": duration(found.seconds)})
