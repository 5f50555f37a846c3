"""A Review asks the same questions of many documents: Rows × Columns of Cells, each answered by Runs of its own."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.prompts.models import PromptVersion
from docanalyzer.runs.models import Run


class ReviewQuerySet(OwnedQuerySet["Review"]):
    def with_counts(self) -> Self:
        """Adds row_count, column_count, cell_count and done_count."""

        def count(model: type[models.Model], **which: Any) -> Coalesce:
            rows = model._default_manager.filter(review=models.OuterRef("pk"), **which).order_by()
            number = rows.values("review").annotate(n=models.Count("pk")).values("n")
            return Coalesce(models.Subquery(number), 0)

        return self.annotate(
            row_count=count(Row),
            column_count=count(Column),
            cell_count=count(Cell),
            done_count=count(Cell, status=Cell.Status.DONE),
        )


class Review(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reviews")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    shape_changed_at = models.DateTimeField(default=timezone.now, help_text="rows or columns came or went")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """A document's place in a review; position counts from 1."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rows")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="review_rows")
    position = models.PositiveIntegerField()
    asked_at = models.DateTimeField(
        null=True, help_text="when its last cell was sent: its prefix may be warm"
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["review", "document"], name="each_document_once")]

    def __str__(self) -> str:
        return f"{self.document_id} in review {self.review_id}"


class Column(models.Model):
    """One question to every document. It never changes once it is asked: take it out and add another.

    field: as pipeline.prompts.Task.fields has it. prompt_version: for one that is a field of a template.
    """

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        YES_NO = "yes_no", _("Yes or no")
        MONEY = "money", _("Money")
        CHOICE = "choice", _("Choice")
        LIST = "list", _("List")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    question = models.TextField()
    type = models.CharField(max_length=20, choices=Type.choices, default=Type.TEXT)
    prompt_version = models.ForeignKey(
        PromptVersion, null=True, on_delete=models.PROTECT, related_name="review_columns"
    )
    instructions = models.TextField()
    language = models.CharField(max_length=20, blank=True)
    field = models.JSONField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    @property
    def field_name(self) -> str:
        return str(self.field["name"])

    @property
    def kind(self) -> str:
        """The type of its field in the prompt."""
        return str(self.field.get("type") or "text")

    @property
    def choices(self) -> list[str]:
        return list(self.field.get("choices") or [])

    def task(self) -> Task:
        return Task(
            kind="extraction",
            instructions=self.instructions,
            fields=[self.field],
            output="json",
            language=self.language,
        )


class CellQuerySet(models.QuerySet["Cell"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=[Cell.Status.WAITING, Cell.Status.RUNNING])

    def put(self, **values: Any) -> int:
        """update(), told to everybody who looks at the review."""
        return self.update(changed_at=timezone.now(), **values)


class Cell(models.Model):
    """One document, one question. run: the newest; `runs` are all of them, the history.

    result: what its run came to, as reviews.results writes it; {} while there is none. The run is the truth,
    this saves the grid from reading 3,000 answers. problem: why there is none.
    """

    class Status(models.TextChoices):
        NEW = "new", _("Not asked yet")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Answering")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="cells")
    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="cells")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.NEW)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    run = models.OneToOneField(Run, null=True, on_delete=models.SET_NULL, related_name="cell")
    runs = models.ManyToManyField(Run, related_name="cells", through="CellRun")
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="assigned_cells")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ["row__position", "column__position"]
        indexes = [
            models.Index(fields=["review", "changed_at"]),
            models.Index(fields=["review", "status"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["row", "column"], name="one_cell_per_row_and_column"),
            # The cells of a document run one after another; the database itself holds that.
            models.UniqueConstraint(
                fields=["row"], condition=models.Q(status="running"), name="one_running_cell_per_row"
            ),
        ]

    def __str__(self) -> str:
        return f"cell {self.pk} ({self.status})"

    @property
    def is_unfinished(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.RUNNING)


class CellRun(models.Model):
    """A run in a cell's history."""

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="cell_runs")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"run {self.run_id} of cell {self.cell_id}"


class Assignment(models.Model):
    """Who gave a cell to whom, or took it back (assignee None); append-only."""

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="assignments")
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"cell {self.cell_id} to {self.assignee_id}"
