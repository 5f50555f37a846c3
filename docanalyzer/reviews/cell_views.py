"""The drawer of a cell: its values and their quotations, what people did with them, and what they can do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from docanalyzer.accounts.models import User
from docanalyzer.http import AuthedRequest
from docanalyzer.reviews.activity import activity
from docanalyzer.reviews.columns import allowed_answers, origin
from docanalyzer.reviews.earlier import earlier_judgements
from docanalyzer.reviews.models import Cell
from docanalyzer.reviews.services import assign
from docanalyzer.reviews.shown import shown_values
from docanalyzer.reviews.tables import table_cell
from docanalyzer.runs.field_rows import shown_search
from docanalyzer.runs.judgements import JudgementRefused, judge, sign_off, standing, withdraw_sign_off

KINDS = ("verified", "corrected", "flagged", "cleared")
SIGNING = ("signed", "withdrawn")


def mine(request: AuthedRequest, pk: int) -> Cell:
    cells = Cell.objects.filter(review__workspace__membership__user=request.user)
    related = ("review__workspace", "row__document", "column__prompt_version__template", "run", "assignee")
    return get_object_or_404(cells.select_related(*related), pk=pk)


@login_required
@require_GET
def review_cell(request: AuthedRequest, pk: int) -> HttpResponse:
    cell = mine(request, pk)
    if not request.htmx:
        return redirect(f"/reviews/{cell.review_id}/?cell={pk}")
    return render(request, "reviews/_cell.html", drawer(request, cell))


def drawer(request: AuthedRequest, cell: Cell, refusal: str = "") -> dict[str, Any]:
    cell = mine(request, cell.pk)
    stands = standing(cell.run) if cell.run else None
    searches = cell.run.extraction.get("searches", {}) if cell.run else {}
    return {
        "cell": cell,
        "stands": stands,
        "shown": table_cell(cell, stands, earlier_judgements([cell.pk]).get(cell.pk)),
        "values": shown_values(cell, stands),
        "whole": stands.of(cell.column.field_name) if stands else None,
        "searches": [shown_search(found) for found in searches.get(cell.column.field_name, [])],
        "origin": origin(cell.column),
        "answers": allowed_answers(cell.column),
        "activity": activity(cell, stands),
        "members": cell.review.workspace.members.order_by("username"),
        "refusal": refusal,
    }


def answered(request: AuthedRequest, cell: Cell, refusal: str = "") -> HttpResponse:
    """The drawer again, and word to the grid."""
    if not request.htmx:
        return redirect(f"/reviews/{cell.review_id}/?cell={cell.pk}")
    page = render(
        request, "reviews/_cell.html", drawer(request, cell, refusal), status=422 if refusal else 200
    )
    return trigger_client_event(page, "review-changed")


@login_required
@require_POST
def review_cell_judge(request: AuthedRequest, pk: int) -> HttpResponse:
    """kind, item, note, for a correction `value` or `absent`; `run` and `seen` are what the person looked at.

    kind "signed" and "withdrawn" are of the whole cell.
    """
    cell = mine(request, pk)
    said = request.POST
    kind, item, seen = said.get("kind", ""), said.get("item", "0"), said.get("seen", "")
    if cell.run is None or kind not in (*KINDS, *SIGNING) or not is_number(item):
        raise Http404
    common: dict[str, Any] = {"user": request.user, "run": cell.run, "note": said.get("note", "")}
    look = int(seen) if is_number(seen) else None
    try:
        with transaction.atomic():
            refuse_other_answer(cell, said.get("run", ""))
            if kind == "signed":
                sign_off(**common, seen=look)
            elif kind == "withdrawn":
                withdraw_sign_off(**common)
            else:
                value = corrected(request) if kind == "corrected" else None
                place: dict[str, Any] = {"field": cell.column.field_name, "item": int(item)}
                judge(**common, **place, seen=look, kind=kind, value=value)
    except JudgementRefused as error:
        return answered(request, cell, str(error))
    Cell.objects.filter(pk=cell.pk).put()
    return answered(request, cell)


def refuse_other_answer(cell: Cell, looked_at: str) -> None:
    """Nobody judges an answer that they have not seen: the cell may have been asked again meanwhile.

    Until the transaction ends its answer stays. Raises JudgementRefused.
    """
    now = Cell.objects.select_for_update().values_list("run_id", flat=True).get(pk=cell.pk)
    if now != cell.run_id or (looked_at and looked_at != str(now)):
        raise JudgementRefused(
            _(
                "This cell was asked again since you opened it. Nothing was kept: look at the new answer first."
            )
        )


def is_number(text: str) -> bool:
    """Of a size that a key or a place can have."""
    return text.isdecimal() and len(text) < 19


def corrected(request: AuthedRequest) -> str | None:
    """What the person says instead; None: the document does not state it."""
    value = " ".join(request.POST.get("value", "").split())
    if not value and not request.POST.get("absent"):
        raise JudgementRefused(_("Write what it should say, or that the document does not state it."))
    return None if request.POST.get("absent") else value


@login_required
@require_POST
def review_cell_assign(request: AuthedRequest, pk: int) -> HttpResponse:
    """To the member `assignee`, or to nobody where that is empty."""
    cell, chosen = mine(request, pk), request.POST.get("assignee", "")
    members: dict[str, User] = {str(member.pk): member for member in cell.review.workspace.members.all()}
    if chosen and chosen not in members:
        raise Http404
    assign(user=request.user, cells=[cell], assignee=members.get(chosen))
    return answered(request, cell)
