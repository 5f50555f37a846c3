"""Reviews: the list, the grid and what keeps it live, what is asked and what is stopped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.reviews.forms import DocumentsForm, NameForm, QuestionsForm
from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.plan import askable, plan
from docanalyzer.reviews.services import (
    TooLarge,
    add_columns,
    add_documents,
    ask,
    create_review,
    delete_review,
    remove,
    stop,
)
from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.presentation import duration
from worker.tasks import advance_review, execute_run

REVIEWS_ON_A_PAGE = 50
SCOPES = ("new", "failed", "all", "row", "column", "cell")


def mine(request: AuthedRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.for_user(request.user), pk=pk)


@login_required
@require_GET
def review_list(request: AuthedRequest) -> HttpResponse:
    found = Review.objects.for_user(request.user).filter(workspace=request.user.workspace)
    found = found.with_counts().select_related("created_by")
    page = Paginator(found, REVIEWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/review_list.html", {"page_obj": page})


@login_required
def review_create(request: AuthedRequest) -> HttpResponse:
    """Documents and questions are chosen at once; ?document= and ?documents=1,2 choose some beforehand."""
    data = request.POST if request.method == "POST" else None
    name = NameForm(data)
    documents = DocumentsForm(data, workspace=request.user.workspace)
    questions = QuestionsForm(request.user, data)
    if data is not None and all([name.is_valid(), documents.is_valid()]):
        columns = questions.columns()
        if not columns and questions.is_sound:
            questions.errors.append(_("Write at least one question, or choose a field of a template."))
        if questions.is_sound:
            try:
                review = create_review(
                    user=request.user,
                    name=name.cleaned_data["name"],
                    documents=documents.chosen(),
                    columns=columns,
                )
                return redirect("review_detail", review.pk)
            except TooLarge as error:
                questions.errors.append(str(error))
    given = request.GET.getlist("document") + request.GET.get("documents", "").split(",")
    context = {"name": name, "questions": questions, **documents_context(request, documents, given)}
    return render(request, "reviews/review_create.html", context, status=200 if data is None else 422)


def documents_context(request: AuthedRequest, form: DocumentsForm, given: list[str]) -> dict[str, Any]:
    picked = request.POST.getlist("documents") if form.is_bound else given
    documents = Document.objects.filter(workspace=request.user.workspace)
    return {
        "documents_form": form,
        "documents": documents,
        "picked": {int(pk) for pk in picked if pk.isdecimal() and len(pk) < 19},
    }


@login_required
def review_documents(request: AuthedRequest, pk: int) -> HttpResponse:
    """Further rows."""
    review = mine(request, pk)
    form = DocumentsForm(request.POST or None, workspace=review.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            number = add_documents(review=review, documents=form.chosen())
            added = ngettext("%d document was added.", "%d documents were added.", number) % number
            messages.success(request, added)
            return redirect("review_detail", pk)
        except TooLarge as error:
            form.add_error("documents", str(error))
    context = {"review": review, **documents_context(request, form, [])}
    context["documents"] = context["documents"].exclude(review_rows__review=review)
    return render(request, "reviews/review_documents.html", context, status=422 if form.errors else 200)


@login_required
def review_questions(request: AuthedRequest, pk: int) -> HttpResponse:
    """Further columns."""
    review = mine(request, pk)
    data = request.POST if request.method == "POST" else None
    questions = QuestionsForm(request.user, data)
    columns = questions.columns() if data is not None else []
    if data is not None and not columns and questions.is_sound:
        questions.errors.append(_("Write at least one question, or choose a field of a template."))
    if columns and questions.is_sound:
        try:
            number = add_columns(review=review, columns=columns)
            messages.success(
                request, ngettext("%d question was added.", "%d questions were added.", number) % number
            )
            return redirect("review_detail", pk)
        except TooLarge as error:
            questions.errors.append(str(error))
    context = {"review": review, "questions": questions}
    return render(request, "reviews/review_questions.html", context, status=200 if data is None else 422)


def scoped(review: Review, scope: str, pk: str) -> QuerySet[Cell]:
    """The cells that a button means. Raises Http404 for one that does not exist."""
    cells = Cell.objects.filter(review=review)
    if scope not in SCOPES or (scope in ("row", "column", "cell") and not (pk.isdecimal() and len(pk) < 19)):
        raise Http404
    match scope:
        case "new":
            return cells.filter(status=Cell.Status.NEW)
        case "failed":
            return cells.filter(status__in=[Cell.Status.FAILED, Cell.Status.CANCELLED])
        case "all":
            return cells
        case "cell":
            return cells.filter(pk=pk)
        case _:
            return cells.filter(**{scope: pk})


def to_ask(cells: QuerySet[Cell], scope: str) -> QuerySet[Cell]:
    """Of many cells only those that nobody has judged: a person's work gives way where its own cell is asked alone."""
    if scope == "cell":
        return cells
    return cells.filter(~Exists(Judgement.objects.filter(run=OuterRef("run"))))


