"""The form of Django's admin for a workspace's template: its draft, kept to the rules of the product's own pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from docanalyzer.prompts.forms import PublishForm, TemplateForm, state_of
from docanalyzer.prompts.json_field import KeptJSONField
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.wording import EMPTY, problems

ROWS = {"variables": "variables", "fields": "answer_fields"}
"""The form's names of what the product's page shows as rows; a form has a `fields` of its own."""
WORDING = ("instructions", "output", "language", "citations", "max_tokens", "temperature", *ROWS.values())


class DraftForm(forms.ModelForm):
    """A template with its draft. wording(): what it says; call is_valid first."""

    instructions = TemplateForm.base_fields["instructions"]
    output = TemplateForm.base_fields["output"]
    language = TemplateForm.base_fields["language"]
    citations = TemplateForm.base_fields["citations"]
    max_tokens = TemplateForm.base_fields["max_tokens"]
    temperature = TemplateForm.base_fields["temperature"]
    variables = KeptJSONField(
        label=_("Variables"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 100}),
        help_text=_(
            "As JSON: a list of {“name”, “type”, “title”, “required”, “default”, “choices”, “help”}."
        ),
    )
    answer_fields = KeptJSONField(
        label=_("Fields of the table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 100}),
        help_text=_("As JSON: a list of {“name”, “type”, “title”, “description”, “required”, “list”}."),
    )
    publish = forms.BooleanField(
        label=_("Publish"),
        required=False,
        help_text=_("Make this wording the next version, which never changes."),
    )
    note = PublishForm.base_fields["note"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.instance.wording()
        seen = state_of(self.instance) if self.instance.pk else ""
        self.initial = {**self.initial, **{ROWS.get(key, key): said[key] for key in EMPTY}, "seen": seen}
        self.fields["instructions"].required = False  # problems() says it, where a draft is saved
        if (
            "workspace" in self.fields
        ):  # without one it would be a built-in template, which come with a release
            self.fields["workspace"].required = True

    def wording(self) -> dict[str, Any]:
        said = {key: self.cleaned_data.get(ROWS.get(key, key)) for key in EMPTY}
        said["instructions"] = (said["instructions"] or "").replace("\r\n", "\n")
        return {**said, **{key: said[key] or [] for key in ROWS}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        kind = cleaned.get("kind") or self.instance.kind
        before = (self.instance.wording(), self.instance.kind) if self.instance.pk else None
        if (self.wording(), kind) == before and not cleaned["publish"]:
            return cleaned  # so that what cannot be published yet can still be archived
        for key, sentence in problems(self.wording(), kind):
            name = ROWS.get(key, key)
            self.add_error(name if name in self.fields else None, sentence)
        if self.instance.pk:
            self.refuse_stale(PromptTemplate.objects.select_for_update().get(pk=self.instance.pk))
        return cleaned

    def refuse_stale(self, now: PromptTemplate) -> None:
        """Somebody changed it since the form was opened: say so, and let a second press through."""
        state = state_of(now)
        if self.cleaned_data["seen"] == state or self.wording() == now.wording():
            return
        self.data = data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("seen")] = state
        self.add_error(
            None,
            _(
                "Somebody has changed this template since you opened it. Saving again puts what stands here in its place."
            ),
        )
