"""A value of an answer in the form that its field wants, where it is plain what was meant."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from docanalyzer.pipeline.extraction_numbers import as_number
from docanalyzer.pipeline.values.normal import plain

_NOT_STATED = re.compile(
    r"\s*(?:null|none|n/?a|not (?:stated|specified|mentioned|found)\b.*|未(?:提及|说明|载明|约定).*|)\s*",
    re.I,
)
_WHOLE = re.compile(r"\D{0,12}(\d{1,7})\D{0,3}")


def is_number(properties: Mapping[str, Any]) -> bool:
    return bool(properties["value"].get("type") == "number")


def tidied(item: Any, properties: Mapping[str, Any], notation: str) -> Any:
    """The value in its wanted form where that is plain; None where it says that nothing is stated."""
    if item is None or (isinstance(item, str) and _NOT_STATED.fullmatch(item)):
        return None
    if not isinstance(item, dict):
        return item
    if _says_nothing(item.get("value")) and _says_nothing(item.get("quote")):
        return None
    tidy = {key: _as_wanted(item[key], wanted) for key, wanted in properties.items() if key in item}
    if is_number(properties) and isinstance(tidy.get("value"), str):
        number = as_number(tidy["value"], str(tidy.get("quote", "")), notation)
        tidy["value"] = tidy["value"] if number is None else number
    return tidy


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(_NOT_STATED.fullmatch(value)))


def _as_wanted(value: Any, wanted: Mapping[str, Any]) -> Any:
    kind = wanted["type"]
    if "enum" in wanted and isinstance(value, str):
        return _as_choice(value, wanted["enum"])
    if isinstance(value, bool) or (isinstance(value, int | float) and not _is_finite(value)):
        return str(value)
    if kind == "string" and isinstance(value, int | float):
        return plain(Decimal(repr(value)))
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "integer" and isinstance(value, str) and (match := _WHOLE.fullmatch(value)):
        return int(match[1])
    return value


def _is_finite(number: float) -> bool:
    """Also of an int: one that no float holds is none that a spreadsheet, or a person, can use."""
    try:
        return math.isfinite(float(number))
    except OverflowError:
        return False


def _as_choice(value: str, choices: Sequence[str]) -> str:
    """The one choice that differs from it in capitals, spaces or a full stop alone; else the value as it is."""
    if value in choices:
        return value
    same = [choice for choice in choices if _plain(choice) == _plain(value)]
    return same[0] if len(same) == 1 else value


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".。")
