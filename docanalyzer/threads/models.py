"""Questions and answers on documents. A Message is a question and the Run that answers it; messages form a tree."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.runs.models import Run


class ThreadQuerySet(OwnedQuerySet["Thread"]):
    def of(self, document: Document) -> Self:
        """Those that ask about this document, alone or among others; the last active first."""
        asked = models.Exists(ThreadDocument.objects.filter(thread=models.OuterRef("pk"), document=document))
        return self.filter(asked)

    def for_list(self) -> Self:
        return self.select_related("created_by").annotate(
            questions=models.Count("messages", filter=models.Q(messages__is_digest=False)),
            documents_count=models.Subquery(
                ThreadDocument.objects.filter(thread=models.OuterRef("pk"))
                .order_by()
                .values("thread")
                .annotate(n=models.Count("pk"))
                .values("n")
            ),
        )


class Thread(models.Model):
    """A conversation about documents, the same ones from its first question to its last.

    document: on whose page it was begun. continues: the thread whose summary it began with.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="threads")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(_("title"), max_length=300, blank=True)
    continues = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="continued_by")
    created_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(default=timezone.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["document", "last_at"])]

    def __str__(self) -> str:
        return self.title or f"thread {self.pk}"


class ThreadDocument(models.Model):
    """A document's place in a thread's prompts. document None: it was deleted; its title is kept."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="thread_documents")
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["thread", "position"], name="one_document_a_position")]

    def __str__(self) -> str:
        return f"{self.title} in thread {self.thread_id}"


class MessageQuerySet(models.QuerySet["Message"]):
    def for_user(self, user: User) -> Self:
        return self.filter(thread__workspace__membership__user=user)


class Message(models.Model):
    """A question and its answer.

    parent: the message before it; another child of the same parent is another branch, be it an edited question
    or (again_of: the first of them) the same question asked again. key: of the form it came with, so that one
    that is sent twice is asked once. is_digest: not asked, but what an earlier thread came to.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="message")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    again_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="repeats")
    key = models.UUIDField(null=True, unique=True, editable=False)
    is_digest = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def question(self) -> str:
        return str(self.run.task["instructions"])


class Feedback(models.Model):
    """What one person thinks of one answer."""

    class Vote(models.TextChoices):
        UP = "up", _("Helpful")
        DOWN = "down", _("Not helpful")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="feedback")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    vote = models.CharField(max_length=4, choices=Vote.choices)
    note = models.CharField(_("note"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="one_opinion_a_person")]

    def __str__(self) -> str:
        return f"{self.vote} by {self.user_id} on {self.message_id}"
