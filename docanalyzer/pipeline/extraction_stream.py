"""A JSON object that grows: each of its members is given as soon as it is complete."""

from __future__ import annotations

import json
import re
from typing import Any

from docanalyzer.pipeline.storable import storable_values

_MARK = re.compile(r'[\\"{}\[\],]')


class FieldStream:
    """Feed an answer in any pieces. Costs are linear in its length; what is no JSON gives nothing.

    values: how many objects inside the members are complete, also in members that still grow.
    """

    def __init__(self) -> None:
        self.values = 0
        self._text = ""
        self._at = 0
        self._depth = 0
        self._member = 0
        self._in_string = False

    def feed(self, piece: str) -> list[tuple[str, Any]]:
        """The members (name, value) that this piece completes."""
        self._text += piece
        complete: list[tuple[str, Any]] = []
        while match := _MARK.search(self._text, self._at):
            mark, self._at = match[0], match.end()
            if self._in_string:
                if mark == "\\":
                    if self._at >= len(self._text):
                        self._at -= 1  # what it escapes is still to come
                        return complete
                    self._at += 1
                self._in_string = mark != '"'
            elif self._depth or mark == "{":
                complete += self._structure(mark)
        self._at = len(self._text)
        return complete

    def _structure(self, mark: str) -> list[tuple[str, Any]]:
        if mark == '"':
            self._in_string = True
        elif mark in "{[":
            self._depth += 1
            if self._depth == 1:
                self._member = self._at
        elif mark in "}]":
            self._depth -= 1
            self.values += mark == "}" and self._depth > 0
        if (mark == "," and self._depth == 1) or (mark == "}" and self._depth == 0):
            member, self._member = self._text[self._member : self._at - 1], self._at
            return _pair(member)
        return []


def _pair(member: str) -> list[tuple[str, Any]]:
    try:
        return list(storable_values(json.loads("{" + member + "}")).items())
    except (ValueError, RecursionError):
        return []
