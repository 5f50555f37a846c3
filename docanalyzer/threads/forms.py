from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.threads.models import Feedback, Message, Thread

MOST_DOCUMENTS = 50
NEW = "new"


class QuestionForm(forms.Form):
    """A question and where it belongs.

    thread: empty: the document's newest one, "new": a new one. parent: the message it follows; edited: the message
    whose question it rewords. documents: of a new thread, in the order of the prompt.
    """

    question = forms.CharField(
        label=_("Ask a question of this document"),
        max_length=8000,
        error_messages={"required": _("Write a question first.")},
    )
    thread = forms.CharField(required=False)
    parent = forms.IntegerField(required=False)
    edited = forms.IntegerField(required=False)
    key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, user: User, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.document = user, document

    def clean_thread(self) -> Thread | None:
        said = self.cleaned_data["thread"]
        threads = Thread.objects.for_user(self.user).of(self.document)
        if not said:
            return threads.first()
        if said == NEW:
            return None
        thread = threads.filter(pk=int(said)).first() if said.isdecimal() and len(said) < 18 else None
        if thread is None:
            raise forms.ValidationError(_("This thread was deleted. Ask in a new one."))
        return thread

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        thread = cleaned.get("thread")
        messages = Message.objects.filter(thread=thread).select_related("run", "thread")
        if thread is None:
            cleaned["after"] = None
        elif cleaned.get("edited"):
            edited = messages.filter(pk=cleaned["edited"]).select_related("parent__run").first()
            cleaned["after"] = edited.parent if edited else None
        else:
            named = messages.filter(pk=cleaned.get("parent") or 0).first()
            cleaned["after"] = named or messages.order_by("pk").last()
        return cleaned

    def documents(self) -> list[Document]:
        """The documents of a new thread; the one whose page it is comes along wherever it is not named."""
        return chosen_documents(self.user, self.document, self.data)


def chosen_documents(user: User, document: Document, data: Any) -> list[Document]:
    named = data.getlist("documents") if hasattr(data, "getlist") else []
    keys = [int(one) for one in named if one.isdecimal() and len(one) < 18][:MOST_DOCUMENTS]
    visible = Document.objects.for_user(user).filter(workspace=document.workspace)
    found = visible.select_related("workspace").in_bulk([*keys, document.pk])
    order = dict.fromkeys(keys if document.pk in keys else [document.pk, *keys])
    return [found[key] for key in order if key in found]


def new_key() -> str:
    return str(uuid.uuid4())


class TitleForm(forms.ModelForm):
    class Meta:
        model = Thread
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class FeedbackForm(forms.Form):
    vote = forms.ChoiceField(choices=[("", ""), *Feedback.Vote.choices], required=False)
    note = forms.CharField(max_length=2000, required=False)
