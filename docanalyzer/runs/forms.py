from __future__ import annotations

from typing import Any

from django import forms

from docanalyzer.runs.judgement_models import Judgement


class JudgementForm(forms.Form):
    """What is said of a value of a result; judgements.judge() decides whether it can be said."""

    kind = forms.ChoiceField(choices=Judgement.Kind.choices)
    field = forms.CharField(required=False, max_length=100)
    item = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    value = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False)
    seen = forms.IntegerField(required=False, min_value=0)

    def clean_item(self) -> int:
        item: Any = self.cleaned_data["item"]
        return item or 0
