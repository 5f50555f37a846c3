"""Which part of a text a clause label names: "4.2(a)", "Section 4.2", "第十二条第三款"."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from docanalyzer.pipeline.citations.numerals import with_plain_numbers
from docanalyzer.pipeline.citations.types import SourceText

_WORDS = re.compile(r"^(?:sub-?)?(?:section|sect?|clause|cl|article|art|条款|§+)s?\.?\s*")
_SEAMS = re.compile(r"[.\s]+(?=\()|\s+|[.:：、]+$")
_PARTS = re.compile(r"\([^()]*\)|第[\d.]+[^\d第]|[^\W_]+")
_LINE_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:(?:Section|Clause|Article|SECTION|CLAUSE|ARTICLE|Schedule|SCHEDULE|Annex|Exhibit|§)\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})(?:\([a-zA-Z0-9]{1,5}\))*(?=[.):\s])"
    r"|第[零〇一二三四五六七八九十百千\d]+[条條款章节節项項]"
    r"|[(（][a-zA-Z0-9一二三四五六七八九十]{1,5}[)）])",
    re.MULTILINE,
)
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """One labelled place: label as shown, path: its own key under those of its parents."""

    start: int
    label: str
    path: tuple[str, ...]


def clause_parts(label: str) -> tuple[str, ...]:
    """The steps of a label: "4.2(a)" → ("4", "2", "(a)"); "第十二条第三款" → ("第12条", "第3款")."""
    key = unicodedata.normalize("NFKC", label).casefold().strip()
    key = _WORDS.sub("", with_plain_numbers(key))
    return tuple(_PARTS.findall(_SEAMS.sub("", key)))


class ClauseMap:
    """The labelled places of one source in text order: from its anchors, else from labels that begin a line."""

    def __init__(self, source: SourceText) -> None:
        anchored = [(anchor.start, anchor.clause) for anchor in source.anchors if anchor.clause]
        if not source.anchors:
            anchored = [
                (match.start("label"), match.group("label")) for match in _LINE_LABEL.finditer(source.text)
            ]
        self.clauses = _with_parents(anchored)
        self._starts = [clause.start for clause in self.clauses]
        self._end = len(source.text)

    def at(self, offset: int) -> Clause | None:
        """The last labelled place at or before an offset."""
        number = bisect_right(self._starts, offset) - 1
        return self.clauses[number] if number >= 0 else None

    def ranges(self, label: str) -> list[Range]:
        """Where the text of a clause and of what lies under it stands; [] if there is no such clause.

        A label finer than the document's own ("4.2(a)" where only 4.2 is numbered) gives its parent.
        """
        wanted = clause_parts(label)
        while wanted:
            found = [
                (clause.start, self._end_of(number))
                for number, clause in enumerate(self.clauses)
                if _under(clause.path, wanted)
            ]
            if found:
                return _joined(found)
            if not wanted[-1].startswith("(") and not wanted[-1].endswith(("款", "项", "項")):
                return []
            wanted = wanted[:-1]
        return []

    def _end_of(self, number: int) -> int:
        return self._starts[number + 1] if number + 1 < len(self._starts) else self._end


def _under(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return path[: len(wanted)] == wanted or path[-len(wanted) :] == wanted


def _joined(ranges: list[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _with_parents(labels: list[tuple[int, str]]) -> list[Clause]:
    """Put labels such as "(a)" under the numbered clause before them, "第三款" under its 条."""
    clauses: list[Clause] = []
    stack: list[tuple[str, str]] = []
    for start, label in labels:
        parts = clause_parts(label)
        if not parts:
            continue
        level = _level(parts[0], stack)
        stack = stack[: next((n for n, (kind, _) in enumerate(stack) if kind == level), len(stack))]
        if level == "top" or level.startswith("章"):
            stack = []
        path = tuple(key for _, key in stack) + parts
        clauses.append(Clause(start, label, path))
        for place, part in enumerate(parts):
            stack.append((level if place == 0 else _level(part, stack), part))
    return clauses


def _level(part: str, stack: list[tuple[str, str]]) -> str:
    """The kind of numbering a label belongs to; (i) is a letter after (h), else a roman numeral."""
    if part.startswith("第"):
        return {"章": "章", "节": "章节", "節": "章节", "条": "top", "條": "top"}.get(part[-1], part[-1])
    if not part.startswith("("):
        return "top"
    inner = part.strip("()")
    if inner.isdigit():
        return "(1)"
    if re.fullmatch("[ivxl]+", inner):
        before = dict(stack).get("(a)", "").strip("()")
        if not (len(inner) == 1 and before and ord(inner) == ord(before[-1]) + 1):
            return "(i)"
    return "(a)"
