"""The values of one cell as its drawer shows them, each with the chip of its checked quotation."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from docanalyzer.pipeline.values import normalise
from docanalyzer.reviews.models import Cell
from docanalyzer.reviews.presentation import value_text
from docanalyzer.reviews.tables import TableValue, judged_value
from docanalyzer.runs.fields import checked_fields
from docanalyzer.runs.judgements import Standing, Verdict
from docanalyzer.runs.meaning import doubt_sentence, meaning
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import checked_chip


@dataclass(frozen=True, slots=True)
class ShownValue:
    """text: what counts; said: the model's words, "" for a value that a person added.

    meaning: its normal form, "" where it says no more than the text; doubt: why to look, as an export says both.
    is_absent: a person says that the document does not state it. verdict: what people say, its `seen` for judge().
    """

    value: TableValue
    verdict: Verdict
    text: str
    said: str
    chip: SafeString
    meaning: str = ""
    doubt: str = ""

    @property
    def is_absent(self) -> bool:
        return self.verdict.is_corrected and self.value.value is None


def shown_values(cell: Cell, stands: Standing | None) -> list[ShownValue]:
    """The model's values, also those that a person took out, then those that people added."""
    if stands is None or cell.run is None:
        return []
    chips = chips_of(cell.run) if cell.result.get("values") else []
    name, kind = cell.column.field_name, cell.column.kind
    given = cell.result.get("values", [])
    listed = bool(cell.column.field.get("list")) or len(given) > 1
    found = [
        shown(said, number if listed else 0, stands, name, kind, chip)
        for number, (said, chip) in enumerate(zip(given, chips, strict=False), start=1)
    ]
    last = len(given) if listed and given else 0 if given else -1
    for item in sorted(item for field, item in stands.verdicts if field == name and item > last):
        one = shown({"value": None}, item, stands, name, kind, mark_safe(""))
        if one.verdict.is_corrected and not one.is_absent:
            found.append(one)
    return found


def shown(
    said: dict[str, object], item: int, stands: Standing, name: str, kind: str, chip: SafeString
) -> ShownValue:
    verdict = stands.of(name, item)
    value = judged_value(said, item, verdict)
    model = "" if said["value"] is None else value_text(said["value"])
    text = "" if value.value is None else value_text(value.value)
    meant = normalise(value.value, kind, value.quote)
    return ShownValue(value, verdict, text, model, chip, meaning(meant, value.value), doubt_sentence(meant))


def chips_of(run: Run) -> list[SafeString]:
    citations = list(run.citations.select_related("document", "run"))
    field = next(checked_fields(run, citations))
    chips = [checked_chip(item.citation, False) if item.citation else "" for item in field.values]
    return [mark_safe(chip) for chip in chips]  # noqa: S308 - from a template
