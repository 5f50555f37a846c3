from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.variables import form_field

VARIABLE = "variable-"
"""Before a variable's name in the form, so that none is taken for a field of the form's own."""


class VariablesForm(forms.Form):
    """A form that also asks for a template's variables."""

    def ask_for(self, variables: Sequence[Mapping[str, Any]], documents: QuerySet[Document]) -> None:
        """documents: those that a variable may name."""
        for variable in variables:
            self.fields[VARIABLE + variable["name"]] = form_field(variable, documents)

    def variable_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(VARIABLE)]

    def values(self) -> dict[str, Any]:
        """The cleaned variables by name."""
        return {
            name.removeprefix(VARIABLE): value
            for name, value in self.cleaned_data.items()
            if name.startswith(VARIABLE)
        }

    def named_documents(self) -> list[Document]:
        """The documents that its fields name, as far as they name any before the form is sent."""
        named = []
        for bound in self:
            field = bound.field
            if isinstance(field, forms.ModelChoiceField):
                with suppress(forms.ValidationError):
                    named.append(field.clean(bound.value()))
        return [value for value in named if isinstance(value, Document)]

    def offer(self, templates: QuerySet[PromptTemplate]) -> PromptTemplate | None:
        """Fill the field `template`; the template that is chosen, or the one that the list shows first."""
        field = cast("forms.ModelChoiceField", self.fields["template"])
        field.queryset = templates
        groups = grouped(templates)
        field.choices = groups
        slug = self.data.get("template") if self.is_bound else self.initial.get("template")
        first = next((slug for _group, options in groups for slug, _name in options), None)
        return templates.filter(slug=slug or first).select_related("current").first()


def template_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        PromptTemplate.objects.none(),
        to_field_name="slug",
        label=_("Template"),
        empty_label=None,
        error_messages={"invalid_choice": _("There is no such template here; it may have been withdrawn.")},
    )


class AnalysisForm(VariablesForm):
    """What may be run on a document: a published template, its variables, for a comparison the other document."""

    template = template_field()
    other = forms.ModelChoiceField(
        Document.objects.none(), required=False, label=_("Compare with"), empty_label=_("Choose a document")
    )

    def __init__(self, *args: Any, user: User, document: Document, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = PromptTemplate.objects.offered_in(user, document.workspace)
        if self.is_bound and not kind:
            kind = (
                templates.filter(slug=self.data.get("template", "")).values_list("kind", flat=True).first()
                or ""
            )
        if kind:
            templates = templates.filter(kind=kind)
        others = ready_for(user, document).exclude(pk=document.pk)
        cast("forms.ModelChoiceField", self.fields["other"]).queryset = others
        chosen = self.offer(templates)
        self.ask_for(chosen.current.variables if chosen and chosen.current else [], others)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        template = cleaned.get("template")
        if template and template.kind == PromptTemplate.Kind.COMPARISON and not cleaned.get("other"):
            self.add_error("other", _("Choose the document to compare with."))
        return cleaned


class SelectionForm(VariablesForm):
    """What may be run on chosen documents, and whether on each or on all of them in one prompt."""

    EACH, TOGETHER = "each", "together"
    template = template_field()
    version = forms.ModelChoiceField(
        PromptVersion.objects.none(), required=False, label=_("Version"), empty_label=None
    )
    how = forms.ChoiceField(
        label=_("Documents"),
        choices=[
            (EACH, _("One result for each document")),
            (TOGETHER, _("All whole in one prompt, in this order")),
        ],
        widget=forms.RadioSelect,
        initial=EACH,
    )

    def __init__(self, *args: Any, user: User, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = documents
        asked = str((self.data if self.is_bound else self.initial).get("template") or "")
        templates = PromptTemplate.objects.offered_in(user, documents[0].workspace, asked)
        self.chosen = self.offer(templates)
        versions = cast("forms.ModelChoiceField", self.fields["version"])
        versions.queryset = PromptVersion.objects.filter(template=self.chosen)
        versions.label_from_instance = self.named  # type: ignore[method-assign, assignment]
        version = self.version_chosen()
        versions.initial = version and version.pk
        others = ready_for(user, documents[0])
        self.ask_for(version.variables if version else [], others)
        if len(documents) < 2:
            self.fields["how"].required = False

    def named(self, version: PromptVersion) -> str:
        current = self.chosen is not None and version.pk == self.chosen.current_id
        parts = [str(version.number), gettext("in use") if current else "", version.note]
        return " · ".join(part for part in parts if part)

    def version_chosen(self) -> PromptVersion | None:
        asked = str((self.data if self.is_bound else self.initial).get("version") or "")
        of_template = PromptVersion.objects.filter(template=self.chosen)
        found = of_template.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
        return found or (self.chosen.current if self.chosen else None)

    @property
    def together(self) -> bool:
        """Whether all documents go into one prompt, as far as is known before the form is sent."""
        if len(self.documents) < 2:
            return False
        comparing = self.chosen is not None and self.chosen.kind == PromptTemplate.Kind.COMPARISON
        said = (self.data if self.is_bound else self.initial).get("how")
        return comparing or said == self.TOGETHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        template = cleaned.get("template")
        if template and template.kind == PromptTemplate.Kind.COMPARISON and len(self.documents) < 2:
            self.add_error(None, _("A comparison needs at least two documents. Add another one."))
        return cleaned


class TrialForm(VariablesForm):
    """On which document a draft is tried."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Document"), empty_label=_("Choose a document")
    )
    other = forms.ModelChoiceField(
        Document.objects.none(), required=False, label=_("Compare with"), empty_label=_("Choose a document")
    )

    def __init__(self, *args: Any, user: User, template: PromptTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = Document.objects.for_user(user).filter(workspace=user.workspace, status=Document.Status.READY)
        for name in ("document", "other"):
            cast("forms.ModelChoiceField", self.fields[name]).queryset = ready
        self.compares = template.kind == PromptTemplate.Kind.COMPARISON
        if not self.compares:
            del self.fields["other"]
        self.ask_for(template.wording()["variables"], ready)

    def documents(self) -> list[Document]:
        return [self.cleaned_data[name] for name in ("document", "other") if self.cleaned_data.get(name)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.compares and not cleaned.get("other"):
            self.add_error("other", _("Choose the document to compare with."))
        return cleaned


def ready_for(user: User, document: Document) -> QuerySet[Document]:
    """The documents that may stand beside this one in a prompt."""
    return Document.objects.for_user(user).filter(workspace=document.workspace, status=Document.Status.READY)


def grouped(templates: QuerySet[PromptTemplate]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices: the workspace's own first, then the built-in ones in the reader's language, then the rest."""
    chinese = get_language() == "zh-hans"
    groups: dict[str, list[tuple[str, str]]] = {"own": [], "zh" if chinese else "en": [], "en": [], "zh": []}
    for template in templates:
        group = "own" if template.workspace_id else "zh" if template.is_chinese else "en"
        groups[group].append((template.slug, template.name))
    titles = {"own": gettext("Of this workspace"), "en": "English", "zh": "中文"}
    return [(titles[group], options) for group, options in groups.items() if options]
