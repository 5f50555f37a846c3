"""The grid as HTML. Written by hand rather than by templates: 3,000 cells are drawn in one request."""

from __future__ import annotations

from functools import cache
from typing import Any
from unicodedata import east_asian_width

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from docanalyzer.reviews.models import Cell
from docanalyzer.reviews.sorting import sort_key
from docanalyzer.reviews.tables import TableCell

SHOWN_WIDTH = 52
"""Of a value, in half-width characters: two lines of a cell. Cut here, since clipping 3,000 boxes costs the browser."""
SHOWN_NAME = 12
SEARCHED_CHARACTERS = 400


def cell_html(cell: TableCell, kind: str) -> SafeString:
    """A cell of the grid. kind: the type of its column's field, which says what it sorts by.

    data-s: what it sorts by; data-f: what it can be filtered by; data-a: whose it is; data-v: all of a value
    that is shown in part.
    """
    key = sort_key(cell.values[0].value, kind) if cell.values else ""
    classes = f"review-cell is-{cell.status} is-{cell.state or 'empty'}"
    if cell.judgement:
        classes += f" has-{cell.judgement}"
    assignee = f' data-a="{cell.assignee_id}"' if cell.assignee_id else ""
    text = "; ".join(value_text(value.value) for value in cell.values)
    whole = f' data-v="{escape(text[:SEARCHED_CHARACTERS])}"' if len(text) > SHOWN_WIDTH // 2 else ""
    return mark_safe(  # noqa: S308 - every text in it is escaped
        f'<div role="gridcell" class="{classes}" id="cell-{cell.id}" tabindex="-1" data-s="{escape(key)}" '
        f'data-f="{" ".join(facets(cell))}"{assignee}{whole} data-c="{cell.changed}">{content(cell)}</div>'
    )


def facets(cell: TableCell) -> list[str]:
    """Everything the filter can ask for."""
    found = [cell.status]
    if cell.status == Cell.Status.DONE:
        found += [cell.state if cell.state != "failed" else "unusable", cell.judgement or "unverified"]
    if cell.check in ("close", "moved", "not_found"):
        found.append("doubtful")
    if cell.earlier:
        found.append("earlier")
    if cell.sign_off:
        found.append(f"sign-{cell.sign_off}")
    return found


def content(cell: TableCell) -> str:
    if cell.status == Cell.Status.DONE or (cell.status == Cell.Status.WAITING and cell.state):
        return answer(cell) + foot(cell)
    return f'<span class="review-value is-muted">{words()[cell.status]}</span>{foot(cell)}'


def answer(cell: TableCell) -> str:
    if not cell.values:
        absent = words()[
            "unusable" if cell.state == "failed" else "unfound" if cell.unfound else "not_stated"
        ]
        return f'<span class="review-value is-muted">{absent}</span>'
    more = len(cell.values) - 1
    shown = escape(cut(value_text(cell.values[0].value), SHOWN_WIDTH - (10 if more else 0)))
    rest = f' <span class="review-more">{words()["more"] % more}</span>' if more else ""
    return f'<span class="review-value">{shown}{rest}</span>'


def foot(cell: TableCell) -> str:
    """Where it stands, whether the quotation is right, what people say, whose it is."""
    parts = ""
    if cell.values and cell.check:
        value = next(value for value in cell.values if value.check == cell.check)
        # A check that is in order is an icon beside the page; its word is there for those who hear it.
        word = words()[cell.check]
        said = f" {word}" if cell.check in ("close", "moved", "not_found") else f"<i> {word}</i>"
        parts += (
            f'<span class="review-check is-{cell.check.replace("_", "-")}">{escape(value.place)}{said}</span>'
        )
    if cell.sign_off:
        parts += (
            f'<span class="review-judgement is-{cell.sign_off}">{words()[f"sign_{cell.sign_off}"]}</span>'
        )
    elif cell.judgement:
        parts += (
            f'<span class="review-judgement is-{cell.judgement}">{words()[f"by_{cell.judgement}"]}</span>'
        )
    if cell.earlier:
        parts += before(cell)
    if cell.assignee:
        parts += f'<span class="review-assignee">{escape(cut(cell.assignee, SHOWN_NAME))}</span>'
    return f'<span class="review-foot">{parts}</span>' if parts else ""


def before(cell: TableCell) -> str:
    """That an earlier answer was judged, how and, where there is room, by whom; the drawer says it in full."""
    if cell.earlier is None:
        return ""
    is_full = cell.assignee or cell.check in ("close", "moved", "not_found")
    who = "" if is_full else f": {escape(cut(cell.earlier.by, SHOWN_NAME))}"
    said = words()[f"before_{cell.earlier.judgement}"]
    return f'<span class="review-before">{said}{who}</span>'


def cut(text: str, width: int) -> str:
    """So much of it as is `width` half-width characters wide; Chinese characters count twice."""
    if len(text) <= width // 2:
        return text
    for at, character in enumerate(text):
        width -= 2 if east_asian_width(character) in "WF" else 1
        if width < 0:
            return text[: max(at - 1, 0)].rstrip() + "…"
    return text


def value_text(value: Any) -> str:
    """As people read it; numbers with their thousands set apart."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(intcomma(value))
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def words() -> dict[str, str]:
    """The words of the grid in the reader's language."""
    return _words(get_language() or "")


@cache
def _words(language: str) -> dict[str, str]:
    return {
        "new": f'<span aria-hidden="true">–</span><i>{_("Not asked yet")}</i>',
        "waiting": _("Waiting"),
        "running": _("Answering …"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
        "unusable": _("The answer could not be used"),
        "not_stated": _("Not stated in the document"),
        "unfound": _("The engine found no value"),
        "more": _("+%d more"),
        "verified": _("verified"),
        "close": _("close"),
        "moved": _("moved"),
        "not_found": _("not found"),
        "unquoted": _("place only"),
        "by_verified": _("Verified"),
        "by_corrected": _("Corrected"),
        "by_flagged": _("Flagged"),
        "sign_signed": _("Signed off"),
        "sign_changed": _("Changed since signed"),
        "before_verified": _("earlier verified"),
        "before_corrected": _("earlier corrected"),
        "before_flagged": _("earlier flagged"),
        "before_signed": _("earlier signed"),
    }
