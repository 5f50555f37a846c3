"""Try a draft on a document before it is published: for those who write templates."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from docanalyzer.analyses.forms import TrialForm
from docanalyzer.analyses.models import Trial
from docanalyzer.analyses.services import create_trial
from docanalyzer.http import AuthedRequest
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.prompts.wording import problems
from docanalyzer.runs.presentation import present
from docanalyzer.runs.services import NotReady
from worker.tasks import execute_run

EARLIER_SHOWN = 10


@login_required
@require_http_methods(["GET", "POST"])
def trial_page(request: AuthedRequest, pk: int) -> HttpResponse:
    """The newest trial (or the one of ?trial=), the earlier ones, and a form for another."""
    template = get_object_or_404(PromptTemplate.objects.managed_by(request.user), pk=pk)
    trials = (
        Trial.objects.for_user(request.user).filter(template=template).select_related("run", "created_by")
    )
    asked = request.GET.get("trial", "")
    chosen = trials.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    chosen = chosen or trials.first()
    before = {"document": chosen.run.documents.first()} if chosen else None
    form = TrialForm(request.POST or None, user=request.user, template=template, initial=before)
    wrong = [sentence for _key, sentence in problems(template.wording(), template.kind)]
    if request.method == "POST" and form.is_valid():
        trial = None if wrong else started(request, form, template)
        if trial is not None:
            execute_run.delay_on_commit(trial.run.pk)
            return redirect(f"{reverse('trial_page', args=[pk])}?trial={trial.pk}")
    context = {
        "template": template,
        "form": form,
        "problems": wrong,
        "trial": chosen,
        "shown": present(chosen.run) if chosen else None,
        "outdated": chosen is not None and chosen.wording != template.wording(),
        "earlier": [trial for trial in trials[: EARLIER_SHOWN + 1] if trial != chosen],
    }
    return render(
        request,
        "analyses/trial_page.html",
        context,
        status=422 if form.errors or (wrong and form.is_bound) else 200,
    )


def started(request: AuthedRequest, form: TrialForm, template: PromptTemplate) -> Trial | None:
    try:
        return create_trial(
            user=request.user, template=template, documents=form.documents(), values=form.values()
        )
    except (NotReady, PromptTooLong, CannotRender) as error:
        form.add_error(None, str(error))
        return None
