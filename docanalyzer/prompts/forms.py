from __future__ import annotations

import hashlib
import json
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User
from docanalyzer.prompts.exchange import MOST_BYTES, BadFile, load
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.rows import FieldRow, Rows, VariableRow
from docanalyzer.prompts.wording import EMPTY, problems

ROWS: dict[str, Any] = {"variables": VariableRow, "fields": FieldRow}


class NewTemplateForm(forms.ModelForm):
    class Meta:
        model = PromptTemplate
        fields = ["name", "kind", "description"]
        help_texts = {"kind": _("Where it is offered. It stays as it is once a version is published.")}


class TemplateForm(forms.Form):
    """Everything of a template on one page; `rows` holds its variables and its fields."""

    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("Description"),
        max_length=500,
        required=False,
        help_text=_("One sentence for those who choose it."),
    )
    instructions = forms.CharField(
        label=_("Instructions"),
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "What is asked of the document. A variable stands in double braces, {{ name }}; a part that is only for "
            "when it is filled in stands between {% if name %} and {% endif %}."
        ),
    )
    output = forms.ChoiceField(
        label=_("The answer is"),
        choices=[("markdown", _("Text (Markdown)")), ("json", _("A table of fields"))],
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"),
        choices=[("", _("The document's own")), ("en", _("English")), ("zh", _("Chinese"))],
        required=False,
    )
    citations = forms.ChoiceField(
        label=_("Citations"),
        choices=[
            ("", _("A quotation with its page for each statement")),
            ("sparing", _("One quotation a paragraph")),
            ("pages", _("Page numbers alone")),
        ],
        required=False,
        help_text=_("Only quotations can be checked word by word."),
    )
    max_tokens = forms.IntegerField(
        label=_("Longest answer, in tokens"), required=False, min_value=1, max_value=100_000
    )
    temperature = forms.FloatField(
        label=_("Temperature"),
        min_value=0,
        max_value=2,
        help_text=_("0 gives the same answer each time."),
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who may use it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody ticked: everybody of the workspace. Admins may always use it. It holds at once."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        template: PromptTemplate,
        initial: dict[str, Any] | None = None,
    ) -> None:
        wording = template.wording()
        saved = {"name": template.name, "description": template.description, **wording}
        saved["people"] = list(template.people.values_list("pk", flat=True))
        super().__init__(data, initial={**saved, **(initial or {})})
        people = cast("forms.ModelMultipleChoiceField", self.fields["people"])
        people.queryset = User.objects.filter(membership__workspace=template.workspace).order_by("username")
        self.template = template
        self.seen = (data.get("seen", "") if data is not None else "") or state_of(template)
        self.rows = {key: Rows(key, row, wording[key], data) for key, row in ROWS.items()}

    def wording(self) -> dict[str, Any]:
        own = {key: self.cleaned_data.get(key) for key in EMPTY if key not in self.rows}
        # Browsers send line ends as two characters; a wording has one.
        own["instructions"] = (own["instructions"] or "").replace("\r\n", "\n")
        return {**EMPTY, **own, **{key: rows.entries() for key, rows in self.rows.items()}}

    def refuse_stale(self) -> bool:
        """Whether somebody changed the template since this form was opened; says so, and lets a second press through.

        Call is_valid first, in a transaction that holds the template's row.
        """
        now = state_of(self.template)
        if self.seen == now or self.says_what_stands():
            return False
        self.seen = now
        version = self.template.current
        who = version.author if version and self.template.draft is None else None
        said = {"who": who.get_full_name() or who.username if who else _("Somebody else")}
        sentence = _(
            "%(who)s has changed this template since you opened it. What you wrote stands below, not saved. Look at "
            "theirs in another tab; saving again puts yours in its place."
        )
        self.add_error(None, sentence % said)
        return True

    def says_what_stands(self) -> bool:
        about = [self.cleaned_data[key] for key in ("name", "description")]
        people = {person.pk for person in self.cleaned_data["people"]}
        return (
            about == [self.template.name, self.template.description]
            and people == set(self.template.people.values_list("pk", flat=True))
            and self.wording() == self.template.wording()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        valid = [rows.is_valid() for rows in self.rows.values()]
        if all(valid) and not self.errors:
            for key, sentence in problems(self.wording(), self.template.kind):
                self.add_error(key if key in self.fields else None, sentence)
        elif not all(valid):
            self.add_error(None, _("A row of the variables or the fields is too long."))
        return cleaned


def state_of(template: PromptTemplate) -> str:
    """Another text after every change of what the form shows."""
    people = sorted(template.people.values_list("pk", flat=True))
    said = [template.name, template.description, template.current_id, template.wording(), people]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


class PublishForm(forms.Form):
    note = forms.CharField(label=_("What has changed"), max_length=500, required=False)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("YAML file"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}))

    def clean_file(self) -> list[dict[str, Any]]:
        """What the file defines, as exchange.load gives it."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            return load(file.read(MOST_BYTES + 1))
        except BadFile as error:
            raise forms.ValidationError(str(error)) from error
