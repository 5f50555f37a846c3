"""A clause claimed along with a page, "p. 87, §4.2": whether the page can lie in it.

The page is what is looked up, for in a paged document the clauses are only read off the beginnings of lines. So it is
said only what is certain: that no such clause is named anywhere, or that it begins after the page.
"""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.numerals import with_plain_numbers
from docanalyzer.pipeline.citations.ranges import place_ranges
from docanalyzer.pipeline.citations.types import Place

_NAMES = r"(?:§+|\b(?:sections?|secs?|sect|clauses?|cls?|articles?|arts?|items?|paragraphs?|paras?|rules?|no)\b\.?)"
_NO_SUM = r"(?!\w|\.\d|\s*(?:%|％|per\s?cent|million|billion|万|亿))"


def clause_note(index: SourceIndex, place: Place) -> str:
    """A sentence where the clause of a page's place is none of this page; "" where it may be, or none is claimed."""
    if not place.clause or not index.source.paged or (place.page is None and not place.page_label):
        return ""
    pages = place_ranges(index, place)
    if not pages:
        return ""
    end = max(stop for _, stop in pages)
    begins = [start for start, _ in index.clauses.ranges(place.clause)]
    if any(start < end for start in begins):
        return ""
    named = _named(place.clause).search(index.source.text)
    if named and named.start() < end:
        return ""
    begins += [named.start()] if named else []
    page = index.page_at(min(begins)) if begins else None
    return (
        f"clause “{place.clause}” begins on page {page.index}"
        if page
        else f"there is no clause “{place.clause}”"
    )


def _named(clause: str) -> re.Pattern[str]:
    """What names the clause in a text: "Section 4.2" for "4.2(a)", "4.2" itself, "第 12 条" for "第十二条"."""
    label = re.sub(r"\s*[(（].*", "", clause).strip() or clause
    if re.fullmatch(r"\d+", label):
        return re.compile(rf"{_NAMES}\s*{label}(?!\w|\.\d)", re.IGNORECASE)
    if re.fullmatch(r"[\d.]+", label):
        return re.compile(rf"(?<![\w.,]){re.escape(label)}{_NO_SUM}")
    spellings = {label, with_plain_numbers(label)}
    return re.compile("|".join(_spaced(one) for one in spellings), re.IGNORECASE)


def _spaced(label: str) -> str:
    pieces = re.findall(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]", label)
    spaced = r"\s*".join(re.escape(piece) for piece in pieces)
    return spaced + (r"(?!\w)" if pieces[-1].isascii() else "")
