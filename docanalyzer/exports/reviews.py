"""A review matrix for export: as a report by document, and as JSON piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from docanalyzer.exports.report import Entries, Entry, Heading, Numbering, Part, Reference, Report
from docanalyzer.exports.runs import backing
from docanalyzer.exports.words import check_words, earlier_words, state_words, verdict_words
from docanalyzer.pipeline.values import normalise
from docanalyzer.reviews.models import Cell as ReviewCell
from docanalyzer.reviews.tables import Table, TableCell, TableColumn, TableRow, TableValue
from docanalyzer.runs.judgements import standings
from docanalyzer.runs.meaning import as_text, doubt_sentence, meaning
from docanalyzer.runs.models import Run
from docanalyzer.runs.records import record

Searches = dict[tuple[int, str], tuple[str, ...]]


def review_report(sheet: Table) -> Report:
    """A heading for each document, under it a table of its questions: for Word, PDF and Markdown."""
    numbering, searches = Numbering(), searches_of(sheet)
    return Report(
        title=sheet.review.name,
        facts=(
            (_("Documents"), str(len(sheet.rows))),
            (_("Questions"), str(len(sheet.columns))),
            (_("Created"), f"{sheet.review.created_at:%Y-%m-%d %H:%M} UTC"),
        ),
        parts=tuple(part for row in sheet.rows for part in row_parts(sheet, row, numbering, searches)),
        references=tuple(numbering.all()),
    )


def searches_of(sheet: Table) -> Searches:
    """What backs each "not stated": the lines of its search by (run, field)."""
    runs = Run.objects.filter(cell__review=sheet.review, extraction__has_key="searches")
    found: Searches = {}
    for key, extraction in runs.values_list("pk", "extraction"):
        for name, searches in extraction["searches"].items():
            found[key, name] = tuple(backing(searches))
    return found


def row_parts(sheet: Table, row: TableRow, numbering: Numbering, searches: Searches) -> Iterator[Part]:
    yield Heading(row.document.title)
    cells = zip(sheet.columns, row.cells, strict=True)
    yield Entries(
        tuple(
            entry
            for column, cell in cells
            for entry in cell_entries(
                row, column, cell, numbering, searches.get((cell.run or 0, column.field), ())
            )
        )
    )


def cell_entries(
    row: TableRow, column: TableColumn, cell: TableCell, numbering: Numbering, searched: tuple[str, ...]
) -> Iterator[Entry]:
    if not cell.values and not cell.struck:
        yield Entry(
            label=column.title,
            kind=column.kind,
            missing=missing_words(cell),
            verdict=verdict_words(cell.judgement),
            reviewer=cell.judged_by,
            reviewed_at=cell.judged_at,
            note=cell.note,
            also=also_said(cell),
            backing=searched,
        )
    for value in (*cell.values, *cell.struck):
        normal = normalise(value.value, column.kind, value.quote)
        yield Entry(
            label=column.title,
            item=value.item,
            kind=column.kind,
            value="" if value.value is None else as_text(value.value),
            missing=state_words("struck") if value.value is None else "",
            meaning=meaning(normal, value.value),
            doubt=doubt_sentence(normal),
            normal=normal,
            said=as_text(value.said) if value.is_replaced else "",
            verdict=verdict_words(value.judgement),
            reviewer=value.judged_by,
            reviewed_at=value.judged_at,
            note=value.note,
            also=also_said(cell),
            reference=reference(row, value, numbering),
        )


def also_said(cell: TableCell) -> str:
    """Of the whole cell: its sign-off, or what was said of an earlier answer."""
    signed = {"signed": _("signed off by %(who)s"), "changed": _("changed since %(who)s signed it off")}
    words = signed.get(cell.sign_off, "") % {"who": cell.signed_by} if cell.sign_off else ""
    before = earlier_words(cell.earlier.judgement, cell.earlier.by) if cell.earlier else ""
    return "; ".join(filter(None, (words, before)))


def missing_words(cell: TableCell) -> str:
    words = state_words(cell.state, unfound=cell.unfound) or str(ReviewCell.Status(cell.status).label)
    reason = cell.problem or "; ".join(cell.reasons)
    return f"{words}: {reason}" if reason else words


def reference(row: TableRow, value: TableValue, numbering: Numbering) -> Reference | None:
    if not value.quote and not value.place:
        return None
    return numbering.next(
        quote=value.quote,
        document=row.document.title,
        place=value.place,
        state=value.check,
        state_words=check_words(value.check, corrected=value.is_replaced),
        page=value.page,
        page_label=value.page_label,
        paragraph=value.paragraph,
    )


def review_json(sheet: Table) -> Iterator[str]:
    """One JSON object, a row at a time, each cell with the record that reproduces it."""
    head = {"review": {"id": sheet.review.pk, "name": sheet.review.name}}
    head["columns"] = [asdict(column) for column in sheet.columns]  # type: ignore[assignment]
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for number, row in enumerate(sheet.rows):
        yield (",\n" if number else "\n") + json.dumps(row_record(sheet, row), ensure_ascii=False)
    yield "\n]}\n"


def row_record(sheet: Table, row: TableRow) -> dict[str, Any]:
    pairs = zip(sheet.columns, row.cells, strict=True)
    records = records_of(row)
    return {
        "document": {"id": row.document.pk, "title": row.document.title, "file_sha256": row.document.sha256},
        "cells": [cell_record(column, cell) | {"record": records.get(cell.run)} for column, cell in pairs],
    }


def records_of(row: TableRow) -> dict[int | None, dict[str, Any]]:
    """runs.records.record of each cell's run, by its key."""
    runs = list(
        Run.objects.filter(pk__in=[cell.run for cell in row.cells if cell.run])
        .select_related("prompt_version__template")
        .prefetch_related("citations__document")
    )
    stands = standings(runs)
    return {run.pk: record(run, list(run.citations.all()), stands[run.pk]) for run in runs}


def cell_record(column: TableColumn, cell: TableCell) -> dict[str, Any]:
    names = (
        "run",
        "status",
        "state",
        "unfound",
        "judgement",
        "sign_off",
        "signed_by",
        "judged_by",
        "note",
        "assignee",
        "problem",
    )
    return {
        "column": column.id,
        **{name: getattr(cell, name) for name in names},
        "earlier": asdict(cell.earlier) | {"at": cell.earlier.at.isoformat()} if cell.earlier else None,
        "reasons": list(cell.reasons),
        "values": [value_record(column, value) for value in cell.values],
        "struck": [value_record(column, value) for value in cell.struck],
    }


def value_record(column: TableColumn, value: TableValue) -> dict[str, Any]:
    normal = normalise(value.value, column.kind, value.quote)
    at = value.judged_at.isoformat() if value.judged_at else None
    return {**asdict(value), "judged_at": at, "normal": normal.record() if normal else None}
