"""The whole grid as HTML: its header, and a row for each document."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from docanalyzer.reviews.models import Column
from docanalyzer.reviews.plan import refusal
from docanalyzer.reviews.presentation import cell_html, cut
from docanalyzer.reviews.sorting import is_numeric
from docanalyzer.reviews.tables import Table, TableColumn, TableRow


def grid_html(sheet: Table) -> SafeString:
    kinds = {column.id: column.kind for column in sheet.columns}
    rows = "".join(row_html(row, number, kinds) for number, row in enumerate(sheet.rows, start=2))
    return mark_safe(head_html(sheet) + rows)  # noqa: S308 - every text in it is escaped


def head_html(sheet: Table) -> str:
    first = (
        f'<div role="columnheader" class="review-corner" data-column="" aria-sort="none" tabindex="-1">'
        f'<span class="review-heading">{_("Document")}</span></div>'
    )
    return f'<div role="row" class="review-head" aria-rowindex="1">{first}{"".join(map(heading, sheet.columns))}</div>'


def heading(column: TableColumn) -> str:
    numeric = " data-numeric" if is_numeric(column.kind) else ""
    return (
        f'<div role="columnheader" class="review-column" data-column="{column.id}"{numeric} aria-sort="none" '
        f'aria-haspopup="dialog" tabindex="-1" data-question="{escape(column.question)}">'
        f'<span class="review-heading">{escape(column.title)}</span>'
        f'<span class="review-type">{Column.Type(column.type).label}</span></div>'
    )


def row_html(row: TableRow, number: int, kinds: dict[int, str]) -> str:
    document = row.document
    reason = refusal(document)
    note = f'<span class="review-refused">{escape(cut(reason, 40))}</span>' if reason else ""
    title = f'<span class="review-title" data-t="{escape(document.title)}">{escape(cut(document.title, 60))}</span>'
    head = (
        f'<div role="rowheader" class="review-document" data-row="{row.id}" data-url="/documents/{document.pk}/" '
        f'aria-haspopup="dialog" tabindex="-1">{title}{note}</div>'
    )
    cells = "".join(cell_html(cell, kinds[cell.column]) for cell in row.cells)
    return (
        f'<div role="row" class="review-row" data-row="{row.id}" aria-rowindex="{number}">{head}{cells}</div>'
    )
