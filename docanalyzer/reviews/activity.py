"""Who did what with a cell, and when: its runs, what was said of them, whom it was given to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from docanalyzer.reviews.models import Cell
from docanalyzer.reviews.presentation import value_text
from docanalyzer.runs.judgements import Standing, standings
from docanalyzer.runs.models import Run


@dataclass(frozen=True, slots=True)
class Act:
    """text: a sentence without its subject. run: the run's page, None where there is none to see."""

    at: datetime
    who: str
    text: str
    note: str = ""
    run: int | None = None


def activity(cell: Cell, stands: Standing | None) -> list[Act]:
    """The newest first, also of earlier runs of the cell."""
    runs = list(Run.objects.filter(cells=cell).select_related("created_by"))
    said = standings(run for run in runs if stands is None or run.pk != stands.run)
    acts = [act for run in runs for act in acts_of(run)]
    for one in [*said.values(), *([stands] if stands else [])]:
        acts += [
            Act(
                judgement.created_at,
                judgement.author_name,
                judgement_text(judgement.kind, judgement.value),
                judgement.note,
            )
            for judgement in one.history
        ]
    for given in cell.assignments.select_related("assignee", "author"):
        text = _("assigned it to %(who)s") % {"who": given.assignee} if given.assignee else _("took it back")
        acts.append(Act(given.created_at, str(given.author or ""), text))
    return sorted(acts, key=lambda act: act.at, reverse=True)


def acts_of(run: Run) -> list[Act]:
    acts = [Act(run.created_at, str(run.created_by or ""), _("asked it"), run=run.pk)]
    if run.finished_at:
        words = {
            Run.Status.SUCCEEDED: _("answered"),
            Run.Status.FAILED: _("failed to answer"),
            Run.Status.CANCELLED: _("was stopped"),
        }
        model = run.model_label or _("The model")
        text = words[Run.Status(run.status)]
        acts.append(Act(run.finished_at, model, text, run.error_message, run.pk))
    return acts


def judgement_text(kind: str, value: object) -> str:
    if kind == "corrected":
        if value is None:
            return _("corrected it: not stated in the document")
        return _("corrected it to “%(value)s”") % {"value": value_text(value)[:200]}
    words = {
        "verified": _("verified it"),
        "flagged": _("flagged it"),
        "cleared": _("took that back"),
        "signed": _("signed it off"),
        "withdrawn": _("withdrew the sign-off"),
    }
    return words.get(kind, kind)
