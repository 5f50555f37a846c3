"""The rows of a template's form: its variables and its fields, added and taken away without losing what is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from docanalyzer.prompts.wording import MOST_ROWS

VARIABLE_TYPES = [
    ("text", _("Text")),
    ("number", _("Number")),
    ("date", _("Date")),
    ("choice", _("Choice")),
    ("list", _("List, one a line")),
    ("document", _("Another document")),
]
FIELD_TYPES = [
    ("text", _("Text")),
    ("number", _("Number")),
    ("date", _("Date")),
    ("amount", _("Amount of money")),
    ("percentage", _("Percentage")),
    ("duration", _("Period")),
    ("party", _("Party")),
]


class Row(forms.Form):
    """One row, as the wording keeps it; an empty row is no row."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)

    def entry(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @property
    def is_empty(self) -> bool:
        return not any(self[key].value() for key in self.fields if key not in ("type", "required", "list"))


class VariableRow(Row):
    type = forms.ChoiceField(label=_("Type"), choices=VARIABLE_TYPES, required=False)
    required = forms.BooleanField(label=_("Required"), required=False)
    default = forms.CharField(label=_("Default"), max_length=500, required=False)
    choices = forms.CharField(
        label=_("Choices, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    help = forms.CharField(label=_("Help"), max_length=500, required=False)

    def clean_choices(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]


class FieldRow(Row):
    type = forms.ChoiceField(label=_("Type"), choices=FIELD_TYPES, required=False)
    description = forms.CharField(label=_("Description"), max_length=500, required=False)
    required = forms.BooleanField(label=_("Required"), required=False)
    list = forms.BooleanField(label=_("Several values"), required=False)


class Rows:
    """All rows of one kind. data: the posted form; entries: what is kept, when nothing was posted."""

    def __init__(
        self, prefix: str, row: type[Row], entries: list[Any], data: QueryDict | None = None
    ) -> None:
        self.prefix, self.row = prefix, row
        if data is None:
            self.forms = [
                row(prefix=f"{prefix}-{n}", initial=shown(entry)) for n, entry in enumerate(entries)
            ]
        else:
            count = data.get(f"{prefix}-count", "0")
            numbers = range(min(int(count) if count.isdecimal() and len(count) < 19 else 0, MOST_ROWS))
            self.forms = [row(data, prefix=f"{prefix}-{n}") for n in numbers]

    def __len__(self) -> int:
        return len(self.forms)

    def changed(self, *, add: bool = False, remove: int = -1) -> Rows:
        """The same rows with an empty one at the end, or without row `remove` (from 0)."""
        typed = [{key: form[key].value() for key in form.fields} for form in self.forms]
        kept = [values for number, values in enumerate(typed) if number != remove]
        return Rows(self.prefix, self.row, kept + ([{}] if add else []))

    def is_valid(self) -> bool:
        # Each one is checked, so that each shows its own mistake.
        return not [form for form in self.forms if not form.is_valid()]

    def entries(self) -> list[dict[str, Any]]:
        """Call is_valid first."""
        return [form.entry() for form in self.forms if not form.is_empty]


def shown(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as a row's fields show it: choices one a line."""
    choices = entry.get("choices")
    return {**entry, "choices": "\n".join(choices)} if isinstance(choices, list) else entry
