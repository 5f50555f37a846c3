"""Excel files: values typed, dates as dates, quotes and places in the columns beside them, nothing a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from docanalyzer.exports.cells import MOST_CHARACTERS, Cell, Share
from docanalyzer.exports.report import Heading, Note, Prose, Report, Said
from docanalyzer.exports.reviews import review_report
from docanalyzer.exports.tables import (
    entry_columns,
    entry_row,
    reference_columns,
    reference_row,
)
from docanalyzer.exports.wide import wide_head, wide_rows
from docanalyzer.reviews.tables import Table

WIDE, NARROW = 44, 16
"""Columns, in characters."""


def excel_file(report: Report, file: IO[bytes]) -> None:
    """Sheets: the values or the answer, every citation, the record."""
    book = Book(file)
    if report.entries:
        book.sheet(_("Values"), entry_columns(), (entry_row(entry) for entry in report.entries))
    words = [[line] for part in report.parts for line in lines(part)]
    if words:
        book.sheet(_("Answer"), [report.title], words, width=110)
    book.sheet(_("Citations"), reference_columns(), map(reference_row, report.references))
    facts: list[list[Cell]] = [list(fact) for fact in (*report.facts, *report.reproduction)]
    book.sheet(_("Record"), [_("What"), _("Value")], facts, width=60)
    book.close(report.title)


def excel_review(sheet: Table, file: IO[bytes]) -> None:
    """Sheets: documents by questions, and every value with its citation in a row of its own."""
    book = Book(file)
    book.sheet(_("Review"), wide_head(sheet), wide_rows(sheet), frozen=1)
    report = review_report(sheet)
    entries = [entry for entry in report.entries if entry.reference]
    rows = ([entry.reference.document if entry.reference else "", *entry_row(entry)] for entry in entries)
    book.sheet(_("Citations"), [_("Of document"), *entry_columns()], rows)
    book.close(sheet.review.name)


def lines(part: object) -> list[str]:
    """With the headings and notes between them: of a thread they say which question it is and which it follows."""
    if isinstance(part, Prose):
        return part.markdown.splitlines()
    return part.text.splitlines() if isinstance(part, Said | Heading | Note) else []


class Book:
    """A workbook that keeps one row in memory at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book: Any = xlsxwriter.Workbook(file, {"constant_memory": True, **never})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.number = self.book.add_format({"num_format": "#,##0.##########", "valign": "top"})
        self.whole = self.book.add_format({"num_format": "#,##0", "valign": "top"})
        self.share = self.book.add_format({"num_format": "0.00##%", "valign": "top"})

    def sheet(
        self,
        name: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        width: int = WIDE,
        frozen: int = 0,
    ) -> None:
        sheet = self.book.add_worksheet(name[:31])
        sheet.freeze_panes(1, frozen)
        for column, title in enumerate(head):
            sheet.set_column(column, column, width if len(head) < 3 else column_width(title))
        for column, title in enumerate(head):
            sheet.write_string(0, column, title[:MOST_CHARACTERS], self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self.write(sheet, last, column, cell)
        if len(head) > 2:
            sheet.autofilter(0, 0, last, len(head) - 1)

    def write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, date) and cell.year >= 1900:
            sheet.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, int | float | Decimal):
            plain = self.whole if cell == int(cell) else self.number
            sheet.write_number(row, column, cell, self.share if isinstance(cell, Share) else plain)
        elif cell is not None and cell != "":
            text = str(cell)
            if len(text) > MOST_CHARACTERS:
                text = text[: MOST_CHARACTERS - 40] + _("… (cut by Excel; whole in the JSON export)")
            sheet.write_string(row, column, text, self.plain)

    def close(self, title: str) -> None:
        self.book.set_properties({"title": title[:250], "author": "docanalyzer"})
        self.book.close()


def column_width(title: str) -> int:
    wide = (_("Quote"), _("Search behind it"), _("Value"), _("As written"), _("Note"), _("Difference"))
    return WIDE if title.rpartition(" · ")[2] in wide else NARROW + min(len(title), 12) // 3
