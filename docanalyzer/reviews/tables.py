"""A review as a table: for the grid, and for every export of it. A few queries, whatever the size.

    sheet = table(review)
    for row in sheet.rows:
        for column, cell in zip(sheet.columns, row.cells, strict=True): ...

Exports of a review start here: `TableCell.values` holds what counts (a person's correction before the model's
value), each with its quotation, place and check; `state`, `status` and `judgement` say the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from docanalyzer.documents.models import Document
from docanalyzer.reviews.earlier import Earlier, earlier_judgements
from docanalyzer.reviews.models import Cell, Column, Review
from docanalyzer.runs.judgements import Standing, Verdict, standings


@dataclass(frozen=True, slots=True)
class TableColumn:
    """type: a Column.Type: "text", "number", "date", "yes_no", "money", "choice" or "list".

    kind: the type of its field in the prompt, as pipeline.values.normalise takes it; field: that field's name.
    """

    id: int
    title: str
    question: str
    type: str
    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class TableValue:
    """value: what counts; said: what the model said (None: a person added it). item: as Judgement.item.

    check: of the quotation: "verified", "close", "moved", "not_found", "unquoted", "" where there is none.
    place: "p. 87 (79)", "§4.2(a)", "¶57"; page: its index from 1, 0 in an unpaged document.
    judgement: "verified", "corrected", "flagged" or "", with who said it last, when and why.
    """

    value: Any
    said: Any = None
    item: int = 0
    quote: str = ""
    place: str = ""
    page: int = 0
    page_label: str = ""
    paragraph: int = 0
    check: str = ""
    judgement: str = ""
    is_corrected: bool = False
    judged_by: str = ""
    judged_at: datetime | None = None
    note: str = ""

    @property
    def is_replaced(self) -> bool:
        """A person put another value in the place of the model's, so its quotation speaks for the model's."""
        return self.is_corrected and self.said is not None


@dataclass(frozen=True, slots=True)
class TableCell:
    """status: a Cell.Status; state: "found", "not_stated", "failed" (the answer was no use), "" while there is none.

    judgement: the gravest of its values': "flagged", "corrected", "verified", "". sign_off: "signed", "changed"
    (since it was signed) or "". reasons, problem: why the answer is no use, or why there is none. changed:
    another text after every change of the cell. earlier: what people said of an earlier answer, where nothing is said
    of this one. struck: values of the model that a person took out; they count no more and are not lost.
    signed_by: who signed it off, also where it changed since. unfound: the built-in engine gave no value, and nobody
    says yet that the document states none.
    """

    id: int
    column: int
    status: str
    state: str
    values: tuple[TableValue, ...]
    judgement: str
    sign_off: str
    judged_by: str
    judged_at: datetime | None
    note: str
    assignee: str
    assignee_id: int | None
    problem: str
    reasons: tuple[str, ...]
    run: int | None
    row: int
    changed: str
    earlier: Earlier | None = None
    struck: tuple[TableValue, ...] = ()
    signed_by: str = ""
    unfound: bool = False

    @property
    def text(self) -> str:
        """The values as people read them, with "; " between several."""
        return "; ".join(str(value.value) for value in self.values)

    @property
    def check(self) -> str:
        """The gravest check of its quotations."""
        checks = {value.check for value in self.values}
        return next((check for check in GRAVEST if check in checks), "")


GRAVEST = ("not_found", "moved", "close", "unquoted", "verified")


@dataclass(frozen=True, slots=True)
class TableRow:
    """cells: in the order of the table's columns."""

    id: int
    document: Document
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    review: Review
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


def table(review: Review) -> Table:
    """The whole review as it stands now, rows and columns in their order."""
    known = {column.pk: column for column in review.columns.all()}
    columns = tuple(map(table_column, known.values()))
    by_row: dict[int, dict[int, TableCell]] = {}
    for cell in table_cells(review.cells.order_by(), known):
        by_row.setdefault(cell.row, {})[cell.column] = cell
    rows = tuple(
        TableRow(row.pk, row.document, tuple(by_row[row.pk][column.id] for column in columns))
        for row in review.rows.select_related("document")
        if row.pk in by_row or not columns
    )
    return Table(review, columns, rows) if columns else Table(review, (), rows)


