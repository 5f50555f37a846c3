"""Questions and answers on a document. A Message is a question and the Run that answers it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.runs.models import Run


class ThreadQuerySet(OwnedQuerySet["Thread"]):
    pass


class Thread(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="threads")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(_("title"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title or f"thread {self.pk}"


class Message(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="message")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def question(self) -> str:
        return str(self.run.task["instructions"])
