"""What people say of a result: one row for each time somebody said something, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import User

if TYPE_CHECKING:
    from docanalyzer.runs.models import Run


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def for_user(self, user: User) -> JudgementQuerySet:
        return self.filter(run__workspace__membership__user=user)

    def of(self, runs: Iterable[Run | int]) -> JudgementQuerySet:
        """Everything said of these runs, in the order it was said."""
        return self.filter(run__in=[run if isinstance(run, int) else run.pk for run in runs]).order_by("pk")


class Judgement(models.Model):
    """One person's word on one value of a result, or on all of it.

    field: the field's name, "" for the whole result. item: which value of a list, from 1; 0 for a field
    with one value or none, and for the whole. value: of a correction, what the person says instead (None:
    the document does not state it, or the item does not belong in the list). author_name outlives the account.
    signed: of a sign-off, what was signed (see judgements.signable); sha256: its hash.
    """

    class Kind(models.TextChoices):
        VERIFIED = "verified", _("Verified")
        CORRECTED = "corrected", _("Corrected")
        FLAGGED = "flagged", _("Flagged")
        CLEARED = "cleared", _("Cleared")
        SIGNED = "signed", _("Signed off")
        WITHDRAWN = "withdrawn", _("Sign-off withdrawn")

    run = models.ForeignKey("runs.Run", on_delete=models.CASCADE, related_name="judgements")
    field = models.CharField(max_length=100, blank=True)
    item = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    value = models.JSONField(null=True, blank=True)
    note = models.TextField(blank=True)
    signed = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} by {self.author_name} on {self.field or 'all'} of run {self.run_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Judgements are written once. Say something new instead of changing what was said."""
        if self.pk is not None and not self._state.adding:
            raise TypeError("a judgement cannot be changed; add another one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """It goes with its run and not before."""
        raise TypeError("a judgement cannot be deleted; add another one")

    def record(self) -> dict[str, Any]:
        """For JSON."""
        keys = ("field", "item", "kind", "value", "note")
        return {
            **{key: getattr(self, key) for key in keys},
            "author": self.author_name,
            "at": self.created_at.isoformat(),
            **({"sha256": self.sha256, "signed": self.signed} if self.sha256 else {}),
        }
