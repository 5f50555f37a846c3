"""Markdown that grows: finished blocks are rendered once and for good, only the last one again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docanalyzer.pipeline.citations import Claim
from docanalyzer.pipeline.markdown.chips import Chip, chip_button
from docanalyzer.pipeline.markdown.parser import make_block_parser
from docanalyzer.pipeline.markdown.rendering import render

BLOCK_PARSER = make_block_parser()
_LINE_BREAK = re.compile(r"\r\n|\r(?!\Z)")  # a last "\r" may be half of one
FindClaims = Callable[[str], Sequence[Claim]]
GROWTH = 16
"""The last block is rendered again when it grew by 1/16: a block of n characters costs at most 17 n in all."""


@dataclass(frozen=True, slots=True)
class Update:
    """What to do to the page: append `blocks` before the tail, then put `tail` in the tail's place.

    blocks: HTML that will not change again; tail: HTML of the unfinished block, None where it stays as it is.
    """

    blocks: tuple[str, ...] = ()
    tail: str | None = None


def _no_claims(text: str) -> Sequence[Claim]:
    return ()


class BlockStream:
    """Text in as it arrives, HTML out block by block.

    All blocks together are `render(whole text, claims)`, as long as `find_claims` finds the same brackets in a
    block as in the whole. Claims are numbered through the text, from 0. A tail's chips may still change.
    """

    def __init__(self, find_claims: FindClaims = _no_claims, chip: Chip = chip_button) -> None:
        self._find_claims = find_claims
        self._chip = chip
        self._pieces: list[str] = []
        self._grown = 0
        self._shown = 0
        self._claims = 0

    def feed(self, piece: str, *, now: bool = False) -> Update:
        """Take more text. Cheap where the tail has not grown enough to be worth rendering again.

        now: render it however little it grew, for a caller that paces itself.
        """
        self._pieces.append(piece)
        self._grown += len(piece)
        if self._grown == 0 or (not now and self._grown * GROWTH < self._shown):
            return Update()
        blocks, tail = self._split("".join(self._pieces))
        self._pieces, self._shown, self._grown = [tail], len(tail), 0
        return Update(tuple(map(self._finish, blocks)), self._render(tail))

    def finish(self) -> Update:
        """The text is complete: all of it is blocks now, and the tail is empty."""
        text = "".join(self._pieces)
        blocks, tail = self._split(text)
        self._pieces, self._shown, self._grown = [], 0, 0
        return Update(tuple(map(self._finish, [*blocks, tail] if tail.strip() else blocks)), "")

    def _split(self, text: str) -> tuple[list[str], str]:
        """The blocks that no further text can change, and the rest.

        Only whole lines count: "1" may become "10", or a list. Of those, a top-level block is closed once
        another one has begun after it.
        """
        lines = _LINE_BREAK.sub("\n", text).split("\n")
        tokens = BLOCK_PARSER.parse("\n".join(lines[:-1])) if len(lines) > 2 else []
        starts = [token.map[0] for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
        bounds = [0, *starts[1:]]
        blocks = ["\n".join(lines[a:b]) + "\n" for a, b in pairwise(bounds)]
        return blocks, "\n".join(lines[bounds[-1] :])

    def _finish(self, block: str) -> str:
        rendered, found = self._rendered(block)
        self._claims += found
        return rendered

    def _render(self, tail: str) -> str:
        return self._rendered(tail)[0]

    def _rendered(self, text: str) -> tuple[str, int]:
        claims = self._find_claims(text)
        return render(text, claims, self._chip, first=self._claims), len(claims)
