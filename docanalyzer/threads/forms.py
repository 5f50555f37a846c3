from django import forms
from django.utils.translation import gettext_lazy as _


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("Ask a question of this document"),
        max_length=8000,
        error_messages={"required": _("Write a question first.")},
    )
