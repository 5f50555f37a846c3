"""The one JSON object that an extraction's answer is about, whatever stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import json_repair

from docanalyzer.pipeline.storable import storable_values

_THOUGHT = re.compile(r"\A(?:(?!<think>).)*?</think>|<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
"""What a model thinks aloud; a server may have taken the opening tag away."""


def parse_object(output: str, names: Sequence[str]) -> tuple[dict[str, Any] | None, bool]:
    """The object in an answer, and whether the answer is nothing but that object.

    names: by which the wanted keys are known. Of several objects the one with most of them counts, and of
    equals the last: a model that says it twice corrects itself.
    """
    exact = True
    try:
        found = json.loads(output)
    except (ValueError, RecursionError):
        exact = False
        try:
            # Of objects one after another it makes a list.
            found = json_repair.loads(_THOUGHT.sub("", output), skip_json_loads=True)
        except (ValueError, RecursionError):
            return None, False
    objects = [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]
    if not any(objects):
        return None, False
    wanted = {name.casefold() for name in names}
    best = max(reversed([item for item in objects if item]), key=lambda item: _known_keys(item, wanted))
    try:
        clean = storable_values(best)
    except RecursionError:
        return None, False
    return clean, exact and found == clean


def _known_keys(found: dict[str, Any], wanted: set[str]) -> int:
    """Of the object, or of the one that it wraps."""
    if len(found) == 1 and not any(key.casefold() in wanted for key in found):
        (inner,) = found.values()
        found = inner if isinstance(inner, dict) else found
    return sum(key.casefold() in wanted for key in found)
