"""Text as HTML with words marked in it: those of a citation, those that were searched for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape

from docanalyzer.pipeline.rendering.find import find_all

STATES = ("verified", "close", "moved", "found")
"""What a mark may claim; a link that somebody sent claims none."""


@dataclass(frozen=True, slots=True)
class Marks:
    """places: (start, end, classes) in the whole text, in order, none overlapping another."""

    places: tuple[tuple[int, int, str], ...] = ()

    def html(self, shown: str, offset: int) -> str:
        """`shown`, which stands at `offset` of the whole text, escaped, its share of the marks in <mark>."""
        pieces, done, last = [], offset, offset + len(shown)
        for start, end, classes in self.places[self._first(offset) :]:
            left, right = max(start, done), min(end, last)
            if start >= last:
                break
            if left < right:
                pieces += [escape(shown[done - offset : left - offset]), f'<mark class="hit {classes}">']
                pieces += [escape(shown[left - offset : right - offset]), "</mark>"]
                done = right
        return "".join([*pieces, escape(shown[done - offset :])])

    def _first(self, offset: int) -> int:
        """The first place that may reach beyond `offset`."""
        return max(0, bisect_left(self.places, (offset,)) - 1)


def marks(text: str, window: tuple[int, int], quoted: tuple[int, int], query: Mapping[str, str]) -> Marks:
    """The words [quoted) with their `state`, and every place of the words `q` in the window of the text."""
    state = query.get("state", "")
    start, end = quoted
    places = []
    if 0 <= start < end:
        places.append((start, end, f"is-current is-{state if state in STATES else 'linked'}"))
    first, last = window
    for one, other in find_all(text[first:last], query.get("q", "")[:200]):
        if not (start < first + other and first + one < end):
            places.append((first + one, first + other, "is-found"))
    return Marks(tuple(sorted(places)))