def table_column(column: Column) -> TableColumn:
    return TableColumn(column.pk, column.title, column.question, column.type, column.kind, column.field_name)


def table_cells(cells: QuerySet[Cell], columns: Mapping[int, Column]) -> Iterator[TableCell]:
    """Cells with everything that is said of them; three or four queries. columns: the review's, by key."""
    found = list(cells.select_related("assignee").annotate(read_by=F("run__chat_format")))
    stands = standings(cell.run_id for cell in found if cell.run_id)
    before = earlier_judgements([cell.pk for cell in found])
    for cell in found:
        cell.column = columns[cell.column_id]  # 3,000 cells share them
        told = table_cell(cell, stands.get(cell.run_id or 0), before.get(cell.pk))
        is_unfound = told.state == "not_stated" and not told.judgement and cell.read_by == "extractive"
        yield replace(told, unfound=True) if is_unfound else told


def table_cell(cell: Cell, stands: Standing | None, earlier: Earlier | None = None) -> TableCell:
    name = cell.column.field_name
    given = tuple(table_values(cell, name, stands)) if stands else ()
    values = tuple(value for value in given if value.value is not None)
    said = [verdict for (field, _), verdict in stands.verdicts.items() if field == name] if stands else []
    last = max((one for one in said if one.state), key=lambda one: one.seen, default=None)
    judgement = judgement_of(said, len(values))
    is_judged = bool(judgement or (stands and stands.sign_off_state))
    state = str(cell.result.get("state", ""))
    if state != "found" and values:
        state = "found"  # a person found it
    elif state == "found" and not values:
        state = "not_stated"  # a person took it out
    return TableCell(
        id=cell.pk,
        row=cell.row_id,
        column=cell.column_id,
        status=cell.status,
        state=state,
        values=values,
        judgement=judgement,
        sign_off=stands.sign_off_state if stands else "",
        judged_by=last.author if last else "",
        judged_at=last.at if last else None,
        note=last.note if last else "",
        assignee=str(cell.assignee or ""),
        assignee_id=cell.assignee_id,
        problem=cell.problem,
        reasons=tuple(cell.result.get("reasons", ())),
        run=cell.run_id,
        changed=f"{cell.changed_at.isoformat()}/{stands.history[-1].pk if stands and stands.history else 0}",
        earlier=None if is_judged else earlier,
        struck=tuple(value for value in given if value.value is None and value.said is not None),
        signed_by=stands.signed.author_name if stands and stands.signed else "",
    )


def table_values(cell: Cell, name: str, stands: Standing) -> Iterator[TableValue]:
    """The model's values as people left them (None where they took one out), then those that people added."""
    given = cell.result.get("values", [])
    listed = bool(cell.column.field.get("list")) or len(given) > 1
    for number, said in enumerate(given, start=1):
        item = number if listed else 0
        yield judged_value(said, item, stands.of(name, item))
    added = [
        item for field, item in stands.verdicts if field == name and item > (len(given) if listed else 0)
    ]
    if not given:
        added = [item for field, item in stands.verdicts if field == name]
    for item in sorted(added):
        verdict = stands.of(name, item)
        if verdict.value(None) is not None:
            yield judged_value({"value": None}, item, verdict)


def judged_value(said: dict[str, Any], item: int, verdict: Verdict) -> TableValue:
    places = {
        key: said[key]
        for key in ("quote", "place", "page", "page_label", "paragraph", "check")
        if key in said
    }
    return TableValue(
        value=verdict.value(said["value"]),
        said=said["value"],
        item=item,
        judgement=verdict.state,
        is_corrected=verdict.is_corrected,
        judged_by=verdict.author,
        judged_at=verdict.at,
        note=verdict.note,
        **places,
    )


def judgement_of(said: list[Verdict], number: int) -> str:
    """Of a cell: flagged when one value is, corrected when one is, verified when all of them are."""
    states = [verdict.state for verdict in said if verdict.state]
    if "flagged" in states:
        return "flagged"
    if any(verdict.state and verdict.is_corrected for verdict in said):
        return "corrected"
    return "verified" if states and len(states) >= max(number, 1) else ""
