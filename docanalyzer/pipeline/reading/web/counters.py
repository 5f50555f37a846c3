"""Numbers and words that a page's styles put before its paragraphs: `content` with CSS counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docanalyzer.pipeline.reading.web.counter_styles import CounterStyles, string
from docanalyzer.pipeline.reading.web.styles import Declarations

_NAMES = re.compile(r"(-?[A-Za-z_][\w-]*)(?:\s+(-?\d{1,9}))?")
_CONTENT = re.compile(
    r"""
    "((?:[^"\\]|\\.)*+)" | '((?:[^'\\]|\\.)*+)'
    | counters?\(\s*([\w-]+)\s*(?:,\s*(?:"([^"]*)"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)
    """,
    re.VERBOSE | re.IGNORECASE,
)


LIST_ITEM = "list-item"


@dataclass(slots=True)
class Counters:
    """The counters in scope, one dictionary for the children of every element around."""

    styles: CounterStyles = field(default_factory=CounterStyles)
    _scopes: list[dict[str, int]] = field(default_factory=lambda: [{}])

    def enter(self, style: Declarations, begins: int | None = None, item: int | None = None) -> None:
        """An element begins; its own children get a scope of their own. begins: what the list that it is counts from;
        item: the number of the list item that it is; both for the counter "list-item"."""
        if begins is not None:
            self._scopes[-1][LIST_ITEM] = begins
        if item is not None:
            self._scope_of(LIST_ITEM)[LIST_ITEM] = item
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
                numbers = [self.styles.number(value, style or "decimal") for value in shown]
                out += (separator or other_separator).join(numbers)
            else:
                out += string(f'"{plain or other}"')
        return out

    def _scope_of(self, name: str) -> dict[str, int]:
        return next((scope for scope in reversed(self._scopes) if name in scope), self._scopes[-1])
