"""What a person fills in: a review's name, its documents, its questions, a correction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.rendering import CannotRender
from docanalyzer.reviews.columns import field_columns, question_column
from docanalyzer.reviews.models import Column, Review

MOST_QUESTION = 2_000


class NameForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ("name",)
        labels = {"name": _("Name")}


class DocumentsForm(forms.Form):
    documents = forms.ModelMultipleChoiceField(
        Document.objects.none(),
        label=_("Documents"),
        error_messages={"required": _("Choose at least one document.")},
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["documents"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Document.objects.filter(workspace=workspace)

    def chosen(self) -> list[Document]:
        """In the order of the list they were chosen from, which is the newest first."""
        return list(self.cleaned_data["documents"])


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("Question or term"),
        max_length=MOST_QUESTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    type = forms.ChoiceField(label=_("Answer"), choices=Column.Type.choices, required=False)
    title = forms.CharField(label=_("Heading"), max_length=200, required=False)
    choices = forms.CharField(
        label=_("Choices, one a line"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("type") == Column.Type.CHOICE and len(self.lines()) < 2:
            self.add_error("choices", _gettext("A choice needs at least two choices."))
        if not cleaned.get("question") and (cleaned.get("title") or cleaned.get("choices")):
            self.add_error("question", _gettext("Write what is asked of each document."))
        return cleaned

    def column(self) -> Column | None:
        """The unsaved column; None for a row that was left empty."""
        said = self.cleaned_data
        if not said.get("question"):
            return None
        kind = said["type"] or Column.Type.TEXT
        choices = self.lines() if kind == Column.Type.CHOICE else []
        return question_column(said["question"], kind, title=said["title"], choices=choices)


class QuestionsForm:
    """Rows of questions ("q-0-question", …) and fields of templates ("fields": "<version>:<name>")."""

    def __init__(self, user: User, data: QueryDict | None = None) -> None:
        self.versions = {version.pk: version for version in extraction_versions(user)}
        self.errors: list[str] = []
        self.picked = set(data.getlist("fields")) if data is not None else set()
        count = data.get("q-count", "0") if data is not None else "1"
        numbers = range(min(int(count), 60) if count.isdecimal() and len(count) < 19 else 1)
        self.rows = [QuestionForm(data, prefix=f"q-{n}") for n in numbers]

    @property
    def blank(self) -> QuestionForm:
        """What a further row is copied from."""
        return QuestionForm(prefix="q-__n__")

    def columns(self) -> list[Column]:
        """The unsaved columns; check `errors` and the rows' own afterwards."""
        valid = [row for row in self.rows if row.is_valid()]
        found = [column for row in valid if (column := row.column()) is not None]
        return found + list(self.from_templates())

    def from_templates(self) -> Iterator[Column]:
        for version in self.versions.values():
            names = [
                field["name"] for field in version.fields if f"{version.pk}:{field['name']}" in self.picked
            ]
            if names:
                try:
                    yield from field_columns(version, names)
                except CannotRender as error:
                    self.errors.append(f"{version.template.name}: {error}")

    @property
    def is_sound(self) -> bool:
        return not self.errors and all(row.is_valid() for row in self.rows)

    def templates(self) -> list[tuple[PromptVersion, list[tuple[str, str, bool]]]]:
        """Each template with (value, title, picked) of its fields."""
        return [
            (
                version,
                [
                    (
                        key := f"{version.pk}:{field['name']}",
                        field.get("title") or field["name"],
                        key in self.picked,
                    )
                    for field in version.fields
                ],
            )
            for version in self.versions.values()
        ]


def extraction_versions(user: User) -> list[PromptVersion]:
    """Published templates whose fields can be columns: those that need nothing from the person who runs them."""
    templates = PromptTemplate.objects.offered_in(user, user.workspace).filter(
        kind=PromptTemplate.Kind.EXTRACTION, current__output="json"
    )
    versions = (template.current for template in templates.select_related("current__template"))
    return [
        version
        for version in versions
        if version is not None
        and version.fields
        and not any(
            variable.get("required") and not variable.get("default") for variable in version.variables
        )
    ]
