"""Rows of a template as JSON, written by hand: what the database or a page cannot take is refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from docanalyzer.pipeline.storable import storable_values


class KeptJSONField(forms.JSONField):
    """JSON that can be kept and shown again: Django's own field raises anything but a JSONDecodeError as it comes."""

    default_error_messages = {
        "unkept": _("Not readable as JSON: a number that is none or too long, or brackets nested too deep."),
        "characters": _("It has a character that no text can hold, such as \\u0000 or \\ud800."),
    }

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
            json.dumps(found, allow_nan=False)
            if storable_values(found) != found:
                raise ValidationError(self.error_messages["characters"], code="characters")
        except (ValueError, RecursionError) as error:  # a ValidationError is neither
            raise ValidationError(self.error_messages["unkept"], code="unkept") from error
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was refused is shown as it was typed."""
        try:
            self.to_python(data)
        except ValidationError:
            return InvalidJSONInput(data)
        return super().bound_data(data, initial)
