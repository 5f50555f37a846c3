"""The special tokens of the served model's own tokenizer: in a document they must be words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

_SHORTEST = 3
_BRACKETS = re.compile(r"<.*>|\[.*\]", re.DOTALL)
_TO_FULL_WIDTH = 0xFEE0
"""From U+0021–U+007E to their full-width twins."""


class Specials:
    """path: of a tokenizer.json, read when it is first needed; "" for none. known: True for what may be left in."""

    def __init__(self, path: str = "", known: Callable[[str], bool] = lambda token: True) -> None:
        self._path, self._known = path, known

    def neutralised(self, text: str) -> str:
        """Each token with one character swapped. Raises OSError or ValueError for a file that cannot be read."""
        while self._pattern and self._pattern.search(text):  # what is left of one may be another one
            text = self._pattern.sub(lambda match: _swapped(match[0]), text)
        return text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        tokens = sorted(self._tokens(), key=len, reverse=True) if self._path else []
        return re.compile("|".join(map(re.escape, tokens))) if tokens else None

    def _tokens(self) -> Iterator[str]:
        """Those that are not neutralised anyway, and that can be: the special ones, and others in brackets."""
        known = json.loads(Path(self._path).read_text(encoding="utf-8"))
        if not isinstance(known, dict) or not isinstance(known.get("added_tokens"), list):
            raise ValueError(f"{self._path} is no tokenizer.json: it has no added_tokens.")
        for token in known["added_tokens"]:
            content = str(token["content"])
            is_marker = token.get("special") or _BRACKETS.fullmatch(content)
            if (
                is_marker
                and len(content) >= _SHORTEST
                and self._known(content)
                and _swapped(content) != content
            ):
                yield content


def _swapped(token: str) -> str:
    """With the first character that has a twin in full width, which NFKC folds back."""
    for at, character in enumerate(token):
        if "!" <= character <= "~":
            return token[:at] + chr(ord(character) + _TO_FULL_WIDTH) + token[at + 1 :]
    return token
