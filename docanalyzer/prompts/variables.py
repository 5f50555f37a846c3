"""A template's typed variables: how each is asked for in a form, kept as JSON and written into the instructions.

A variable is declared as {"name", "title", "type", "required", "default", "choices", "help"}.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from docanalyzer.prompts.rendering import CannotRender

TYPES = ("text", "number", "date", "choice", "list", "document")
MOST_CHARACTERS = 10_000
MOST_ITEMS = 200


class LinesField(forms.CharField):
    """A list: one item a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_ITEMS:
            raise forms.ValidationError(_("At most %(limit)d lines.") % {"limit": MOST_ITEMS})
        return lines


def form_field(variable: Mapping[str, Any], documents: QuerySet[Any]) -> forms.Field:
    """The form field that asks for a value. documents: those that a document variable may name."""
    common = {
        "label": variable.get("title") or variable["name"],
        "help_text": variable.get("help", ""),
        "required": bool(variable.get("required")),
        "initial": variable.get("default") or None,
    }
    match variable["type"]:
        case "number":
            return forms.DecimalField(max_digits=30, **common)
        case "date":
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
            )
        case "choice":
            empty = [] if variable.get("required") else [("", "—")]
            return forms.ChoiceField(choices=empty + [(one, one) for one in variable["choices"]], **common)
        case "list":
            common["help_text"] = common["help_text"] or _("One a line.")
            return LinesField(max_length=MOST_CHARACTERS, **common)
        case "document":
            return forms.ModelChoiceField(documents, empty_label=_("Choose a document"), **common)
        case _:
            return forms.CharField(max_length=MOST_CHARACTERS, **common)


def kept(value: Any, number: int = 0) -> Any:
    """A cleaned value as JSON. number: for a document, its place in the prompt, from 1."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case datetime.date():
            return value.isoformat()
        case Model():
            return {"document": value.pk, "title": str(value), "number": number}
        case _:
            return value


def texts_of(variables: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> dict[str, str]:
    """Each variable as it stands in the instructions. Raises CannotRender for a required one without a value."""
    return {variable["name"]: _text(variable, values) for variable in variables}


def _text(variable: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    value = values.get(variable["name"], variable.get("default") or "")
    if variable.get("required") and value in ("", [], None):
        message = _("The variable “%(name)s” needs a value.")
        raise CannotRender(message % {"name": variable.get("title") or variable["name"]})
    if isinstance(value, dict):
        return f"document {value['number']} (“{value['title']}”)"
    if isinstance(value, str) and variable["type"] == "list":
        value = value.splitlines()
    return "\n".join(f"- {item}" for item in value) if isinstance(value, list) else str(value)
