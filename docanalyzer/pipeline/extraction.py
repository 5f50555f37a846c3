"""An extraction's JSON answer: parsed tolerantly, validated value by value, mended by a second answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from docanalyzer.pipeline.extraction_numbers import objection
from docanalyzer.pipeline.extraction_parse import parse_object
from docanalyzer.pipeline.extraction_values import is_number, tidied

Wanted = Mapping[str, Any]
"""A field as it was asked for: an item of pipeline.prompts.Task.fields."""


class FieldState(StrEnum):
    FOUND = "found"
    NOT_STATED = "not_stated"
    FAILED = "failed"
    """Some or all of what the answer says of it cannot be used; `values` are those that can."""


@dataclass(frozen=True, slots=True)
class FieldResult:
    """values: objects as the schema wants them: "value", "quote", "page" or "paragraph", "document".

    reasons: sentences on what could not be used, for people and for the model that is asked again.
    """

    name: str
    state: FieldState
    many: bool = False
    values: tuple[dict[str, Any], ...] = ()
    reasons: tuple[str, ...] = ()

    def json_value(self) -> Any:
        if len(self.values) > 1 or (self.many and self.values):
            return list(self.values)
        return self.values[0] if self.values else None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an answer says of each field, in the order they were asked for.

    exact: the answer is that JSON already, word for word; otherwise json() is what it means.
    """

    fields: tuple[FieldResult, ...]
    exact: bool = False

    def failed(self) -> list[FieldResult]:
        return [field for field in self.fields if field.state is FieldState.FAILED]

    def json(self) -> str:
        """One JSON object, a field a line; a field without a usable value is null."""
        members = (
            f"  {json.dumps(field.name, ensure_ascii=False)}: "
            f"{json.dumps(field.json_value(), ensure_ascii=False)}"
            for field in self.fields
        )
        return "{\n" + ",\n".join(members) + "\n}\n"

    def mended_by(self, other: Extraction) -> Extraction:
        """Failed fields take what a second answer says of them, unless that is worse."""
        news = {field.name: field for field in other.fields}
        return Extraction(tuple(_better(field, news.get(field.name)) for field in self.fields))


def _better(field: FieldResult, other: FieldResult | None) -> FieldResult:
    if field.state is not FieldState.FAILED or other is None:
        return field
    if other.state is FieldState.NOT_STATED and field.values:
        return field  # it quoted something the first time
    if other.state is not FieldState.FAILED or len(other.values) > len(field.values):
        return other
    return replace(field, reasons=other.reasons or field.reasons)


def read_extraction(
    output: str,
    fields: Sequence[Wanted],
    schema: Mapping[str, Any],
    *,
    ended: bool = True,
    notation: str | None = None,
) -> Extraction:
    """What an answer says. Never raises: what cannot be used is a failed field with its reasons.

    schema: pipeline.prompts.json_schema of the same fields. ended: False where the answer was broken off
    (its length limit, a cancelled run), so that its last field may be incomplete. notation: how the documents
    write numbers (values.notation.notation_of), for an answer that is new; None for one that was checked before.
    """
    found, exact = parse_object(output, list(_names(fields)))
    if found is None:
        reason = "the answer is not a JSON object" if output.strip() else "there is no answer"
        return Extraction(tuple(_failed(field, reason) for field in fields))
    said, found = found, _members(found, fields)
    broken = next(reversed(found), "") if not ended and not exact else ""
    complete = output.rstrip().endswith(("]", "null"))
    read = partial(_read_field, found=found, ended=ended or exact, notation=notation)
    results = [
        read(field, schema=schema["properties"][field["name"]])
        if field["name"] != broken or complete
        else _broken_off(read(field, schema=schema["properties"][field["name"]]), output)
        for field in fields
    ]
    exact = exact and said == {result.name: result.json_value() for result in results}
    return Extraction(tuple(results), exact=exact)


def _failed(field: Wanted, reason: str) -> FieldResult:
    return FieldResult(str(field["name"]), FieldState.FAILED, bool(field.get("list")), reasons=(reason,))


def _names(fields: Sequence[Wanted]) -> dict[str, str]:
    """Field names by what a field may be called in an answer, in small letters."""
    return {
        str(field.get(key) or field["name"]).casefold(): field["name"]
        for key in ("title", "name")
        for field in fields
    }


def _members(found: dict[str, Any], fields: Sequence[Wanted]) -> dict[str, Any]:
    """By field name; a title in its place, other capitals and one object around it all are understood."""
    names = _names(fields)
    if len(found) == 1 and not any(key.casefold() in names for key in found):
        (inner,) = found.values()
        found = inner if isinstance(inner, dict) else found
    return {names.get(key.casefold(), key): value for key, value in found.items()}


def _read_field(
    field: Wanted, found: Mapping[str, Any], schema: Mapping[str, Any], *, ended: bool, notation: str | None
) -> FieldResult:
    name, many = str(field["name"]), bool(field.get("list"))
    if name not in found:
        return _failed(field, "the answer leaves it out" if ended else "the answer ended before it")
    said = found[name] if isinstance(found[name], list) else [found[name]]
    wanted = schema["anyOf"][0]  # past the null, so that errors name the key that is wrong
    item_schema = wanted["items"] if many else wanted
    validator = Draft202012Validator(item_schema)
    numeric = is_number(item_schema["properties"])
    values, reasons = [], []
    for number, item in enumerate(said, start=1):
        value = tidied(item, item_schema["properties"], notation or "")
        if value is None:
            continue
        wrong = (numeric and _no_number(value, notation)) or _wrong(value, validator)
        if not wrong:
            values.append(value)
        else:
            reasons.append(f"value {number}: {wrong}" if many else wrong)
    if len(values) > 1 and not many:
        reasons.append(f"one value was asked for, {len(values)} came")
    state = FieldState.FAILED if reasons else FieldState.FOUND if values else FieldState.NOT_STATED
    return FieldResult(name, state, many, tuple(values), tuple(reasons))


def _no_number(value: Any, notation: str | None) -> str:
    if not (isinstance(value, dict) and "value" in value):
        return ""
    return objection(value["value"], str(value.get("quote", "")), notation)


def _wrong(value: Any, validator: Draft202012Validator) -> str:
    error = next(iter(validator.iter_errors(value)), None)
    if error is not None:
        return _sentence(error)
    return "" if value["quote"].strip() else "“quote” is empty"


def _broken_off(field: FieldResult, output: str) -> FieldResult:
    """The last field of an answer that was broken off: an object that was not closed is not one."""
    values = field.values if output.rstrip().endswith(("}", ",")) else field.values[:-1]
    if not field.many and values:
        return field
    return replace(
        field, state=FieldState.FAILED, values=values, reasons=("the answer ended in the middle of it",)
    )


def _sentence(error: ValidationError) -> str:
    key = f"“{error.path[-1]}”" if error.path else "it"
    if error.validator == "required":
        required: Any = error.validator_value
        said: Any = error.instance
        missing = [name for name in required if name not in said]
        return f"“{missing[0]}” is missing" if missing else error.message[:200]
    if error.validator == "type":
        article = "an" if str(error.validator_value)[0] in "aeiou" else "a"
        return f"{key} is not {article} {error.validator_value}"
    if error.validator in ("minimum", "maximum"):
        return f"{key} is {error.instance}, which cannot be"
    return error.message[:200]
