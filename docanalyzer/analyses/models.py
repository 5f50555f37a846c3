"""An Analysis is a template run over documents."""

from __future__ import annotations

from django.db import models

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.prompts.models import PromptVersion
from docanalyzer.runs.models import Run


class AnalysisQuerySet(OwnedQuerySet["Analysis"]):
    pass


class Analysis(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="analyses")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    prompt_version = models.ForeignKey(PromptVersion, on_delete=models.PROTECT, related_name="analyses")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="analysis")
    values = models.JSONField(default=dict, blank=True)
    """The values of the template's variables by name: with the version they rebuild the run's instructions."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "analyses"

    def __str__(self) -> str:
        return f"{self.prompt_version} ({self.pk})"
