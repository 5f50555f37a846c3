"""What can be asked of a document: a PromptTemplate has PromptVersions, and a published one never changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import Membership, User, Workspace
from docanalyzer.pipeline.prompts import Task
from docanalyzer.prompts.rendering import render
from docanalyzer.prompts.variables import texts_of
from docanalyzer.prompts.wording import EMPTY

CITING = {
    "": "",
    "sparing": "Give one quotation with its page for each paragraph, the one that carries it; not one for each sentence.",
    "pages": "Do not quote. After each statement give its page alone, in square brackets: [p. 12].",
}
"""What is added to the instructions for a way of citing other than the prompt's own."""
ELSEWHERE = ("guide", "guide-zh")
"""Slugs of built-in templates that have a place of their own in the product: nobody chooses them from a list."""


class TemplateQuerySet(models.QuerySet["PromptTemplate"]):
    def usable_by(self, user: User) -> TemplateQuerySet:
        """Published templates that are meant for this person and not withdrawn."""
        return self.meant_for(user).filter(archived=False, current__isnull=False)

    def meant_for(self, user: User) -> TemplateQuerySet:
        """The built-in ones, and those of the user's workspaces that are for everybody or for them."""
        mine = models.Q(workspace__membership__user=user)
        runs_it = models.Q(
            workspace__membership__user=user, workspace__membership__role=Membership.Role.ADMIN
        )
        meant = models.Q(people=None) | models.Q(people=user) | runs_it
        return self.filter(models.Q(workspace=None) | (mine & meant)).distinct()

    def usable_in(self, user: User, workspace: Workspace) -> TemplateQuerySet:
        """Of those, the ones for a document of this workspace; its own slug goes before a built-in one's."""
        own = self.usable_by(user).filter(workspace=workspace).values("slug")
        builtin = models.Q(workspace=None) & ~models.Q(slug__in=own)
        return self.usable_by(user).filter(builtin | models.Q(workspace=workspace))

    def offered_in(self, user: User, workspace: Workspace, asked: str = "") -> TemplateQuerySet:
        """Those to choose from: not what has a place of its own, unless that very slug is asked for."""
        hidden = [slug for slug in ELSEWHERE if slug != asked]
        return self.usable_in(user, workspace).exclude(workspace=None, slug__in=hidden)

    def managed_by(self, user: User) -> TemplateQuerySet:
        """What this person may change: nothing unless they are an admin of their workspace, or staff."""
        if not (user.is_staff or user.is_workspace_admin):
            return self.none()
        return self.filter(workspace=user.workspace)

    def shown_to_manager(self, user: User) -> TemplateQuerySet:
        """What an admin may read and copy: their workspace's templates and the built-in ones."""
        if not (user.is_staff or user.is_workspace_admin):
            return self.none()
        return self.filter(models.Q(workspace=user.workspace) | models.Q(workspace=None))


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
    draft = models.JSONField(
        null=True, blank=True, help_text=_("What is being written, beside what is published.")
    )
    archived = models.BooleanField(default=False)
    people = models.ManyToManyField(User, blank=True, related_name="+")
    """Who may use it beside the workspace's admins; nobody named: everybody of the workspace."""
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

    @property
    def is_chinese(self) -> bool:
        """Whether this is the Chinese wording of a built-in template (see prompts.builtin)."""
        return self.workspace_id is None and self.slug.endswith("-zh")

    def wording(self) -> dict[str, Any]:
        """The draft, or what is published, or nothing yet: as wording.EMPTY has it."""
        if self.draft is not None:
            return {**EMPTY, **self.draft}
        return self.current.wording() if self.current else dict(EMPTY)


class PromptVersion(models.Model):
    """One published wording. Runs keep the version they ran with.

    fields: what an extraction asks for, as pipeline.prompts.Task.fields.
    variables: what is asked of the person who runs it, as prompts.variables has it.
    """

    template = models.ForeignKey(PromptTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    instructions = models.TextField()
    variables = models.JSONField(default=list, blank=True)
    fields = models.JSONField(default=list, blank=True)
    output = models.CharField(max_length=20, default="markdown")
    language = models.CharField(max_length=20, blank=True)
    max_tokens = models.PositiveIntegerField(null=True, blank=True)
    temperature = models.FloatField(default=0.0)
    citations = models.CharField(max_length=20, blank=True)
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

    def wording(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in EMPTY}

    def task(self, values: Mapping[str, Any] | None = None) -> Task:
        """What is asked, with these values (as variables.kept gives them). Raises CannotRender."""
        return task_of(self.template.kind, self.wording(), values or {})


def task_of(kind: str, wording: Mapping[str, Any], values: Mapping[str, Any]) -> Task:
    """What a wording asks, published or not, with these values (as variables.kept gives them). Raises CannotRender."""
    instructions = render(wording["instructions"], texts_of(wording["variables"], values))
    citing = CITING[wording["citations"]]
    return Task(
        kind=kind,
        instructions=f"{instructions.rstrip()}\n\n{citing}" if citing else instructions,
        fields=wording["fields"],
        output=wording["output"],
        language=wording["language"],
    )
