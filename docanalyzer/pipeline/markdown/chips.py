"""Written citations on their way through the Markdown parser: a mark goes in, a chip comes out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from itertools import groupby

from docanalyzer.pipeline.citations import Claim

Chip = Callable[[int, Sequence[Claim], str], str]
"""(number, claims, written) → HTML, trusted as it is. number: index of the first of `claims`, which share one
bracket; written: the bracket as it stands in the output, "[p. 87]"."""

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: the parser passes them through, no font or tag knows them
_MARK = re.compile(rf"{_OPEN}(\d+){_CLOSE}")


def chip_button(number: int, claims: Sequence[Claim], written: str) -> str:
    """A plain chip that shows the place as the model wrote it."""
    return f'<button type="button" class="chip" data-claim="{number}">{html.escape(written.strip("[]【】"))}</button>'


class Marks:
    """The citations of one text. `first`: the number of its first claim, where the text is part of a longer one."""

    def __init__(self, text: str, claims: Sequence[Claim], chip: Chip, *, first: int = 0) -> None:
        self._chip = chip
        self._written: list[str] = []
        self._claims: list[tuple[int, Sequence[Claim]]] = []
        self.text = self._mark(text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd"), claims, first)

    def _mark(self, text: str, claims: Sequence[Claim], first: int) -> str:
        numbered = sorted(enumerate(claims, start=first), key=lambda item: (item[1].start, item[0]))
        pieces, end = [], 0
        for (start, stop), group in groupby(numbered, key=lambda item: (item[1].start, item[1].end)):
            same = list(group)
            # One within another, none of this text, or a value of a JSON answer: the value stays to be read.
            if start < end or stop > len(text) or stop <= start or same[0][1].path:
                continue
            begin = start - _escaped(text, start)
            pieces += [text[end:begin], f"{_OPEN}{len(self._written)}{_CLOSE}"]
            self._written.append(text[begin:stop])
            self._claims.append((same[0][0], [claim for _, claim in same]))
            end = stop
        return "".join([*pieces, text[end:]])

    def restore(self, text: str) -> str:
        """The words as they were written: for code, and for a link's target."""
        return _MARK.sub(lambda match: self._written[int(match[1])], text)

    def to_chips(self, rendered: str) -> str:
        """Rendered and sanitised HTML with every mark replaced by its chip."""
        return _MARK.sub(lambda match: self._chip_of(int(match[1])), rendered)

    def _chip_of(self, index: int) -> str:
        number, claims = self._claims[index]
        return self._chip(number, claims, self._written[index].removeprefix("\\"))


def _escaped(text: str, start: int) -> bool:
    """Whether a backslash stands before the bracket for Markdown's sake: it goes with it."""
    before = text[max(0, start - 64) : start]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
