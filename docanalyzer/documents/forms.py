from django import forms
from django.utils.translation import gettext_lazy as _

from docanalyzer.documents.models import Document


class RenameForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = ["title"]


class PasswordForm(forms.Form):
    password = forms.CharField(label=_("Password"), max_length=200, strip=False, widget=forms.PasswordInput)
