"""A Run sends one prompt about whole documents to the model and keeps the answer and its checked citations."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import Membership, OwnedQuerySet, User, Workspace
from docanalyzer.documents.models import Document, WholeText
from docanalyzer.pipeline.citations import CitationState
from docanalyzer.pipeline.prompts import Task, Turn
from docanalyzer.prompts.models import PromptVersion
from docanalyzer.runs import loaded
from docanalyzer.runs.judgement_models import Judgement as Judgement  # Django finds an app's models here
from docanalyzer.runs.order import LEAST_TOKENS, TURN_SECONDS, Waiting, fair_order


def uncached(tokens: int, held: loaded.Loaded | None) -> int:
    """What a replica has to read anew of a prompt of so many tokens; held: what it holds of its beginning."""
    return max(tokens - (held.tokens if held else 0), LEAST_TOKENS)


class RunQuerySet(OwnedQuerySet["Run"]):
    def for_user(self, user: User) -> Self:
        """Of the user's workspaces; the trial of a draft is for those who write templates there."""
        if user.is_staff:
            return super().for_user(user)
        theirs = models.Q(trial=None) | models.Q(workspace__membership__role=Membership.Role.ADMIN)
        return self.filter(theirs, workspace__membership__user=user)

    def unfinished(self) -> Self:
        return self.filter(status__in=[Run.Status.QUEUED, Run.Status.RUNNING])

    def due(self) -> Self:
        """Those that wait to be answered now; one that waits for the model server comes back at retry_at."""
        rested = models.Q(retry_at=None) | models.Q(retry_at__lte=timezone.now())
        return self.filter(rested, status=Run.Status.QUEUED)

    def in_order(self, now: datetime | None = None, *, lock: bool = False) -> list[Waiting]:
        """The queue, the next one first. lock: until the transaction ends nobody else orders it with a lock."""
        now = now or timezone.now()
        # Locked in one order by every worker, or two of them could wait for each other.
        due = self.due().order_by("pk")
        rows = (due.select_for_update() if lock else due).values_list(
            "pk", "created_by", "created_at", "route", "expected_tokens"
        )
        warm = loaded.all_loaded()
        titles = self.first_titles() if warm and rows else {}
        waiting = [
            Waiting(
                pk, user, uncached(tokens, warm.get(loaded.opening(route, titles.get(pk, "")))), since, route
            )
            for pk, user, since, route, tokens in rows
        ]
        return fair_order(waiting, self.turns(now), now) if waiting else []

    def first_titles(self) -> dict[int, str]:
        """Of what is queued: the title that its prompt begins with, if it is made now."""
        firsts = RunDocument.objects.filter(run__status=Run.Status.QUEUED, position=1)
        return dict(firsts.values_list("run_id", "document__title"))

    def turns(self, now: datetime) -> Counter[int | None]:
        """How many runs of each person are running or have just ended."""
        lately = models.Q(finished_at__gt=now - timedelta(seconds=TURN_SECONDS), started_at__isnull=False)
        served = self.filter(lately | models.Q(status=Run.Status.RUNNING))
        return Counter(served.order_by().values_list("created_by", flat=True))


FOLLOWED = """
WITH RECURSIVE chain(id, follows_id, distance) AS (
    SELECT id, follows_id, 1 FROM runs_run WHERE id = %s
    UNION ALL
    SELECT run.id, run.follows_id, chain.distance + 1 FROM runs_run run JOIN chain ON run.id = chain.follows_id
)
SELECT run.id, run.task, run.output, chain.distance FROM runs_run run JOIN chain ON run.id = chain.id
"""
"""The conversation that ends with a run. Its columns are those that a prompt is made of; the others are deferred."""


