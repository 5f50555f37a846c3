"""CSV and JSON, piece by piece."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence

from docanalyzer.exports.cells import Cell, csv_text
from docanalyzer.exports.report import Report

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""


class Echo:
    """What csv.writer writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_file(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """UTF-8 with a byte order mark, CRLF; cells that a spreadsheet would run get an apostrophe."""
    writer = csv.writer(Echo())
    yield BOM
    for row in rows:
        yield str(writer.writerow([csv_text(cell) for cell in row]))


def json_file(report: Report) -> Iterator[str]:
    """{"title", "facts", "references", "records"}: the records hold output, fields, judgements and all else."""
    head = {
        "title": report.title,
        "facts": [{"name": name, "value": value} for name, value in report.facts],
        "references": [reference.record() for reference in report.references],
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    for number, record in enumerate(report.records):
        yield (",\n" if number else "\n") + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"
