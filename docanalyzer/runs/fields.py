"""The fields of an extraction as the model gave them: values, each with its checked quotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.citations import find_claims
from docanalyzer.pipeline.extraction import FieldResult, FieldState
from docanalyzer.runs.extractions import read_run
from docanalyzer.runs.models import Citation, Run


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
