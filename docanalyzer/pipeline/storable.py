"""What a database and UTF-8 cannot hold, out of what a model said: NUL and halves of surrogate pairs.

A JSON answer may escape either ("\\u0000", "\\ud83d"), and neither is in any document. Each becomes U+FFFD, one
character for one character, so that offsets stay true.
"""

from __future__ import annotations

import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def storable_values(value: Any) -> Any:
    """Every string in a JSON value, keys included. Raises RecursionError for what is nested too deep."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): storable_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable_values(item) for item in value]
    return value
