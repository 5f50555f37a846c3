"""A result as it stands: what the model said, what people made of it, what it means, and where it is quoted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.extraction import FieldState
from docanalyzer.pipeline.values import Normal, normalise
from docanalyzer.runs.fields import CheckedField, checked_fields
from docanalyzer.runs.judgements import MOST_ADDED, NOTHING_SAID, Standing, Verdict
from docanalyzer.runs.models import Citation, Run

ENGINE_LISTS, ENGINE_LISTS_ALONE = 25, 50
"""The built-in engine lists so many values of a field, of an only field, and no more (extraction.MOST there)."""


@dataclass(frozen=True, slots=True)
class ResultValue:
    """One value. item: as judgements count it (0, or from 1 in a list). said: the model's, None where it gave none.

    value: what holds: the person's correction, or what the model said; None: not stated, or struck out.
    """

    field: str
    item: int
    said: Any
    value: Any
    normal: Normal | None
    citation: Citation | None
    verdict: Verdict

    @property
    def is_added(self) -> bool:
        """A person gave it where the model gave none."""
        return self.said is None and self.value is not None

    @property
    def is_replaced(self) -> bool:
        """A person corrected what the model gave."""
        return self.said is not None and self.verdict.is_corrected

    @property
    def is_struck(self) -> bool:
        """A person said that it is not stated, or does not belong here."""
        return self.said is not None and self.value is None


@dataclass(frozen=True, slots=True)
class ResultField:
    """state: "found", "not_stated" or "failed", as the model's answer has it.

    values: a field without a value has one whose `said` is None, so that it can be judged too.
    searches: what backs "not stated" (see runs.missing). capped: the engine lists no more values. unfound: the
    built-in engine gave no value, which is no claim that the document states none.
    """

    wanted: Mapping[str, Any]
    state: str
    values: tuple[ResultValue, ...]
    reasons: tuple[str, ...]
    searches: tuple[dict[str, Any], ...] = ()
    capped: bool = False
    unfound: bool = False

    @property
    def name(self) -> str:
        return str(self.wanted["name"])

    @property
    def title(self) -> str:
        return str(self.wanted.get("title") or self.wanted["name"])

    @property
    def kind(self) -> str:
        return str(self.wanted.get("type") or "text")

    @property
    def is_list(self) -> bool:
        return any(value.item for value in self.values)

    @property
    def standing(self) -> tuple[ResultValue, ...]:
        """Those that hold: not the struck ones, nor the empty place of a field that is not stated."""
        return tuple(value for value in self.values if value.value is not None)

    @property
    def next_item(self) -> int:
        """The number of a value that a person adds to a list; 0 where nothing can be added."""
        return self.values[-1].item + 1 if self.wanted.get("list") and self.values else 0


def result_fields(run: Run, citations: list[Citation], stands: Standing) -> Iterator[ResultField]:
    """Each field in the order it was asked for. citations: the run's, in their order."""
    searches = run.extraction.get("searches", {})
    most = ENGINE_LISTS if len(run.task["fields"]) > 1 else ENGINE_LISTS_ALONE
    for field in checked_fields(run, citations):
        yield ResultField(
            wanted=field.wanted,
            state=str(field.state),
            values=tuple(_values(field, stands)),
            reasons=field.reasons,
            searches=tuple(searches.get(field.wanted["name"], ())),
            capped=run.by_engine and len(field.values) >= most,
            unfound=run.by_engine and field.state == FieldState.NOT_STATED,
        )


def _values(field: CheckedField, stands: Standing) -> Iterator[ResultValue]:
    name, kind = str(field.wanted["name"]), str(field.wanted.get("type") or "text")
    listed = bool(field.wanted.get("list")) or len(field.values) > 1
    checked = [(value.value["value"], value.citation) for value in field.values]
    if not checked and not listed:
        yield _value(name, 0, kind, None, None, stands.of(name))
    for item, (said, citation) in enumerate(checked, start=1 if listed else 0):
        yield _value(name, item, kind, said, citation, stands.of(name, item))
    if listed:
        if not checked:  # the empty place of a list: "not stated" can be verified
            yield _value(name, 0, kind, None, None, stands.of(name))
        for item in range(len(checked) + 1, len(checked) + MOST_ADDED + 1):
            verdict = stands.of(name, item)
            if verdict is not NOTHING_SAID and verdict.is_corrected:
                yield _value(name, item, kind, None, None, verdict)


def _value(
    name: str, item: int, kind: str, said: Any, citation: Citation | None, verdict: Verdict
) -> ResultValue:
    value = verdict.value(said)
    return ResultValue(
        name, item, said, value, normalise(value, kind, citation.quote if citation else ""), citation, verdict
    )


def field_records(run: Run, citations: list[Citation], stands: Standing) -> list[dict[str, Any]]:
    """For JSON: state is "found", "not_stated" or "failed"; a failed field says why, and keeps its good values.

    unfound: "not_stated" is the built-in engine's, and no person says so yet. Each value as the model gave it, with its
    citation, what it means, and what people made of it.
    """
    given = {field.wanted["name"]: field.values for field in checked_fields(run, citations)}
    return [
        {
            "name": field.name,
            "title": field.wanted.get("title", ""),
            "type": field.kind,
            "state": field.state,
            "unfound": field.unfound and not any(value.verdict.state for value in field.values),
            "values": [
                value_record(value, given[field.name][number].value if value.said is not None else {})
                for number, value in enumerate(field.values)
                if value.said is not None or value.verdict.state
            ],
            "reasons": list(field.reasons),
            "searches": list(field.searches),
        }
        for field in result_fields(run, citations, stands)
    ]


def value_record(value: ResultValue, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **given,
        "citation": value.citation.record() if value.citation else None,
        "item": value.item,
        "in_force": value.value,
        "normal": value.normal.record() if value.normal else None,
        "verdict": verdict_record(value.verdict),
    }


def verdict_record(verdict: Verdict) -> dict[str, Any] | None:
    if not verdict.state:
        return None
    at = verdict.at.isoformat() if verdict.at else None
    return {"state": verdict.state, "author": verdict.author, "at": at, "note": verdict.note}
