"""What can be asked of a document: a PromptTemplate has PromptVersions, and a published one never changes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User, Workspace
from docanalyzer.pipeline.prompts import Task


class TemplateQuerySet(models.QuerySet["PromptTemplate"]):
    def usable_by(self, user: User) -> TemplateQuerySet:
        """Published templates: the built-in ones and those of the user's workspaces."""
        return self.filter(
            models.Q(workspace=None) | models.Q(workspace__membership__user=user),
            archived=False,
            current__isnull=False,
        ).distinct()


class PromptTemplate(models.Model):
    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        EXTRACTION = "extraction", _("Extraction")
        COMPARISON = "comparison", _("Comparison")
        QUESTION = "question", _("Free question")

    workspace = models.ForeignKey(
        Workspace,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="templates",
        help_text=_("Empty for a built-in template, which every workspace sees."),
    )
    slug = models.SlugField(max_length=100)
    name = models.CharField(_("name"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    current = models.ForeignKey(
        "PromptVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=100)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="one_slug_per_workspace"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(workspace=None), name="one_builtin_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PromptVersion(models.Model):
    """One published wording. Runs keep the version they ran with.

    fields: what an extraction asks for, as pipeline.prompts.Task.fields.
    """

    template = models.ForeignKey(PromptTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    instructions = models.TextField()
    fields = models.JSONField(default=list, blank=True)
    output = models.CharField(max_length=20, default="markdown")
    language = models.CharField(max_length=20, blank=True)
    max_tokens = models.PositiveIntegerField(null=True, blank=True)
    temperature = models.FloatField(default=0.0)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="one_number_per_template")]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once. Publish a new one instead of changing this."""
        if self.pk is not None and not self._state.adding:
            raise TypeError("a published PromptVersion cannot be changed; publish a new version")
        super().save(*args, **kwargs)

    def task(self) -> Task:
        return Task(
            kind=self.template.kind,
            instructions=self.instructions,
            fields=self.fields,
            output=self.output,
            language=self.language,
        )
