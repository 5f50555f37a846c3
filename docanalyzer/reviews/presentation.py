"""The grid as HTML. Written by hand rather than by templates: 3,000 cells are drawn in one request."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Sum
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.sorting import sort_key
from docanalyzer.reviews.tables import TableCell
from docanalyzer.runs.models import Run

SHOWN_CHARACTERS = 140
CHECKS = {"verified": "✓", "close": "≈", "moved": "→", "not_found": "✕", "unquoted": "¶"}
JUDGEMENTS = {"verified": "●", "corrected": "✎", "flagged": "⚑"}


def cell_html(cell: TableCell, kind: str) -> SafeString:
    """A cell of the grid. kind: the type of its column's field, which says what it sorts by.

    data-s: what it sorts by; data-f: what it can be filtered by; data-a: whose it is.
    """
    key = sort_key(cell.values[0].value, kind) if cell.values else ""
    classes = (
        f"review-cell is-{cell.status} is-{cell.state or 'empty'} has-{cell.judgement or 'no'}-judgement"
    )
    assignee = f' data-a="{cell.assignee_id}"' if cell.assignee_id else ""
    return mark_safe(  # noqa: S308 - every text in it is escaped
        f'<div role="gridcell" class="{classes}" id="cell-{cell.id}" tabindex="-1" data-s="{escape(key)}" '
        f'data-f="{" ".join(facets(cell))}"{assignee} data-c="{cell.changed}">{content(cell)}</div>'
    )


def facets(cell: TableCell) -> list[str]:
    """Everything the filter can ask for."""
    found = [cell.status]
    if cell.status == Cell.Status.DONE:
        found += [cell.state if cell.state != "failed" else "unusable", cell.judgement or "unverified"]
    if cell.check in ("close", "moved", "not_found"):
        found.append("doubtful")
    return found


def content(cell: TableCell) -> str:
    if cell.status == Cell.Status.DONE or (cell.status == Cell.Status.WAITING and cell.state):
        return answer(cell) + foot(cell)
    words = {
        Cell.Status.NEW: f'<span class="visually-hidden">{_("Not asked yet")}</span>',
        Cell.Status.WAITING: _("Waiting"),
        Cell.Status.RUNNING: _("Answering …"),
        Cell.Status.FAILED: f'<span aria-hidden="true">✕</span> {_("Failed")}',
        Cell.Status.CANCELLED: _("Cancelled"),
    }
    return f'<span class="review-value is-muted">{words[Cell.Status(cell.status)]}</span>{foot(cell)}'


def answer(cell: TableCell) -> str:
    if cell.state == "failed" and not cell.values:
        return f'<span class="review-value is-muted">⚠ {_("The answer could not be used")}</span>'
    if not cell.values:
        return f'<span class="review-value is-muted">{_("Not stated in the document")}</span>'
    text = value_text(cell.values[0].value)
    shown = escape(text[:SHOWN_CHARACTERS] + ("…" if len(text) > SHOWN_CHARACTERS else ""))
    more = len(cell.values) - 1
    rest = f' <span class="review-more">{_("+%(n)d more") % {"n": more}}</span>' if more else ""
    return f'<span class="review-value">{shown}{rest}</span>'


def foot(cell: TableCell) -> str:
    """Where it stands, whether the quotation is right, what people say, whose it is."""
    parts = []
    if cell.values and cell.check:
        value = next(value for value in cell.values if value.check == cell.check)
        word = check_word(cell.check)
        seen = f" {word}" if cell.check in ("close", "moved", "not_found") else ""
        unseen = "" if seen else f'<span class="visually-hidden"> {word}</span>'
        parts.append(
            f'<span class="review-check is-{cell.check.replace("_", "-")}"><span aria-hidden="true">'
            f"{CHECKS[cell.check]}</span> {escape(value.place)}{seen}{unseen}</span>"
        )
    if cell.judgement:
        word = judgement_word(cell.judgement)
        parts.append(
            f'<span class="review-judgement is-{cell.judgement}"><span aria-hidden="true">'
            f"{JUDGEMENTS[cell.judgement]}</span> {word}</span>"
        )
    if cell.assignee:
        parts.append(f'<span class="review-assignee">{escape(cell.assignee)}</span>')
    return f'<span class="review-foot">{"".join(parts)}</span>' if parts else ""


def value_text(value: Any) -> str:
    """As people read it; numbers with their thousands set apart."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(intcomma(value))
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def check_word(check: str) -> str:
    words = {
        "verified": _("verified"),
        "close": _("close"),
        "moved": _("moved"),
        "not_found": _("not found"),
        "unquoted": _("place only"),
    }
    return words[check]


def judgement_word(judgement: str) -> str:
    return {"verified": _("Verified"), "corrected": _("Corrected"), "flagged": _("Flagged")}[judgement]


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
