"""Where in a source a claimed place lies, or why it does not exist."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from docanalyzer.pipeline.citations.index import SourceIndex
from docanalyzer.pipeline.citations.types import Place

Range = tuple[int, int]


def place_ranges(index: SourceIndex, place: Place) -> list[Range] | None:
    """Offsets [start, end) of the place in the source's text; None if it says nothing about where.

    [] means: there is no such place. A page with a clause ("p. 87, §4.2") is the page:
    whether it can lie in that clause is asked in page_clauses.py.
    """
    if place.page is not None or place.page_label:
        return _page_ranges(index, place)
    if place.paragraph is not None:
        return _paragraph_ranges(index, place.paragraph, place.last_paragraph or place.paragraph)
    if place.clause:
        return index.clauses.ranges(place.clause)
    return None


def missing_place(index: SourceIndex, place: Place) -> str:
    """One sentence that says that the place does not exist, with what there is."""
    source = index.source
    if place.page is not None and source.paged:
        return f"there is no page {place.page}: the document has {count_of(len(source.pages), 'page')}"
    if place.page is not None:
        return f"there is no page {place.page}: the document has no pages"
    if place.page_label:
        return f"no page is labelled “{place.page_label}”"
    if place.paragraph is not None:
        return f"there is no paragraph {place.paragraph}: the document has {count_of(len(source.anchors), 'paragraph')}"
    return f"there is no clause “{place.clause}”"


def count_of(number: int, word: str) -> str:
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def distance(ranges: list[Range], start: int, end: int) -> int:
    """Characters between [start, end) and the nearest range; 0 where they overlap."""
    return min(max(low - end + 1, start - high + 1, 0) for low, high in ranges)


def paragraph_at(index: SourceIndex, offset: int) -> int:
    """The ordinal of the paragraph that holds an offset, 0 without paragraphs."""
    number = bisect_right(index.anchor_starts, offset) - 1
    return index.source.anchors[number].ordinal if number >= 0 else 0


def _page_ranges(index: SourceIndex, place: Place) -> list[Range]:
    pages = index.source.pages
    if place.page is None:
        label = place.page_label.casefold()
        return [(page.start, page.end) for page in pages if page.label.casefold() == label]
    if not index.source.paged:
        return [(0, len(index.source.text))] if place.page == 1 else []
    first, last = place.page, max(place.last_page or place.page, place.page)
    numbers = [index.page_numbers.get(number) for number in range(first, min(last, first + len(pages)) + 1)]
    chosen = [pages[number] for number in numbers if number is not None]
    return [(chosen[0].start, chosen[-1].end)] if chosen else []


def _paragraph_ranges(index: SourceIndex, first: int, last: int) -> list[Range]:
    anchors = index.source.anchors
    begin = bisect_left(anchors, first, key=lambda anchor: anchor.ordinal)
    after = bisect_right(anchors, last, key=lambda anchor: anchor.ordinal)
    if begin >= after:
        return []
    end = anchors[after].start if after < len(anchors) else len(index.source.text)
    return [(anchors[begin].start, end)]
