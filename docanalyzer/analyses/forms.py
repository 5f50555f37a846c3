from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate


class AnalysisForm(forms.Form):
    """What may be run on a document: a published template, and for a comparison the other document."""

    template = forms.ModelChoiceField(
        PromptTemplate.objects.none(),
        to_field_name="slug",
        label=_("Template"),
        empty_label=None,
        error_messages={"invalid_choice": _("There is no such template here; it may have been withdrawn.")},
    )
    other = forms.ModelChoiceField(
        Document.objects.none(), required=False, label=_("Compare with"), empty_label=_("Choose a document")
    )

    def __init__(self, *args: Any, user: User, document: Document, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = PromptTemplate.objects.usable_by(user)
        if kind:
            templates = templates.filter(kind=kind)
        choices = cast("dict[str, forms.ModelChoiceField]", self.fields)
        choices["template"].queryset = templates
        choices["other"].queryset = (
            Document.objects.for_user(user)
            .filter(workspace=document.workspace, status=Document.Status.READY)
            .exclude(pk=document.pk)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        template = cleaned.get("template")
        if template and template.kind == PromptTemplate.Kind.COMPARISON and not cleaned.get("other"):
            self.add_error("other", _("Choose the document to compare with."))
        return cleaned
