"""Run a template on chosen documents: what it will send, then the start."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from docanalyzer.accounts.models import User
from docanalyzer.analyses.forms import VARIABLE, SelectionForm
from docanalyzer.analyses.models import Analysis
from docanalyzer.analyses.outlook import outlook
from docanalyzer.analyses.services import create_analyses, create_analysis
from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import duration
from docanalyzer.runs.services import NotReady
from worker.tasks import execute_run

MOST_DOCUMENTS = 200


@login_required
@require_http_methods(["GET", "POST"])
def analysis_new(request: AuthedRequest) -> HttpResponse:
    """?document=1&document=2: the documents in their order; ?from=run: everything as that run had it. Buttons named up and
    drop change the selection and start nothing."""
    asked = request.POST if request.method == "POST" else request.GET
    documents, initial = start_values(request.user, asked)
    documents = rearranged(documents, asked)
    if not documents:
        messages.info(request, _("Choose documents first: tick them in the list."))
        return redirect("document_list")
    if request.method == "POST" and "start" in request.POST:
        form = SelectionForm(request.POST, user=request.user, documents=documents)
        analyses = started(request.user, form) if form.is_valid() else []
        if analyses:
            return after_start(request, analyses)
        return shown(request, form, status=422)
    if request.method == "POST":
        initial |= {key: asked[key] for key in ("template", "version", "how") if key in asked}
        initial |= {key: asked[key] for key in asked if key.startswith(VARIABLE)}
    return shown(request, SelectionForm(user=request.user, documents=documents, initial=initial))


def start_values(user: User, asked: QueryDict) -> tuple[list[Document], dict[str, Any]]:
    """The chosen documents and what the form begins with."""
    mine = Document.objects.for_user(user).filter(workspace=user.workspace)
    source = asked.get("from", "")
    if source.isdecimal() and len(source) < 19:
        run = get_object_or_404(Run.objects.for_user(user), pk=int(source))
        values = values_before(run)
        documents = chosen_before(run, values)
        initial = as_before(run, values, together=len(documents) > 1)
        return [one for one in documents if mine.filter(pk=one.pk).exists()], initial
    ids = [int(pk) for pk in asked.getlist("document") if pk.isdecimal() and len(pk) < 19][:MOST_DOCUMENTS]
    found = mine.in_bulk(ids)
    chosen = [found[pk] for pk in dict.fromkeys(ids) if pk in found]
    return chosen, {key: asked[key] for key in ("template", "how") if key in asked}


def values_before(run: Run) -> dict[str, Any]:
    analysis = Analysis.objects.filter(run=run).first()
    return analysis.values if analysis else {}


def chosen_before(run: Run, values: dict[str, Any]) -> list[Document]:
    """The documents as they were chosen: without those that joined the prompt because a variable names them."""
    documents = [item.document for item in run.run_documents.select_related("document")]
    named = {value["document"] for value in values.values() if isinstance(value, dict)}
    version = run.prompt_version
    least = 2 if version and version.template.kind == PromptTemplate.Kind.COMPARISON else 1
    # They stand last (services.in_prompt); one that was chosen too may have stood before others.
    while len(documents) > least and documents[-1].pk in named:
        documents.pop()
    return documents


def as_before(run: Run, values: dict[str, Any], *, together: bool) -> dict[str, Any]:
    version = run.prompt_version
    return {
        **({"template": version.template.slug, "version": str(version.pk)} if version else {}),
        "how": SelectionForm.TOGETHER if together else SelectionForm.EACH,
        **{VARIABLE + name: written(value) for name, value in values.items()},
    }


def written(value: Any) -> Any:
    """A kept value as a form field takes it."""
    if isinstance(value, dict):
        return value["document"]
    return "\n".join(map(str, value)) if isinstance(value, list) else value


def rearranged(documents: list[Document], asked: QueryDict) -> list[Document]:
    """One moved up, or one taken out, as the pressed button says."""
    ids = [document.pk for document in documents]
    up, drop = asked.get("up", ""), asked.get("drop", "")
    if drop in map(str, ids):
        documents.pop(ids.index(int(drop)))
    elif up in map(str, ids[1:]):
        place = ids.index(int(up))
        documents.insert(place - 1, documents.pop(place))
    return documents


def shown(request: AuthedRequest, form: SelectionForm, status: int = 200) -> HttpResponse:
    found = outlook(form.documents, together=form.together, named=form.named_documents())
    context = {"form": form, "outlook": found, "wait": duration(found.seconds), "status": status}
    return render(request, "analyses/analysis_new.html", context, status=status)


def started(user: User, form: SelectionForm) -> list[Analysis]:
    """Nothing, with the reason in the form, where one of them cannot be started."""
    given = {
        "user": user,
        "template": form.cleaned_data["template"],
        "documents": form.documents,
        "values": form.values(),
        "version": form.cleaned_data["version"],
    }
    try:
        return [create_analysis(**given)] if form.together else create_analyses(**given)
    except (NotReady, PromptTooLong, CannotRender) as error:
        form.add_error(None, str(error))
        return []


def after_start(request: AuthedRequest, analyses: list[Analysis]) -> HttpResponse:
    for analysis in analyses:
        execute_run.delay_on_commit(analysis.run.pk)
    if len(analyses) == 1:
        return redirect("run_detail", analyses[0].run.pk)
    text = ngettext("%(n)d result is being made.", "%(n)d results are being made.", len(analyses))
    messages.success(request, text % {"n": len(analyses)})
    return redirect(f"{reverse('analysis_list')}?batch={analyses[0].batch}")
