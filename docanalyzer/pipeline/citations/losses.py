"""Numbers in brackets, as accounts write a loss: "(5,000)", "($4.5 million)"."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.seams import CJK_SCALE, SCALE, WRITTEN

_OPENED = re.compile(r"[(（]\s?[^\w\s()]?\s?$")
_CLOSED = re.compile(r"\s?[%％]?\s?[)）]")
_LED_TO = re.compile(
    r"(?:\b(?:is|was|were|of|to|by|at|from|versus|vs\.?|and|with|loss|profit|income|flow)|[:：|\t\n=]|[为為是达達])"
    r"\s*[(（]\s?[^\w\s()]$",
    re.IGNORECASE,
)
_SCALED = re.compile(
    rf"(\d[\d.,]*\s?(?:{SCALE}|[mkb]|mn|bn|mill\.|mio\.?|mrd\.?|{CJK_SCALE}+[元円圓]?))\s?(?=[)）])",
    re.IGNORECASE,
)
"""With a scale it is a loss only where words lead to a number: "was ($4.5 million)", but not "the fee ($4.5 million)"."""
_BRACKETED = re.compile(r"(\d[\d.,]*)\s?[%％]?\s?(?=[)）])")
_LAST_BRACKETED = re.compile(r"[(（]\s?[^\w\s()]?\s?(\d[\d.,]*)\s?[%％]?$")
_YEAR_OR_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_SPELLED_OUT = re.compile(
    rf"\b{WRITTEN}\b|[零〇一二三四五六七八九十百千万萬亿億壹贰叁肆伍陆柒捌玖拾佰仟]", re.IGNORECASE
)


def loss_cut(lead: str, inner: str, trail: str, before: str, after: str) -> str:
    """The number in brackets, as accounts write a loss, of which the quote leaves out a bracket; "" if there is none.

    A year, the number of a clause or a note, and a sum after its words ("five thousand (5,000)") are no losses.
    """
    if _SPELLED_OUT.search(before) or re.search(r"[)）]", trail):
        return ""
    opened = "" if re.search("[(（]", lead) else _OPENED.search(before)
    whole = re.match(r"\d[\d.,]*", inner)
    if opened and whole:
        scaled = _LED_TO.search(before) and _SCALED.match(inner + after)
        if scaled:
            return f"({scaled[1]})"
        found = _BRACKETED.match(inner + after)
        alone = found and found.end() >= len(inner)
        plain = (
            found
            and _YEAR_OR_NUMBER.fullmatch(found[1])
            and (not alone or len(found[1]) > 2 or before[-2:-1].isalnum())
        )
        return f"({found[1]})" if found and not plain else ""
    last = _LAST_BRACKETED.search(lead + inner)
    if (
        last
        and _CLOSED.match(after)
        and not _YEAR_OR_NUMBER.fullmatch(last[1])
        and not _SPELLED_OUT.search(inner)
    ):
        return f"({last[1]})"
    return ""
