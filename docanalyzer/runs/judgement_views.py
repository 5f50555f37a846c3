"""People judge a result: verify, correct, flag, clear a value; sign the whole off. Others see it as it happens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from docanalyzer import events
from docanalyzer.http import AuthedRequest, event_stream, server_sent, signed_in
from docanalyzer.runs.forms import JudgementForm
from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.judgements import (
    JudgementRefused,
    Standing,
    judge,
    judged_stream,
    sign_off,
    standing,
    withdraw_sign_off,
)
from docanalyzer.runs.meaning import as_text
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import field_html
from docanalyzer.runs.results import result_fields
from docanalyzer.runs.views import mine, visible

Kind = Judgement.Kind
OWN_SECONDS = 0.6
_EVENT_ID = re.compile(r"\d+(?:-\d+)?")


@login_required
@require_GET
def judgement_form(request: AuthedRequest, pk: int) -> HttpResponse:
    """What a dialog shows: to correct or flag a value (?kind, field, item), to sign off, to withdraw that."""
    run = mine(request, pk)
    form = JudgementForm(request.GET)
    if not form.is_valid():
        raise Http404
    return render(request, "runs/_judgement_form.html", asked(run, form.cleaned_data))


def asked(run: Run, said: dict[str, Any], refusal: str = "") -> dict[str, Any]:
    stands = standing(run)
    citations = list(run.citations.select_related("document")) if said["field"] else []
    fields = result_fields(run, citations, stands) if said["field"] else ()
    field = next((field for field in fields if field.name == said["field"]), None)
    value = next((value for value in field.values if value.item == said["item"]), None) if field else None
    verdict = stands.of(said["field"], said["item"])
    holds = value.value if value else verdict.value(run.output if not said["field"] else None)
    return {
        "run": run,
        "stands": stands,
        "said": said,
        "refusal": refusal,
        "field": field,
        "value": value,
        "verdict": verdict,
        "seen": shown_last(stands, said) if said["seen"] is None else said["seen"],
        "written": said["value"] if refusal else "" if holds is None else as_text(holds),
    }


def shown_last(stands: Standing, said: dict[str, Any]) -> int:
    """What the person who sees the dialog has seen: of one value, or of everything that a sign-off signs."""
    return stands.newest if said["kind"] == Kind.SIGNED else stands.of(said["field"], said["item"]).seen


@login_required
@require_POST
def judgement_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say it. The row and the sign-off come back as they stand; a refused dialog stays, with the reason."""
    run = mine(request, pk)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Not a judgement."), status=400, content_type="text/plain; charset=utf-8")
    said = form.cleaned_data
    try:
        say(request, run, said)
    except JudgementRefused as error:
        return refused(request, run, said, str(error))
    if not request.htmx:
        return redirect("run_detail", pk)
    return HttpResponse(as_it_stands(run, said["field"]))


def say(request: AuthedRequest, run: Run, said: dict[str, Any]) -> None:
    if said["kind"] == Kind.SIGNED:
        sign_off(user=request.user, run=run, note=said["note"], seen=said["seen"])
    elif said["kind"] == Kind.WITHDRAWN:
        withdraw_sign_off(user=request.user, run=run, note=said["note"])
    else:
        value = (said["value"].strip() or None) if said["kind"] == Kind.CORRECTED else None
        names = ("kind", "field", "item", "note", "seen")
        judge(user=request.user, run=run, value=value, **{name: said[name] for name in names})


def refused(request: AuthedRequest, run: Run, said: dict[str, Any], reason: str) -> HttpResponse:
    if not request.htmx:
        messages.error(request, reason)
        return redirect("run_detail", run.pk)
    if request.POST.get("dialog"):
        context = asked(run, said, reason)
        context["seen"] = shown_last(context["stands"], said)  # whoever sends it again has been told
        response = render(request, "runs/_judgement_form.html", context, status=422)
        return reswap(retarget(response, f"#judgement-{run.pk}"), "innerHTML")
    response = HttpResponse(as_it_stands(run, said["field"]))
    return trigger_client_event(response, "toast", {"text": reason, "tags": "warning"})


def as_it_stands(run: Run, field: str) -> str:
    """The field's row, "" for the whole result, and the sign-off, which finds its own place."""
    stands = standing(run)
    row = field_html(run, field, stands) if field else ""
    return row + render_to_string("runs/_sign_off.html", {"run": run, "stands": stands, "oob": True})


@login_required
async def judgement_stream(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What others say of it, as rows that replace the old ones: `field-<name>`, `sign-off`."""
    run, user = await visible(request, pk), await signed_in(request)
    return event_stream(judged(run, user.pk, request.headers.get("Last-Event-ID", "")))


async def judged(run: Run, listener: int, after: str = "") -> AsyncIterator[str]:
    """listener: whose page it is. What they said themselves their own request brings; here it comes after that.

    after: the last event that the page has seen, so that a dropped connection misses nothing.
    """
    if not _EVENT_ID.fullmatch(after):
        after = await events.newest_id(judged_stream(run))
    yield server_sent("begun", "", after)
    async for event in events.follow(judged_stream(run), after):
        if not event.name:
            yield ": heartbeat\n\n"
            continue
        if event.data.get("by") == listener:
            await asyncio.sleep(OWN_SECONDS)
        for name, html in await sync_to_async(news)(run, str(event.data.get("field", ""))):
            yield server_sent(name, html, event.id)


def news(run: Run, field: str) -> list[tuple[str, str]]:
    stands = standing(run)
    rows = [(f"field-{field}", field_html(run, field, stands))] if field else []
    return [*rows, ("sign-off", render_to_string("runs/_sign_off.html", {"run": run, "stands": stands}))]
