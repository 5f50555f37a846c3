"""The fields of an extraction as people and programs see them: values, each with its checked quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from docanalyzer.pipeline.citations import find_claims
from docanalyzer.pipeline.extraction import FieldResult, FieldState
from docanalyzer.runs.extractions import read_run
from docanalyzer.runs.models import Citation, Run

ENGINE_LISTS = 25
"""The built-in engine lists so many values of a field and no more (extraction.MOST there)."""
NUMERIC = ("number", "amount", "percentage")
Chip = Callable[[Citation], str]


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """value: as the schema wants it. citation: None where its quotation was not checked."""

    value: Mapping[str, Any]
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class CheckedField:
    wanted: Mapping[str, Any]
    state: str
    values: tuple[CheckedValue, ...]
    reasons: tuple[str, ...]


def checked_fields(run: Run, citations: list[Citation]) -> Iterator[CheckedField]:
    """Each field in the order it was asked for. citations: the run's, in their order."""
    by_path = {
        claim.path: citation
        for claim, citation in zip(find_claims(run.output), citations, strict=False)
        if claim.quote == citation.quote
    }
    failed = run.extraction.get("failed", {})
    for wanted, field in zip(run.task["fields"], read_run(run).fields, strict=True):
        reasons = tuple(failed.get(field.name, ())) if run.extraction else field.reasons
        values = tuple(CheckedValue(value, by_path.get(path)) for path, value in _with_paths(field))
        yield CheckedField(wanted, _state(field, reasons), values, reasons)


def _with_paths(field: FieldResult) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each value stands in the output, as Claim.path says it."""
    listed = isinstance(field.json_value(), list)
    for number, value in enumerate(field.values):
        yield (f"{field.name}[{number}]" if listed else field.name), value


def _state(field: FieldResult, reasons: tuple[str, ...]) -> str:
    if reasons:
        return FieldState.FAILED
    return FieldState.FOUND if field.values else FieldState.NOT_STATED


def field_records(run: Run) -> list[dict[str, Any]]:
    """For JSON: state is "found", "not_stated" or "failed"; a failed field says why, and keeps its good values."""
    return [
        {
            "name": field.wanted["name"],
            "title": field.wanted.get("title", ""),
            "state": str(field.state),
            "values": [
                {**item.value, "citation": item.citation.record() if item.citation else None}
                for item in field.values
            ],
            "reasons": list(field.reasons),
        }
        for field in checked_fields(run, list(run.citations.all()))
    ]


def fields_html(run: Run, citations: list[Citation], chip: Chip) -> SafeString:
    """The table of a run's fields; of one that is not finished, those that are there. "" where there is nothing."""
    rows = [
        row_html(
            field.wanted,
            field.state,
            [(item.value["value"], chip(item.citation) if item.citation else "") for item in field.values],
            field.reasons,
            capped=run.chat_format == "extractive" and len(field.values) >= ENGINE_LISTS,
        )
        for field in checked_fields(run, citations)
        if field.values or not run.is_unfinished
    ]
    if not run.output or not rows:
        return mark_safe("")
    answers = [answer["output"] for answer in run.extraction.get("answers", [])]
    failed = bool(run.extraction.get("failed"))
    context = {"rows": rows, "answers": answers if failed else []}
    return mark_safe(render_to_string("runs/_fields.html", context))  # noqa: S308 - escaped by its templates


def row_html(
    wanted: Mapping[str, Any],
    state: str,
    values: list[tuple[Any, str]],
    reasons: tuple[str, ...] = (),
    *,
    capped: bool = False,
) -> SafeString:
    """One field. values: each with the HTML of its chip; capped: the engine lists no more of them."""
    context = {
        "title": wanted.get("title") or wanted["name"],
        "numeric": wanted.get("type") in NUMERIC,
        "state": str(state).replace("_", "-"),
        "values": [(as_text(value), mark_safe(chip)) for value, chip in values],  # noqa: S308 - from a template
        "reasons": reasons,
        "capped": capped,
    }
    return mark_safe(render_to_string("runs/_field.html", context))  # noqa: S308 - escaped by its template


def as_text(value: Any) -> str:
    return str(value) if isinstance(value, str) else str(intcomma(value))
