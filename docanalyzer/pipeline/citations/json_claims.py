"""Claims in a JSON answer: every object with a "quote", as soon as it is closed."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.types import Claim, Place

_SPACE = re.compile(r"[\s,:]*")
_SCALAR = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_FENCE = re.compile(r"\s*```(?:json|JSON)?[ \t]*\n?\s*(?=[\[{])")
_QUOTE_KEYS = ("quote", "quotes", "evidence", "原文", "引文", "引用")
_PAGE_KEYS = ("page", "pages", "page_number", "页", "页码", "頁")
_LONGEST_UNDECIDED = 40


def is_json(text: str, *, final: bool) -> bool | None:
    """Whether an output is one JSON value (perhaps fenced); None while its beginning does not tell."""
    begin = text.lstrip()
    if not begin or begin[0] not in "{[`":
        return None if not begin and not final else False
    if begin[0] == "`":
        if not final and len(begin) < _LONGEST_UNDECIDED and _FENCE.match(text) is None:
            return None
        return _FENCE.match(text) is not None
    inner = begin[1:].lstrip()
    if not inner:
        return False if final else None
    return inner[0] in ('"}' if begin[0] == "{" else "{]")


class _Incomplete(Exception):
    """The text ends, or breaks, inside a value."""


@dataclass
class JsonClaims:
    """Reads the text from its beginning each time and gives the claims not given before."""

    given: int = 0
    _claims: list[Claim] = field(default_factory=list)

    def advance(self, text: str) -> list[Claim]:
        self._claims = []
        fence = _FENCE.match(text)
        with suppress(_Incomplete, RecursionError):
            self._value(text, fence.end() if fence else 0, "")
        news = self._claims[self.given :]
        self.given = len(self._claims)
        return news

    def _value(self, text: str, at: int, path: str) -> tuple[Any, int]:
        at = _after_space(text, at)
        if text[at] == "{":
            return self._object(text, at, path)
        if text[at] == "[":
            return self._list(text, at, path)
        if text[at] == '"':
            return _string(text, at)
        match = _SCALAR.match(text, at)
        if not match or match.end() >= len(text):
            raise _Incomplete
        return _scalar(match.group()), match.end()

    def _list(self, text: str, at: int, path: str) -> tuple[list[Any], int]:
        values: list[Any] = []
        at = _after_space(text, at + 1)
        while text[at] != "]":
            value, at = self._value(text, at, f"{path}[{len(values)}]")
            values.append(value)
            at = _after_space(text, at)
        return values, at + 1

    def _object(self, text: str, start: int, path: str) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        spans: dict[str, tuple[int, int]] = {}
        at = _after_space(text, start + 1)
        while text[at] != "}":
            if text[at] != '"':
                raise _Incomplete
            key, at = _string(text, at)
            begin = _after_space(text, at)
            found[key], at = self._value(text, begin, f"{path}.{key}" if path else key)
            spans[key] = (begin, at)
            at = _after_space(text, at)
        self._claim(found, spans, (start, at + 1), path)
        return found, at + 1

    def _claim(
        self, found: dict[str, Any], spans: dict[str, tuple[int, int]], whole: tuple[int, int], path: str
    ) -> None:
        key = next(
            (key for key in _QUOTE_KEYS if isinstance(found.get(key), str) and found[key].strip()), None
        )
        places = object_places(found)
        if key is None:
            return
        begin, end = spans[key]
        self._claims.append(Claim(*whole, found[key], places, begin + 1, end - 1, path))


def object_places(found: dict[str, Any]) -> tuple[Place, ...]:
    """The places an object names by "page", "pages", "paragraph", "clause" or "document"."""
    places: tuple[Place, ...] = ()
    for key in _PAGE_KEYS:
        places = places or _pages(found.get(key))
    paragraph, clause = _whole(found.get("paragraph")), found.get("clause") or found.get("section")
    if not places and paragraph is not None:
        places = (Place(paragraph=paragraph),)
    if not places and isinstance(clause, str) and clause.strip():
        places = parse_places(clause) or parse_places(f"§{clause}") or (Place(clause=clause.strip()),)
    document = _whole(found.get("document"))
    return tuple(replace(place, document=place.document or document) for place in places)


def _pages(value: Any) -> tuple[Place, ...]:
    if isinstance(value, list):
        return tuple(place for item in value for place in _pages(item))
    number = _whole(value)
    if number is not None:
        return (Place(page=number),)
    if isinstance(value, str) and value.strip():
        return parse_places(value) or parse_places(f"p. {value.strip()}") or ()
    return ()


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else None


def _scalar(token: str) -> Any:
    if token in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[token]
    return float(token) if re.search("[.eE]", token) else int(token)


def _string(text: str, at: int) -> tuple[str, int]:
    try:
        return scanstring(text, at + 1, False)
    except ValueError as error:
        raise _Incomplete from error


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    at = match.end() if match else at
    if at >= len(text):
        raise _Incomplete
    return at
