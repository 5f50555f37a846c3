"""A review matrix as a wide table, a row a document: for Excel and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from docanalyzer.exports.cells import Cell, typed, unit
from docanalyzer.exports.reviews import also_said, missing_words, searches_of
from docanalyzer.exports.words import check_words, verdict_words
from docanalyzer.pipeline.values import normalise
from docanalyzer.reviews.tables import Table, TableCell, TableColumn
from docanalyzer.runs.meaning import as_text, dated, doubt_sentence


def companions() -> list[str]:
    """What stands beside each answer."""
    return [
        *(_("Unit"), _("As written"), _("Meaning"), _("In doubt"), _("Quote")),
        *(_("Place"), _("Check"), _("Review"), _("Note"), _("Search")),
    ]


def wide_head(sheet: Table) -> list[str]:
    head = [_("Document")]
    for column in sheet.columns:
        head += [column.title, *(f"{column.title} · {name}" for name in companions())]
    return head


def wide_rows(sheet: Table) -> Iterator[list[Cell]]:
    """One value of sure meaning is typed, everything else is text."""
    searches = searches_of(sheet)
    for row in sheet.rows:
        cells: list[Cell] = [row.document.title]
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            cells += wide_cells(column, cell, searches.get((cell.run or 0, column.field), ()))
        yield cells


def wide_cells(column: TableColumn, cell: TableCell, searched: tuple[str, ...]) -> list[Cell]:
    values, quoted = cell.values, (*cell.values, *cell.struck)
    meant = [normalise(value.value, column.kind, value.quote) for value in values]
    alone = meant[0] if len(meant) == 1 else None
    sure = typed(alone)
    written = "; ".join(as_text(value.value) for value in values)
    review = verdict_words(cell.judgement)
    by = f"{review}: {cell.judged_by}" if review and cell.judged_by else review
    struck = [_("the model said: %(value)s") % {"value": as_text(value.said)} for value in cell.struck]
    return [
        sure if sure is not None else written or missing_words(cell),
        unit(alone) if sure is not None else "",
        written,
        _joined(dated(one.text, one) for one in meant if one),
        _joined(dict.fromkeys(map(doubt_sentence, meant))),
        _joined((value.quote for value in quoted), " / "),
        _joined(value.place for value in quoted),
        "; ".join(dict.fromkeys(check_words(one.check, corrected=one.is_replaced) for one in quoted)),
        _joined((by, also_said(cell))),
        _joined(dict.fromkeys([cell.note, *(value.note for value in quoted), *struck])),
        "" if values else "; ".join(searched),
    ]


def _joined(parts: Iterable[str], between: str = "; ") -> str:
    return between.join(filter(None, parts))
