"""Say in words what differs between a quote and its source."""

from __future__ import annotations

from collections.abc import Sequence

from docanalyzer.pipeline.citations.types import Change, ChangeKind

_MOST = 5
_CRITICAL_FIRST = sorted(ChangeKind, key=lambda kind: kind not in (ChangeKind.DELETED, ChangeKind.NOTE))

CRITICAL_CHANGES = frozenset(
    {
        ChangeKind.NUMBER,
        ChangeKind.NEGATION,
        ChangeKind.CURRENCY,
        ChangeKind.DATE,
        ChangeKind.NAME,
        ChangeKind.CUT,
        ChangeKind.DELETED,
        ChangeKind.NOTE,
    }
)


def describe(changes: Sequence[Change]) -> str:
    """One line, what matters most first: number: “60” where the source has “30”; left out: “not”."""
    ordered = sorted(changes, key=lambda change: _CRITICAL_FIRST.index(change.kind))
    said = [_say(change) for change in ordered[:_MOST]]
    if len(ordered) > _MOST:
        said.append(f"and {len(ordered) - _MOST} more")
    return "; ".join(said)


def _say(change: Change) -> str:
    kind = "" if change.kind is ChangeKind.WORDING else f"{change.kind.value}: "
    if change.kind is ChangeKind.DELETED:
        return f"deleted: “{change.found}” is not in force"
    if change.kind is ChangeKind.NOTE:
        return "a note on the document, not its words"
    if change.kind is ChangeKind.CUT:
        return f"cut: “{change.quoted}” is part of “{change.found}”"
    if change.kind is ChangeKind.NEGATION and change.quoted == "…":
        return f"{kind}the ellipsis leaves out “{change.found}”"
    if not change.quoted:
        return f"{kind}“{change.found}” is left out"
    if not change.found:
        return f"{kind}“{change.quoted}” is added"
    return f"{kind}“{change.quoted}” where the source has “{change.found}”"
