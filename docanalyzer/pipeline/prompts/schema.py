"""The JSON schema of an extraction: for structured output on the server, and to validate the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def json_schema(
    fields: Sequence[Mapping[str, Any]], *, paged: bool | None = True, documents: int = 1
) -> dict[str, Any]:
    """Schema (draft 2020-12) of `{"<name>": {"value", "quote", "page"} | [those] | null}`.

    paged: whether a place is a "page" or a "paragraph", None where documents of both kinds are asked: either
    may then be given. documents: above 1, each value names its "document".
    """
    names = [str(field["name"]) for field in fields]
    return {
        "type": "object",
        "properties": {
            name: _wanted(field, _value(field, paged=paged, documents=documents))
            for name, field in zip(names, fields, strict=True)
        },
        "required": names,
        "additionalProperties": False,
    }


def _wanted(field: Mapping[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    # Also a required field may be null: a document that does not state it must not force an invention.
    wanted: dict[str, Any] = {"type": "array", "items": value} if field.get("list") else value
    return {"anyOf": [wanted, {"type": "null"}]}


def _value(field: Mapping[str, Any], *, paged: bool | None, documents: int) -> dict[str, Any]:
    places = ["page", "paragraph"] if paged is None else ["page" if paged else "paragraph"]
    properties: dict[str, Any] = {
        "value": {"type": "number"} if field.get("type") == "number" else _words(field.get("choices")),
        "quote": {"type": "string"},
        **{place: {"type": "integer", "minimum": 1} for place in places},
    }
    if documents > 1:
        properties["document"] = {"type": "integer", "minimum": 1, "maximum": documents}
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if paged is not None or name not in places],
        "additionalProperties": False,
    }


def _words(choices: Sequence[str] | None) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices)} if choices else {"type": "string"}
