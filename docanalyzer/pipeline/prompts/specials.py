"""The special tokens of the served model's own tokenizer: in a document they must be words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from itertools import groupby
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
        swapped = 1
        while self._pattern and swapped:  # what is left of one may be another one
            text, swapped = self._pattern.subn(lambda match: _swapped(match[0]), text)
        return text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        tokens = set(self._tokens()) if self._path else set()
        return re.compile(longest_of(tokens)) if tokens else None

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


def longest_of(tokens: Collection[str]) -> str:
    """A regular expression for the longest of these, none of them empty, that stands at a place.

    What begins alike stands in it once: of thousands of tokens ("<unused0>", "<unused1>", …) each place of a text
    is tried against one, not against all in turn.
    """
    return _branches(sorted(tokens), 0)


def _branches(tokens: list[str], start: int) -> str:
    """For sorted tokens that are alike before `start`; one that ends there comes first, and its rest may be absent."""
    ends = len(tokens[0]) == start
    by_first = groupby(tokens[1:] if ends else tokens, key=lambda token: token[start])
    branches = [_branch(list(alike), start) for _, alike in by_first]
    if not branches:
        return ""
    together = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{together}?" if ends else together


def _branch(alike: list[str], start: int) -> str:
    """For tokens that have at least the character at `start` in common, and all that they share behind it."""
    first, last = alike[0], alike[-1]
    end = start
    while end < min(len(first), len(last)) and first[end] == last[end]:
        end += 1
    return re.escape(first[start:end]) + _branches(alike, end)


def _swapped(token: str) -> str:
    """With the first character that has a twin in full width, which NFKC folds back."""
    for at, character in enumerate(token):
        if "!" <= character <= "~":
            return token[:at] + chr(ord(character) + _TO_FULL_WIDTH) + token[at + 1 :]
    return token
