"""The rules of a style sheet, one inside another (CSS nesting) as if each stood for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docanalyzer.pipeline.reading.web.media import media, supports

_PIECE = re.compile(r"""((?:[^{}"']|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|["'])*+)([{}]|\Z)""", re.DOTALL)
_BETWEEN = re.compile(r"[,()\[\]]")
_LONGEST = 20_000
"""Characters of the selectors that nested rules come to: each level multiplies them."""


@dataclass(frozen=True, slots=True)
class Block:
    """selectors: as if the rule stood alone; certain: whether it is surely in force; layered: whether in a layer."""

    selectors: str
    body: str
    certain: bool
    layered: bool


@dataclass(frozen=True, slots=True)
class _Open:
    """A rule or a group that has not ended. selectors: in force inside, "" for none, None where too many."""

    prelude: str
    selectors: str | None


def blocks(css: str, too_long: list[str]) -> Iterator[Block]:
    """Every rule that may be in force. Selectors that would be too long are added to `too_long`, their rules left out."""
    opened: list[_Open] = []
    for piece, end in _PIECE.findall(css):
        said, _, prelude = piece.rpartition(";") if end == "{" else (piece, "", "")
        if opened and opened[-1].selectors and said.strip():
            yield from _rule(opened, said)
        if end == "{":
            opened.append(_opening(prelude.strip(), opened[-1].selectors if opened else "", too_long))
        elif end == "}" and opened:
            opened.pop()


def _opening(prelude: str, around: str | None, too_long: list[str]) -> _Open:
    if prelude.startswith("@") or around is None:
        return _Open(prelude, around)
    selectors = _nested(around, prelude) if around else prelude
    if selectors is None:
        too_long.append(prelude)
    return _Open(prelude, selectors)


def _nested(around: str, prelude: str) -> str | None:
    """ ".a, .b" around "& > i, u" → ".a > i, .b > i, .a u, .b u"; None where that gets too long."""
    inner, outer = _listed(prelude), _listed(around)
    if len(inner) * len(around) + len(outer) * len(prelude) > _LONGEST:
        return None
    return ", ".join(
        one.replace("&", parent.strip()).strip() if "&" in one else f"{parent.strip()} {one.strip()}"
        for one in inner
        for parent in outer
    )


def _listed(selectors: str) -> list[str]:
    """ "a, b:is(c, d)" → ["a", " b:is(c, d)"]."""
    depth, parts = 0, [0]
    for mark in _BETWEEN.finditer(selectors):
        depth += (mark[0] in "([") - (mark[0] in ")]")
        if mark[0] == "," and not depth:
            parts.append(mark.end())
    return [selectors[start : end - 1] for start, end in pairwise([*parts, len(selectors) + 1])]


def _rule(opened: list[_Open], said: str) -> Iterator[Block]:
    groups = [rule.prelude for rule in opened if rule.prelude.startswith("@")]
    held = [_is_in_force(group) for group in groups]
    if False not in held:
        layered = any(group.lower().startswith("@layer") for group in groups)
        yield Block(opened[-1].selectors or "", said, None not in held, layered)


def _is_in_force(group: str) -> bool | None:
    name = group.lower()
    if name.startswith("@media"):
        return media(group[len("@media") :])
    if name.startswith("@supports"):
        return supports(group[len("@supports") :])
    return True if name.startswith("@layer") else None if name.startswith("@container") else False
