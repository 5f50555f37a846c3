"""A source prepared for finding: folded once, with sampled seeds, so that a quote costs microseconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from docanalyzer.pipeline.citations.borders import Borders
from docanalyzer.pipeline.citations.clauses import ClauseMap
from docanalyzer.pipeline.citations.fold import fold
from docanalyzer.pipeline.citations.types import PageSpan, SourceText
from docanalyzer.pipeline.citations.withdrawn import LiveText, Withdrawn, withdrawn

WORD_SEED = 8
"""Letters in a seed of alphabetic text."""
CJK_SEED = 4
"""Characters in a seed that begins with a Chinese, Japanese or Korean one."""
STRIDE = 4
"""Every 4th position is kept (every 2nd in CJK): any 4 neighbouring positions of a quote hold one."""
_CJK_FROM = 0x2E80
_MULTIPLIER = 0x9E3779B1
_MOST_OCCURRENCES = 4096


Codes = npt.NDArray[np.uint32]
Positions = npt.NDArray[np.int64]


class SourceIndex:
    """The folded text of one source and where to find its pieces.

    Build it once per text (`SourceIndex(source)`, about a second for a million tokens) and keep it:
    a worker can do so while the model still reads the prompt. Positions are in the folded text;
    `original()` turns them back into offsets of the source's text.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.folded = fold(source.text)
        self.text = self.folded.text
        self.anchor_starts = [anchor.start for anchor in source.anchors]
        self._page_starts = [page.start for page in source.pages]
        hashes, cjk = seed_hashes(self.folded.codes)
        places = np.arange(hashes.size, dtype=np.int64)
        kept = np.flatnonzero((places % STRIDE == 0) | (cjk & (places % 2 == 0)))
        order = np.argsort(hashes[kept])
        self._keys = hashes[kept][order]
        self._places = kept[order].astype(np.int32)

    def prepare(self) -> SourceIndex:
        """Build at once what is else built when first needed: borders, clauses. Returns itself."""
        _ = self.borders, self.clauses, self.page_numbers
        if self.live:
            _ = self.live[0].borders
        return self

    @cached_property
    def page_numbers(self) -> dict[int, int]:
        """Page index → position in `source.pages`."""
        return {page.index: number for number, page in enumerate(self.source.pages)}

    @cached_property
    def clauses(self) -> ClauseMap:
        return ClauseMap(self.source)

    @cached_property
    def borders(self) -> Borders:
        return Borders(self.source, self.folded)

    @cached_property
    def withdrawn(self) -> Withdrawn:
        return withdrawn(self.source.text)

    @cached_property
    def live(self) -> tuple[SourceIndex, LiveText] | None:
        """The source without its deleted passages, None where it has none."""
        if not self.withdrawn.deleted:
            return None
        text = LiveText(self.source, self.withdrawn.deleted)
        return SourceIndex(text.source), text

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source's text of the folded [start, end), end > start."""
        return int(self.folded.offsets[start]), int(self.folded.offsets[end - 1]) + 1

    def position(self, offset: int) -> int:
        """The first folded position at or after an offset of the source's text."""
        return self.folded.position(offset)

    def page_at(self, offset: int) -> PageSpan | None:
        """The page that holds an offset of the source's text, None for a source without pages."""
        number = self.page_number(offset)
        return self.source.pages[number] if number >= 0 else None

    def page_number(self, offset: int) -> int:
        """The position in `source.pages` of the page that holds an offset, -1 without pages."""
        return bisect_right(self._page_starts, offset) - 1

    def seed_hits(self, codes: Codes) -> tuple[Positions, Positions]:
        """For each position of a folded quote: first and end of the `seed_places` that share its seed."""
        hashes, _ = seed_hashes(codes)
        return np.searchsorted(self._keys, hashes), np.searchsorted(self._keys, hashes, side="right")

    def seed_places(self, first: int, last: int) -> npt.NDArray[np.int32]:
        return self._places[first:last]

    def occurrences(self, quote: str, codes: Codes) -> list[int]:
        """Every folded position where the folded quote stands letter for letter, ascending."""
        first, last = self.seed_hits(codes)
        if first.size < STRIDE:
            return list(self._scan(quote))
        windows = np.convolve(last - first, np.ones(STRIDE, dtype=np.int64), "valid")
        start = int(np.argmin(windows))
        found: set[int] = set()
        for inside in range(start, start + STRIDE):
            found.update((self.seed_places(int(first[inside]), int(last[inside])) - inside).tolist())
        return sorted(at for at in found if at >= 0 and self.text.startswith(quote, at))[:_MOST_OCCURRENCES]

    def _scan(self, quote: str) -> Iterator[int]:
        at = self.text.find(quote)
        for _ in range(_MOST_OCCURRENCES):
            if at < 0:
                return
            yield at
            at = self.text.find(quote, at + 1)


def seed_hashes(codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """The hash of the seed at each position up to the last that has room for one, and whether it is CJK.

    The positions end before the first seed that would run over the end of the text.
    """
    cjk = codes >= _CJK_FROM
    short = _rolling(codes, CJK_SEED)
    long = _rolling(codes, WORD_SEED)
    tail = cjk[long.size : short.size]
    room = long.size + (int(np.argmin(tail)) if not tail.all() else tail.size)
    long = np.concatenate([long, np.zeros(room - long.size, dtype=np.uint32)])
    return np.where(cjk[:room], short[:room], long), cjk[:room]


def _rolling(codes: Codes, size: int) -> Codes:
    count = codes.size - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint32)
    hashes = np.zeros(count, dtype=np.uint32)
    for step in range(size):
        hashes *= np.uint32(_MULTIPLIER)
        hashes += codes[step : step + count]
    return hashes ^ (hashes >> np.uint32(15))
