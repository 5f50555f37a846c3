"""Which of the values in a sentence belongs to the words that were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import patterns
from .characters import HAS_CJK
from .grammar import Field
from .patterns import Found

Span = tuple[int, int]
REACH_AFTER, REACH_BEFORE = 90, 45
"""Characters between the words and their value; half as many in Chinese."""
_BREAK = re.compile(
    r"[;；。]|[.] |, (?:and|but|while|whereas|although|of which|after|before)\b|，(?:但|而|其中)"
)
_BREAK_BEFORE = re.compile(r"[;；。]|[.] |[,，]|\b(?:and|but|while|whereas|although|of which|after)\b")
_GOES_ON = re.compile(
    r"^[\s,，、(（]*(?:(?:up|down)?\s*(?:from|against|after|to|and|or|versus|vs\.?|compared (?:with|to)"
    r"|上年|较|和|至|及)\s*)"
    r"[^;；。]{0,24}$|^[\s(（]*(?:(?:19|20)\d\d)[:：\s)）]*$"
)
_CHANGE_BEFORE = re.compile(r"\b(?:by|of)\s+$|(?:增加|减少|增长|下降)(?:了)?(?:人民币)?\s*$")
_CHANGE_AFTER = re.compile(r"[^.;]{0,14}\b(?:to|from)\b.{0,8}|[，,]?至.{0,4}")
_AHEAD = re.compile(
    r"\b(?:expect|forecast|anticipat|outlook|guidance|budget|project(?:ed|ion)|coming year|next year|aims? (?:at|for|to))"
    r"|预计|预期|预测|计划|目标",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:\b(?:sections?|clauses?|articles?|tables?|figures?|notes?|pages?|chapters?|schedules?|appendix|annex|nos?\.|pp?\.|item"
    r"|version)|[§#]|第|表|图|附注)\s*\d[\d.]*(?:\s*(?:,|，|、|and|or|to|和|至|-|–)\s*\d[\d.]*)*",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^\s?-?(?:%|％|per ?cent|percent|points?|days?|weeks?|months?|years?|hours?|minutes?|times|million|billion|bn|km|kg|m\b"
    r"|tonnes?|miles?|metres?|thousand (?:tonnes|pounds)|[万亿]?元|天|年|月|日|小时|倍|吨|米|公里|艘|次)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bnumber of\b|\bhow many\b|\bcount\b|headcount|人数|数量|总数", re.IGNORECASE)
_COUNTS = re.compile(r"employee|staff|people|person|workforce|customer|shareholder|人", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


def looks_ahead(field: Field, text: str) -> bool:
    """Whether a sentence tells a figure that is only expected, where the field does not ask for such."""
    if field.type not in ("amount", "number") or not _AHEAD.search(text):
        return False
    return not _AHEAD.search(f"{field.title} {field.description}")


def values_near(field: Field, text: str, words: Span) -> list[Found]:
    """Of a list field the run of values that belongs to the words; else the one that is nearest. Empty if none is near."""
    found = list(fitting(field, text))
    start, end = words
    inside = [one for one in found if one.start < end and one.end > start]
    if inside:
        return _run(field, text, found, inside[-1])
    reach = 2 if HAS_CJK.search(text) else 1
    after = next((one for one in found if one.start >= end), None)
    if after and (after.start - end > REACH_AFTER // reach or _BREAK.search(text[end : after.start])):
        after = None
    before = next((one for one in reversed(found) if one.end <= start), None)
    if before and (
        start - before.end > REACH_BEFORE // reach or _BREAK_BEFORE.search(text[before.end : start])
    ):
        before = None
    if after and before and field.type != "number":
        touches = start - before.end < 6 // reach and after.start - end > 12 // reach
        after = before if touches else after
    first = after or before
    return _run(field, text, found, first) if first else []


def _run(field: Field, text: str, found: list[Found], first: Found) -> list[Found]:
    """The value, and for a list those that go on with it: "£142.8 million from £126.5 million"."""
    if not field.list or field.type == "number":
        return [first]
    run = [first]
    for other in found[found.index(first) + 1 :]:
        if not _GOES_ON.match(text[run[-1].end : other.start]):
            break
        run.append(other)
    return run


def fitting(field: Field, text: str) -> Iterator[Found]:
    """The values of the field's type: of numbers those that count something, of figures not what they changed by."""
    taken = list(_other_figures(text)) if field.type == "number" else []
    found = list(patterns.find(field.type, text))
    for number, one in enumerate(found):
        if number + 1 < len(found) and _is_change(text, one, found[number + 1]):
            continue
        if field.type == "number" and (_is_other(text, one, taken) or not _may_count(field, one.value)):
            continue
        yield one


def _is_change(text: str, one: Found, following: Found) -> bool:
    """ "fell by £31.2 million to £386.4 million": the first is no state."""
    return bool(
        one.kind in ("amount", "number", "percentage")
        and _CHANGE_BEFORE.search(text[max(0, one.start - 12) : one.start])
        and _CHANGE_AFTER.fullmatch(text[one.end : following.start])
    )


def _other_figures(text: str) -> Iterator[Span]:
    for kind in ("date", "amount", "percentage", "duration"):
        yield from ((one.start, one.end) for one in patterns.find(kind, text))
    yield from (match.span() for match in _REFERENCE.finditer(text))


def _is_other(text: str, one: Found, taken: list[Span]) -> bool:
    """Whether a number is part of a date, an amount or a reference, or has a unit of its own."""
    if any(start < one.end and one.start < end for start, end in taken):
        return True
    return bool(_UNIT.match(text[one.end :])) or bool(re.search(r"[$€£¥￥]\s?$", text[: one.start]))


def _may_count(field: Field, number: str) -> bool:
    """People and things are counted in whole numbers, and a year is no count."""
    if _BARE_YEAR.fullmatch(number):
        return False
    asked = f"{field.title} {field.description}"
    return "." not in number or not (_COUNTED.search(asked) or _COUNTS.search(field.title))