@login_required
@require_GET
def review_plan(request: AuthedRequest, pk: int) -> HttpResponse:
    """What asking ?scope= (&id=) would cost, for the dialog that starts it."""
    review = mine(request, pk)
    scope, which = request.GET.get("scope", ""), request.GET.get("id", "")
    cells = scoped(review, scope, which)
    meant = to_ask(cells, scope)
    cost = plan(meant)
    context = {"review": review, "scope": scope, "which": which, "plan": cost, "wait": duration(cost.seconds)}
    context["kept"] = cells.count() - meant.count()
    return render(request, "reviews/_plan.html", context)


@login_required
@require_POST
def review_start(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask the cells of a scope. Those of documents that do not fit, or are not read, are left as they are."""
    review = mine(request, pk)
    scope = request.POST.get("scope", "")
    cells = to_ask(scoped(review, scope, request.POST.get("id", "")), scope)
    if ask(user=request.user, cells=askable(cells, review)):
        advance_review.delay_on_commit(review.pk)
    else:
        messages.info(request, _("There was nothing to ask."))
    return moved(request, review)


@login_required
@require_POST
def review_stop(request: AuthedRequest, pk: int) -> HttpResponse:
    """Stop all of a review, or a scope of it."""
    review = mine(request, pk)
    scope = request.POST.get("scope", "all")
    stop(Cell.objects.filter(pk__in=scoped(review, scope, request.POST.get("id", "")).values("pk")))
    advance_review.delay_on_commit(review.pk)
    execute_run.delay_on_commit()  # a run that was taken out of the queue left its place to others
    return moved(request, review)


def moved(request: AuthedRequest, review: Review) -> HttpResponse:
    """The page asks for what changed; without scripts it is loaded again."""
    if request.htmx:
        return trigger_client_event(HttpResponse(status=204), "review-changed")
    return redirect("review_detail", review.pk)


@login_required
@require_POST
def review_rename(request: AuthedRequest, pk: int) -> HttpResponse:
    form = NameForm(request.POST, instance=mine(request, pk))
    if form.is_valid():
        form.save()
    else:
        messages.error(request, _("A name needs 1 to 200 characters."))
    return redirect("review_detail", pk)


@login_required
@require_POST
def review_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    review = mine(request, pk)
    delete_review(review)
    messages.success(request, _("“%(name)s” was deleted. Its documents stay.") % {"name": review.name})
    return redirect("review_list")


@login_required
@require_POST
def review_remove(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take out the row or column that `scope` and `id` name."""
    review = mine(request, pk)
    scope, which = request.POST.get("scope", ""), request.POST.get("id", "")
    if scope not in ("row", "column") or not which.isdecimal():
        raise Http404
    if scope == "row":
        remove(get_object_or_404(review.rows, pk=which))
    else:
        remove(get_object_or_404(review.columns, pk=which))
    return redirect("review_detail", pk)
