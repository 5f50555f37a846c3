"""What changed from one version to the next, word by word for the instructions, line by line for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

# A word, a Chinese character, a space or a mark of punctuation at a time.
_TOKENS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)
MOST_TOKENS = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and what became of it. change: "same", "added" or "removed"."""

    change: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a wording. changed: whether any piece is added or removed."""

    title: str
    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


def compare(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[Part]:
    """The parts of the wording that are not empty, in order. old: None for a first version, which changes nothing."""
    after = _parts(new)
    before = _parts(old) if old is not None else after
    parts = [Part(title, tuple(_pieces(before[title], text))) for title, text in after.items()]
    return [part for part in parts if part.pieces]


def _parts(wording: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Instructions"): wording["instructions"],
        _("Variables"): "\n".join(map(_line, wording["variables"])),
        _("Fields"): "\n".join(map(_line, wording["fields"])),
        _("Answer"): _settings(wording),
    }


def _line(row: Mapping[str, Any]) -> str:
    flags = [key for key in ("required", "list") if row.get(key)]
    choices = " | ".join(row.get("choices") or [])
    details = [row.get("title"), row["type"], *flags, row.get("description") or row.get("help"), choices]
    shown = " · ".join(str(detail) for detail in details if detail)
    default = f" = {row['default']}" if row.get("default") else ""
    return f"{row['name']}: {shown}{default}"


def _settings(wording: Mapping[str, Any]) -> str:
    output = _("Table of fields") if wording["output"] == "json" else _("Text")
    language = wording["language"] or _("the document's language")
    lines = [output, language]
    citing = {"sparing": _("one quotation a paragraph"), "pages": _("page numbers alone")}
    if wording["citations"]:
        lines.append(citing[wording["citations"]])
    if wording["max_tokens"]:
        lines.append(_("at most %(n)d tokens") % {"n": wording["max_tokens"]})
    if wording["temperature"]:
        lines.append(_("temperature %(n)s") % {"n": wording["temperature"]})
    return " · ".join(lines)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if max(len(before), len(after)) > MOST_TOKENS:  # the comparison takes the square of it
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for change, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            yield Piece("same", "".join(after[first:last]))
            continue
        if start < end:
            yield Piece("removed", "".join(before[start:end]))
        if first < last:
            yield Piece("added", "".join(after[first:last]))
