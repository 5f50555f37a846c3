"""The columns of an exported result and its rows: the same in Excel and in CSV."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from docanalyzer.exports.cells import Cell, typed, unit
from docanalyzer.exports.report import Entry, Reference, Report
from docanalyzer.runs.meaning import dated


def entry_columns() -> list[str]:
    return [
        *(_("Field"), _("No."), _("Value"), _("Typed value"), _("Unit"), _("Meaning"), _("In doubt")),
        *(_("Model's value"), _("Quote"), *place_columns(), _("Review"), _("Reviewer")),
        *(_("Reviewed at (UTC)"), _("Note"), _("Search behind it")),
    ]


def entry_row(entry: Entry) -> list[Cell]:
    reference = entry.reference
    review = "; ".join(filter(None, (entry.verdict, entry.also)))
    return [
        *(
            entry.label,
            entry.item or None,
            entry.value or entry.missing,
            typed(entry.normal),
            unit(entry.normal),
        ),
        *(dated(entry.normal.text, entry.normal) if entry.normal else "", entry.doubt, entry.said),
        *(
            reference.quote if reference else "",
            *place_cells(reference),
            review,
            entry.reviewer,
        ),
        f"{entry.reviewed_at:%Y-%m-%d %H:%M}" if entry.reviewed_at else "",
        *(entry.note, "; ".join(entry.backing)),
    ]


def place_columns() -> list[str]:
    return [_("Document"), _("Place"), _("Page"), _("Page label"), _("Check")]


def place_cells(reference: Reference | None) -> list[Cell]:
    if reference is None:
        return ["", "", None, "", ""]
    return [
        *(reference.document, reference.place, reference.page or None, reference.page_label),
        reference.state_words,
    ]


def reference_columns() -> list[str]:
    return [_("No."), _("Quote"), *place_columns(), _("Named by the answer"), _("Difference")]


def reference_row(reference: Reference) -> list[Cell]:
    return [
        *(reference.number, reference.quote, *place_cells(reference)),
        *(reference.claimed, reference.difference),
    ]


def rows(report: Report) -> Iterator[list[Cell]]:
    """The table of a report, its heading first: its values where it has fields, otherwise its references."""
    if report.entries:
        yield list(entry_columns())
        yield from map(entry_row, report.entries)
    else:
        yield list(reference_columns())
        yield from map(reference_row, report.references)
