from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.variables import form_field

VARIABLE = "variable-"
"""Before a variable's name in the form, so that none is taken for a field of the form's own."""


class AnalysisForm(forms.Form):
    """What may be run on a document: a published template, its variables, for a comparison the other document."""

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
        templates = PromptTemplate.objects.usable_in(user, document.workspace)
        if self.is_bound and not kind:
            kind = (
                templates.filter(slug=self.data.get("template", "")).values_list("kind", flat=True).first()
                or ""
            )
        if kind:
            templates = templates.filter(kind=kind)
        others = (
            Document.objects.for_user(user)
            .filter(workspace=document.workspace, status=Document.Status.READY)
            .exclude(pk=document.pk)
        )
        choices = cast("dict[str, forms.ModelChoiceField]", self.fields)
        choices["template"].queryset = templates
        choices["template"].choices = grouped(templates)
        choices["other"].queryset = others
        self.add_variables(templates, others)

    def add_variables(self, templates: QuerySet[PromptTemplate], others: QuerySet[Document]) -> None:
        """The fields of the template that is chosen, or of the one that the list shows first."""
        slug = self.data.get("template") if self.is_bound else self.initial.get("template")
        first = next((slug for _group, options in grouped(templates) for slug, _name in options), None)
        chosen = templates.filter(slug=slug or first).select_related("current").first()
        for variable in chosen.current.variables if chosen and chosen.current else []:
            self.fields[VARIABLE + variable["name"]] = form_field(variable, others)

    def variable_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(VARIABLE)]

    def values(self) -> dict[str, Any]:
        """The cleaned variables by name."""
        return {
            name.removeprefix(VARIABLE): value
            for name, value in self.cleaned_data.items()
            if name.startswith(VARIABLE)
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        template = cleaned.get("template")
        if template and template.kind == PromptTemplate.Kind.COMPARISON and not cleaned.get("other"):
            self.add_error("other", _("Choose the document to compare with."))
        return cleaned


def grouped(templates: QuerySet[PromptTemplate]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices: the workspace's own first, then the built-in ones in the reader's language, then the rest."""
    chinese = get_language() == "zh-hans"
    groups: dict[str, list[tuple[str, str]]] = {"own": [], "zh" if chinese else "en": [], "en": [], "zh": []}
    for template in templates:
        group = "own" if template.workspace_id else "zh" if template.is_chinese else "en"
        groups[group].append((template.slug, template.name))
    titles = {"own": gettext("Of this workspace"), "en": "English", "zh": "中文"}
    return [(titles[group], options) for group, options in groups.items() if options]
