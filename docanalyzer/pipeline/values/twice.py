"""A figure said twice, in words and in figures: "US$5,000 (five thousand dollars)", 人民币伍万元整（¥50,000.00）."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from docanalyzer.pipeline.values.normal import Doubt, Normal, plain

_BRACKETS = re.compile(r"([^()]*\w[^()]*?)\s*\(\s*([^()]+?)\s*\)\s*([^()]*)")
_MARK = re.compile(r"大写|小写|in words|in figures", re.I)
_MARKED = re.compile(rf"(.*?\w.*?)[\s,;。]*(?:{_MARK.pattern})\s*[::]?\s*(.+)", re.I)
_COINS = re.compile(r"(.*[元圆整正角分])[\s,;]*(¥.+)")
_SPANS = {"years": ("months", 12), "weeks": ("days", 7)}
_FAMILIES = {
    "$": ("USD", "HKD", "AUD", "CAD", "SGD", "NZD", "TWD", "MXN", "ARS", "CLP", "COP"),
    "£": ("GBP", "EGP"),
    "¥": ("CNY", "JPY"),
}
_OF_YUAN = ("¥", "HKD", "TWD", "MOP")
"""What 元 alone may stand for beside the renminbi."""
Read = Callable[[str], Normal | None]


def said_twice(text: str, read: Read) -> Normal | None:
    """What both sayings mean, the surer of the two; both readings in doubt where they differ.

    None where it is said once, where one of them means nothing, or where both are in figures and differ: such are
    two figures (a sum in two currencies, a year before), not one.
    """
    said = _sayings(text)
    one = read(said[0]) if said else None
    other = next((found for part in said[1:] if (found := read(part))), None)
    if one is None or other is None:
        return None
    if same := _agreed(one, other):
        return same
    if all(re.search(r"\d", part) for part in said) or not _of_a_kind(one, other):
        return None
    readings = tuple(dict.fromkeys([*_told(one), *_told(other)]))
    return Normal(one.kind, unit=one.unit, readings=readings, doubt=Doubt.WORDS_DIFFER)


def _sayings(text: str) -> tuple[str, ...]:
    """ "thirty (30) days" → the first saying "thirty days", then what the second may be: "30 days", "30"; () for one."""
    if "(" in text and (match := _BRACKETS.fullmatch(text)):
        behind = match[3]
        return (f"{match[1]} {behind}", f"{match[2]} {behind}", match[2]) if behind else (match[1], match[2])
    marked = (
        _MARKED.fullmatch(text) if _MARK.search(text) else _COINS.fullmatch(text) if "¥" in text[1:] else None
    )
    return (marked[1], marked[2]) if marked else ()


def _told(read: Normal) -> tuple[str, ...]:
    """For people: days as "30 days", not as P30D."""
    if read.kind == "duration" and read.number is not None:
        return (f"{plain(read.number)} {read.unit}",)
    return read.readings or (read.text,)


def _agreed(one: Normal, other: Normal) -> Normal | None:
    """The surer of two that can mean the same; one that can be read in two ways is settled by the other."""
    for sure, unsure in ((one, other), (other, one)):
        if sure.value is not None and unsure.readings:
            return sure if sure.text in unsure.readings else None
    if one.value is None or _measure(one)[0] != _measure(other)[0] or not _of_one_unit(one, other):
        return None
    return min((one, other), key=lambda read: (read.doubt is not None, not read.unit))


def _measure(read: Normal) -> tuple[Decimal | None, str]:
    """Years count as twelve months and weeks as seven days; a month is no number of days."""
    unit, factor = _SPANS.get(read.unit, (read.unit, 1))
    return (None if read.number is None else read.number * factor), unit


def _of_a_kind(one: Normal, other: Normal) -> bool:
    """Whether two that differ can contradict each other: "one month (30 days)" does not."""
    return one.kind != "duration" or _measure(one)[1] == _measure(other)[1]


def _of_one_unit(one: Normal, other: Normal) -> bool:
    """Whether both can be in one unit: US$ and dollars, 港币 and 元, pounds and no currency at all."""
    first, second = _measure(one)[1], _measure(other)[1]
    if first == second or not first or not second:
        return True
    pairs = ((one, second), (other, first))
    return any(
        unit in _FAMILIES.get(read.unit, ()) or (read.doubt is Doubt.YUAN_ASSUMED and unit in _OF_YUAN)
        for read, unit in pairs
    )
