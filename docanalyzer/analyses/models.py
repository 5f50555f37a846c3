"""An Analysis is a template run over documents; a Trial is a draft run on one before it is published."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.runs.models import Run, RunDocument


class AnalysisQuerySet(OwnedQuerySet["Analysis"]):
    def for_list(self) -> Self:
        """With all that a row of the list of results shows, and no answer's text."""
        rows = self.select_related("run", "prompt_version__template", "created_by")
        return rows.defer("run__output", "run__coverage", "run__extraction", "run__task").prefetch_related(
            models.Prefetch("run__documents", queryset=Document.objects.order_by("run_documents__position"))
        )

    def matching(self, words: str) -> Self:
        """Those whose template, documents or answer contain the words, and those started by such a person."""
        words = words.strip()
        if not words:
            return self
        found = (
            models.Q(prompt_version__template__name__icontains=words)
            | models.Q(run__output__icontains=words)
            | models.Q(created_by__username__icontains=words)
            | models.Q(run__in=RunDocument.objects.filter(document__title__icontains=words).values("run"))
        )
        return self.filter(found)


class Analysis(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="analyses")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    prompt_version = models.ForeignKey(PromptVersion, on_delete=models.PROTECT, related_name="analyses")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="analysis")
    values = models.JSONField(default=dict, blank=True)
    """The values of the template's variables by name: with the version they rebuild the run's instructions."""
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    """The same for all that were started together, one for each of several documents."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "analyses"

    def __str__(self) -> str:
        return f"{self.prompt_version} ({self.pk})"

    def shown_values(self) -> list[tuple[str, str]]:
        """(title, text) of each variable that was filled in."""
        return values_shown(self.prompt_version.variables, self.values)


class TrialQuerySet(OwnedQuerySet["Trial"]):
    pass


class Trial(models.Model):
    """A draft as it stood, run on documents; never offered to anybody who does not write templates."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="trials")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    template = models.ForeignKey(PromptTemplate, on_delete=models.CASCADE, related_name="trials")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="trial")
    wording = models.JSONField()
    values = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"draft of {self.template} ({self.pk})"

    def shown_values(self) -> list[tuple[str, str]]:
        return values_shown(self.wording["variables"], self.values)


def values_shown(variables: list[dict[str, Any]], values: dict[str, Any]) -> list[tuple[str, str]]:
    titles = {variable["name"]: variable.get("title") or variable["name"] for variable in variables}
    shown = ((titles.get(name, name), _text(value)) for name, value in values.items())
    return [(title, text) for title, text in shown if text]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["title"])
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
