"""How far a review is, in words and figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.reviews.models import Review
from docanalyzer.runs.models import Run


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is. read, cached: tokens of its newest runs, as the server counted them."""

    counts: dict[str, int]
    cells: int
    read: int
    cached: int

    @property
    def done(self) -> int:
        return sum(self.counts.get(status, 0) for status in ("done", "failed", "cancelled"))

    @property
    def asked(self) -> int:
        return self.cells - self.counts.get("new", 0)

    @property
    def unfinished(self) -> int:
        return self.counts.get("waiting", 0) + self.counts.get("running", 0)

    @property
    def sentence(self) -> str:
        answered = self.counts.get("done", 0)
        parts = [
            ngettext("%(done)s of %(n)s cell answered", "%(done)s of %(n)s cells answered", self.cells)
            % {"done": intcomma(answered), "n": intcomma(self.cells)}
        ]
        words = [
            ("running", _("%s being answered")),
            ("waiting", _("%s waiting")),
            ("failed", _("%s failed")),
            ("cancelled", _("%s cancelled")),
            ("new", _("%s not asked yet")),
        ]
        parts += [word % intcomma(self.counts[status]) for status, word in words if self.counts.get(status)]
        return " · ".join(parts)

    @property
    def token_sentence(self) -> str:
        if not self.read:
            return ""
        tokens = _("%s tokens read") % intcomma(self.read)
        return tokens + (", " + _("%s of them from the cache") % intcomma(self.cached) if self.cached else "")


def progress(review: Review) -> Progress:
    counts: Counter[str] = Counter(review.cells.order_by().values_list("status", flat=True))
    tokens = Run.objects.filter(cell__review=review).aggregate(
        read=Sum("input_tokens"), cached=Sum("cached_tokens")
    )
    return Progress(dict(counts), sum(counts.values()), tokens["read"] or 0, tokens["cached"] or 0)
