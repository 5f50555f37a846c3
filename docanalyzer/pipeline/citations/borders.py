"""Quotes that run over a page border and leave out the running foot and head between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from docanalyzer.pipeline.citations import words
from docanalyzer.pipeline.citations.compare import changes_between
from docanalyzer.pipeline.citations.fold import Folded, fold
from docanalyzer.pipeline.citations.negations import NEGATION_WITHIN
from docanalyzer.pipeline.citations.types import Change, PageSpan, SourceText

_EDGE_LINES = 3
_PAGE_NUMBER = re.compile(r"(?:page|p|seite|第|页|頁|ページ|共|of|[-–—|/.\[\]()])*")
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_SAYS = re.compile(rf"[{re.escape(words.CURRENCY_SIGNS)}%％‰]|{NEGATION_WITHIN.pattern}", re.IGNORECASE)
"""What no running head with a number of its own says: a sum, a share, a "not"."""
Found = tuple[int, int, tuple[Change, ...], float]


@dataclass(frozen=True, slots=True)
class _Seam:
    """The end of one page's body and the beginning of the next: [start, stop) and [resume, end) of the text."""

    start: int
    stop: int
    resume: int
    end: int


class Borders:
    """The page borders of one source, and which lines at the edges of its pages are running heads and feet."""

    def __init__(self, source: SourceText, letters: Folded) -> None:
        self._source = source
        self._letters = letters
        self._counts: Counter[str] = Counter()
        self._offsets: Counter[int] = Counter()
        self._repeats = 3 if len(source.pages) > 5 else 2
        for page in source.pages:
            lines = [line for line in source.text[page.start : page.end].split("\n") if line.strip()]
            edges = lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
            self._counts.update({_plain(line) for line in edges})
            self._offsets.update({number - page.index for line in edges for number in _numbers(line)})

    def find(self, quote: str, folded: Folded, pages: Iterable[int]) -> Found | None:
        """The quote over the border after one of `pages` (positions in source.pages); None if it is not there."""
        for number in pages:
            if not 0 <= number < len(self._source.pages) - 1 or not self._begins_before(number, folded.text):
                continue
            seam = self._seam(number, 2 * len(quote) + 80)
            if self._runs_over(seam, folded.text):
                found = _over(self._source.text, seam, quote, folded)
                if found:
                    return found
        return None

    def _begins_before(self, number: int, quote: str) -> bool:
        """Whether letters of the quote's beginning stand on the two sides of a border: a cheap first look."""
        letters, border = self._letters.text, self._letters.position(self._source.pages[number].end)
        before = letters.find(quote[:3], max(0, border - len(quote) - 300), border) >= 0
        return before or letters.find(quote[2:6], border, border + 300) >= 0

    def _runs_over(self, seam: _Seam, quote: str) -> bool:
        start, stop, resume, end = map(self._letters.position, (seam.start, seam.stop, seam.resume, seam.end))
        head, tail = self._letters.text[start:stop], self._letters.text[resume:end]
        at = (head + tail).find(quote, max(0, len(head) - len(quote) + 1))
        return 0 <= at < len(head)

    def _seam(self, number: int, reach: int) -> _Seam:
        page, following = self._source.pages[number], self._source.pages[number + 1]
        stop = self._body_end(page)
        resume = self._body_start(following)
        return _Seam(max(page.start, stop - reach), stop, resume, min(following.end, resume + reach))

    def _body_end(self, page: PageSpan) -> int:
        text, end = self._source.text, page.end
        for _ in range(2 * _EDGE_LINES):
            line = max(text.rfind("\n", page.start, end) + 1, page.start)
            if text[line:end].strip() and not self._is_furniture(text[line:end], page):
                break
            if line == page.start:
                break
            end = line - 1
        return end

    def _body_start(self, page: PageSpan) -> int:
        text, start = self._source.text, page.start
        for _ in range(2 * _EDGE_LINES):
            stop = text.find("\n", start, page.end)
            if stop < 0 or (text[start:stop].strip() and not self._is_furniture(text[start:stop], page)):
                break
            start = stop + 1
        return start

    def _is_furniture(self, line: str, page: PageSpan) -> bool:
        """A page number, or a line that other pages carry at their edges too, its page number aside.

        A number is the page's where it is its label, or as far from the index as on other pages.
        """
        key, numbers = _plain(line), _numbers(line)
        counted = not numbers or any(self._offsets[one - page.index] >= self._repeats for one in numbers)
        if _PAGE_NUMBER.fullmatch(key):
            return (bool(numbers) and counted) or line.strip(" -–—[]()") == page.label
        repeated = self._counts[key] >= self._repeats and counted and not (numbers and _SAYS.search(line))
        return repeated or (key == page.label.casefold() and bool(_ROMAN.fullmatch(key)))


def _over(text: str, seam: _Seam, quote: str, folded: Folded) -> Found | None:
    head, tail = text[seam.start : seam.stop].rstrip(), text[seam.resume : seam.end]
    spliced = f"{head}\n{tail}"
    around = fold(spliced)
    border = bisect_left(around.offsets, len(head))
    at = around.text.find(folded.text, max(0, border - len(folded.text) + 1))
    if not 0 <= at < border:
        return None
    first, last = int(around.offsets[at]), int(around.offsets[at + len(folded.text) - 1]) + 1
    changes = changes_between(quote, spliced, first, last)
    return seam.start + first, seam.resume + last - len(head) - 1, changes, 1.0


def _numbers(line: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,5}", line)]


def _plain(line: str) -> str:
    return re.sub(r"\d+|\s+", "", line).casefold()