class Run(models.Model):
    """The record of a result: everything that rebuilds its prompt byte for byte, but not the prompt.

    task: the fields of pipeline.prompts.Task. follows: the run before it in a conversation, whose
    question and answer stand in this run's prompt. Times are UTC; *_tokens as the server counts them.
    route: the workspace and the first text, which decide on the replica. replica, admitted_tokens: where
    it was let in, and what it holds of that replica's budget while it runs.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Answering")
        SUCCEEDED = "succeeded", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="runs")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    documents = models.ManyToManyField(Document, through="RunDocument", related_name="runs")
    prompt_version = models.ForeignKey(
        PromptVersion, null=True, on_delete=models.PROTECT, related_name="runs"
    )
    follows = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="followed_by")
    task = models.JSONField()
    sampling = models.JSONField(default=dict)

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.QUEUED, db_index=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(default=timezone.now)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(blank=True)

    route = models.CharField(max_length=120, blank=True)
    expected_tokens = models.PositiveIntegerField(default=0, help_text="of the documents, when it was queued")
    replica = models.CharField(max_length=200, blank=True)
    admitted_tokens = models.PositiveIntegerField(default=0, help_text="of the replica's budget")
    retries = models.PositiveSmallIntegerField(default=0, help_text="how often the model server was away")
    retry_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    first_token_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True, db_index=True)

    model_name = models.CharField(max_length=200, blank=True)
    model_label = models.CharField(max_length=200, blank=True)
    model_version = models.CharField(max_length=200, blank=True)
    chat_format = models.CharField(max_length=40, blank=True)
    prompt_sha256 = models.CharField(max_length=64, blank=True)
    prompt_characters = models.PositiveIntegerField(null=True)
    prompt_tokens = models.PositiveIntegerField(null=True, help_text="counted before sending")
    prompt_tokens_exact = models.BooleanField(default=False)
    token_limit = models.PositiveIntegerField(null=True)
    input_tokens = models.PositiveIntegerField(null=True, help_text="counted by the server")
    output_tokens = models.PositiveIntegerField(null=True)
    cached_tokens = models.PositiveIntegerField(null=True)
    finish_reason = models.CharField(max_length=40, blank=True)
    output = models.TextField(blank=True)
    coverage = models.JSONField(default=dict)
    extraction = models.JSONField(default=dict, help_text="of fields: what failed, what was said")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "created_at"])]

    def __str__(self) -> str:
        return f"run {self.pk} ({self.status})"

    @property
    def stream(self) -> str:
        return f"run:{self.pk}"

    @property
    def is_unfinished(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def waits_for_server(self) -> bool:
        """Queued for a later attempt, since the model server was away; retry_at says when."""
        return self.status == self.Status.QUEUED and self.retry_at is not None

    @property
    def next_attempt(self) -> int:
        """2 after the server was away for the first time."""
        return self.retries + 1

    @property
    def tried_until(self) -> datetime:
        """While the model server is away; then the run fails."""
        return self.created_at + timedelta(seconds=settings.QUEUE_SECONDS)

    @property
    def kind(self) -> str:
        return str(self.task["kind"])

    @property
    def asks_for_fields(self) -> bool:
        """Whether its answer is a JSON object of fields rather than prose."""
        return self.task.get("output") == "json" and bool(self.task.get("fields"))

    @property
    def by_engine(self) -> bool:
        """Whether the built-in engine answers it, which quotes and does not write."""
        return self.chat_format == "extractive"

    @property
    def seconds(self) -> float | None:
        """From the first moment of work to the end."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def gone(self) -> list[str]:
        """The titles of its documents that were deleted since; the result of several is kept with the others."""
        there = {item.document_id for item in self.run_documents.all()}
        known = self.coverage.get("documents") or self.coverage.get("asked", [])
        read = [item["title"] for item in known if item["document"] not in there]
        return read or list(self.coverage.get("gone", []))

    def queue_position(self) -> int:
        """1 for the run that is next; 0 when it is not waiting, or waits for the model server to come back."""
        if self.status != self.Status.QUEUED:
            return 0
        order = [waiting.run for waiting in Run.objects.in_order()]
        return order.index(self.pk) + 1 if self.pk in order else 0

    def claim(self, *, replica: str = "", tokens: int = 0) -> bool:
        """Take this run for execution; False when another worker has it or it is finished.

        tokens: what it holds of the replica's budget from now on.
        """
        claimed = Run.objects.filter(pk=self.pk, status=self.Status.QUEUED).update(
            status=self.Status.RUNNING,
            attempts=models.F("attempts") + 1,
            started_at=timezone.now(),
            first_token_at=None,
            heartbeat=timezone.now(),
            error_code="",
            error_message="",
            retry_at=None,
            replica=replica,
            admitted_tokens=tokens,
        )
        self.refresh_from_db(from_queryset=Run.objects.select_related("workspace"))
        return bool(claimed)

    def texts(self) -> list[WholeText]:
        """The whole texts in prompt order, as they stood when the run was asked for."""
        ordered = self.run_documents.select_related("document__content").order_by("position")
        return [item.document.text_of(item.text_sha256) for item in ordered]

    def turns(self) -> list[Turn]:
        """The conversation up to and including this run's own task."""
        turns = []
        for run in self.followed():
            turns += [Turn(role="user", task=Task(**run.task)), Turn(role="assistant", text=run.output)]
        return [*turns, Turn(role="user", task=Task(**self.task))]

    def followed(self) -> list[Run]:
        """The runs before this one in its conversation, the first one first, in one query."""
        if self.follows_id is None:
            return []
        found = Run.objects.raw(FOLLOWED, [self.follows_id])
        return sorted(found, key=lambda run: -run.distance)  # type: ignore[attr-defined]


class RunDocument(models.Model):
    """A document's place in a run, and the hash of the text that was sent."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="run_documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="run_documents")
    position = models.PositiveSmallIntegerField()
    text_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_document_per_position")]

    def __str__(self) -> str:
        return f"{self.document_id} in run {self.run_id}"


class Citation(models.Model):
    """A checked citation of a run's output; number counts from 1 in order of appearance.

    claim_*: the bracket in the output; quote_*: the quotation in the output (-1: none).
    start/end: the located words in the document's text (-1: not located). page_index 0: no page.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="citations")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in CitationState])
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    quote = models.TextField(blank=True)
    claimed = models.JSONField(default=list)
    claim_start = models.IntegerField()
    claim_end = models.IntegerField()
    quote_start = models.IntegerField(default=-1)
    quote_end = models.IntegerField(default=-1)
    start = models.IntegerField(default=-1)
    end = models.IntegerField(default=-1)
    page_index = models.PositiveIntegerField(default=0)
    page_label = models.CharField(max_length=50, blank=True)
    clause = models.CharField(max_length=100, blank=True)
    paragraph = models.PositiveIntegerField(default=0)
    found_text = models.TextField(blank=True)
    difference = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_number_per_run")]

    def __str__(self) -> str:
        return f"citation {self.number} of run {self.run_id}"

    def record(self) -> dict[str, Any]:
        """For JSON: what was quoted, where it stands, and how sure that is."""
        keys = ("number", "state", "quote", "page_index", "page_label", "clause", "paragraph", "difference")
        values = {key: getattr(self, key) for key in keys}
        return {
            **values,
            "page": self.page_index or None,
            "document": self.document_id,
            "claimed": self.claimed,
        }
