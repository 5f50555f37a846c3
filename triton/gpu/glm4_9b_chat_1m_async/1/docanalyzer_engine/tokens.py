"""Tokenize only what is new: the second question on a document shares a million tokens with the first.

On a warm document vLLM answers in a tenth of a second, and tokenizing 4 MB of text takes seconds. So the
last few prompts are remembered with their tokens. A new prompt that begins like one of them is cut a
little before they part, at a place where a token and a word begin; only the rest is tokenized. The rest
must begin with the very tokens that are remembered there, over a stretch of some hundred tokens; if it
does not, everything is tokenized. So the result is what tokenizing the whole text gives.
"""

from __future__ import annotations

import bisect
from array import array
from dataclasses import dataclass
from typing import Any

PROMPTS_KEPT = 6
WORTH_CHARACTERS = 20_000
OVERLAP_CHARACTERS = 2_000
MARGIN_CHARACTERS = 300
"""The last tokens before the two texts part may join with what follows: they are not compared."""
SEARCHED_TOKENS = 2_000


@dataclass
class Remembered:
    """starts: where each token begins, in code points; 0 for the tokenizer's own opening tokens."""

    text: str
    ids: array[int]
    starts: array[int]


class PrefixTokenizer:
    """Not thread-safe: one thread of its own. `tokenized`: characters really tokenized last time."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._fast = getattr(tokenizer, "backend_tokenizer", None) or getattr(tokenizer, "_tokenizer", None)
        self._kept: list[Remembered] = []
        self.tokenized = 0

    def encode(self, text: str) -> list[int]:
        """The token ids of the whole text, with the tokenizer's own opening tokens."""
        self.tokenized = len(text)
        if self._fast is None:
            return list(self._tokenizer.encode(text))
        found = self._continued(text) or self._whole(text)
        if len(text) >= WORTH_CHARACTERS and _ends_with_text(found):
            longer = [kept for kept in self._kept if not text.startswith(kept.text)]
            self._kept = [found, *longer][:PROMPTS_KEPT]
        return list(found.ids)

    def _encoding(self, text: str, *, add_special_tokens: bool) -> Any:
        """By encode_batch, which lets go of the interpreter's lock; encode holds it, and everybody's tokens, to its end."""
        return self._fast.encode_batch([text], add_special_tokens=add_special_tokens)[0]

    def _whole(self, text: str) -> Remembered:
        encoding = self._encoding(text, add_special_tokens=True)
        return Remembered(
            text, array("I", encoding.ids), array("I", [start for start, _ in encoding.offsets])
        )

    def _continued(self, text: str) -> Remembered | None:
        best, shared = None, 0
        for kept in self._kept:
            length = common_length(text, kept.text)
            if length > shared:
                best, shared = kept, length
        if best is None or shared < WORTH_CHARACTERS:
            return None
        cut = _cut(best, shared - OVERLAP_CHARACTERS)
        if cut is None:
            return None
        start = best.starts[cut]
        rest = self._encoding(text[start:], add_special_tokens=False)
        ids, starts = array("I", rest.ids), array("I", [start + begin for begin, _ in rest.offsets])
        compared = bisect.bisect_left(best.starts, shared - MARGIN_CHARACTERS) - cut
        if ids[:compared] != best.ids[cut : cut + compared]:
            return None
        self.tokenized = len(text) - start
        return Remembered(text, best.ids[:cut] + ids, best.starts[:cut] + starts)


def common_length(one: str, other: str) -> int:
    """How many characters two texts begin with alike; by halving, since comparing slices is fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(kept: Remembered, limit: int) -> int | None:
    """The last token that begins at or before `limit` and begins a line or a word."""
    last = bisect.bisect_right(kept.starts, limit) - 1
    words: int | None = None
    for token in range(last, max(0, last - SEARCHED_TOKENS), -1):
        start = kept.starts[token]
        if start == 0 or start == kept.starts[token - 1]:
            continue
        before, here, after = kept.text[start - 1], kept.text[start], kept.text[start + 1]
        if before == "\n" and not here.isspace():
            return token
        if words is None and here == " " and not before.isspace() and not after.isspace():
            words = token
    return words


def _ends_with_text(found: Remembered) -> bool:
    """False where the tokenizer adds closing tokens of its own: such a prompt cannot be continued."""
    return len(found.starts) < 2 or found.starts[-1] > 0
