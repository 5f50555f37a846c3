"""Numbers and words that a page's styles put before its paragraphs: `content` with CSS counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docanalyzer.pipeline.reading.web_lists import written_number
from docanalyzer.pipeline.reading.web_styles import Declarations

_NAMES = re.compile(r"(-?[A-Za-z_][\w-]*)(?:\s+(-?\d{1,9}))?")
_CONTENT = re.compile(
    r"""
    "((?:[^"\\]|\\.)*+)" | '((?:[^'\\]|\\.)*+)'
    | counters?\(\s*([\w-]+)\s*(?:,\s*(?:"([^"]*)"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)


@dataclass(slots=True)
class Counters:
    """The counters in scope, one dictionary for the children of every element around."""

    _scopes: list[dict[str, int]] = field(default_factory=lambda: [{}])

    def enter(self, style: Declarations) -> None:
        """An element begins; its own children get a scope of their own."""
        if style:
            for name, value in _NAMES.findall(style.get("counter-reset", "")):
                self._scopes[-1][name] = int(value or 0)
            for name, value in _NAMES.findall(style.get("counter-set", "")):
                self._scope_of(name)[name] = int(value or 0)
            for name, value in _NAMES.findall(style.get("counter-increment", "")):
                scope = self._scope_of(name)
                scope[name] = scope.get(name, 0) + int(value or 1)
        self._scopes.append({})

    def leave(self) -> None:
        self._scopes.pop()

    def text(self, content: str) -> str:
        """What a `content` writes: its strings and counters. Pictures and attributes are left out."""
        out = ""
        for plain, other, name, separator, other_separator, style in _CONTENT.findall(content):
            if name:
                values = [scope[name] for scope in self._scopes if name in scope] or [0]
                shown = values if separator or other_separator else values[-1:]
                numbers = [written_number(value, style or "decimal") for value in shown]
                out += (separator or other_separator).join(numbers)
            else:
                out += _ESCAPE.sub(_unescaped, plain or other)
        return out

    def _scope_of(self, name: str) -> dict[str, int]:
        return next((scope for scope in reversed(self._scopes) if name in scope), self._scopes[-1])


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return (chr(code) if 0 < code < 0x110000 else "") if match[1] else match[2]
