"""Fold text to the letters and digits it is made of, with a map back to the original.

Folding is for finding: it forgets case, accents, width, ligatures, spaces, line breaks, hyphens and all
punctuation. What it forgets is looked at again before anything is called verified (compare.py).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

_SPACE = 0x110000
_code = np.zeros(_SPACE, dtype=np.uint32)
_length = np.zeros(_SPACE, dtype=np.uint8)
_known = np.zeros(_SPACE, dtype=np.bool_)
_long: dict[int, str] = {}


@dataclass(frozen=True, slots=True)
class Folded:
    """codes[i] is a folded character, offsets[i] the code point in the original that it comes from."""

    text: str
    codes: npt.NDArray[np.uint32]
    offsets: npt.NDArray[np.int32]

    def position(self, offset: int) -> int:
        """The first folded position at or after an offset of the original."""
        return int(np.searchsorted(self.offsets, np.int32(offset)))


def fold(text: str) -> Folded:
    """Fold `text`. Linear, a few vector passes: 4 MB take some 50 ms."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    _learn(points)
    lengths = _length[points]
    offsets = np.flatnonzero(lengths).astype(np.int32)
    kept = points[offsets]
    codes = _code[kept]
    counts = lengths[offsets]
    if codes.size and counts.max() > 1:
        codes, offsets = _expand(kept, codes, offsets, counts)
    return Folded(codes.tobytes().decode("utf-32-le", "surrogatepass"), codes, offsets)


def _expand(
    points: npt.NDArray[np.uint32],
    codes: npt.NDArray[np.uint32],
    offsets: npt.NDArray[np.int32],
    counts: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Give the few characters that fold to several (ligatures, ㎡, ½) their room."""
    repeats = counts.astype(np.int64)
    starts = np.cumsum(repeats) - repeats
    wide = np.repeat(codes, repeats)
    for position in np.flatnonzero(counts > 1):
        letters = _long[int(points[position])]
        begin = int(starts[position])
        wide[begin : begin + len(letters)] = [ord(letter) for letter in letters]
    return wide, np.repeat(offsets, repeats)


def _learn(points: npt.NDArray[np.uint32]) -> None:
    """Look up the characters not seen before; the tables are shared and only grow."""
    for point in np.unique(points[~_known[points]]):
        letters = fold_character(chr(point))
        _code[point] = ord(letters[0]) if letters else 0
        _length[point] = len(letters)
        if len(letters) > 1:
            _long[int(point)] = letters
        _known[point] = True


def fold_character(character: str) -> str:
    """The letters and digits of one character, "" for anything else.

    Accents and voicing marks fall away (NFKD), so precomposed and combining spellings agree;
    Hangul stays whole, since its parts are letters of their own.
    """
    form: Literal["NFKC", "NFKD"] = "NFKC" if "\uac00" <= character <= "\ud7a3" else "NFKD"
    letters = unicodedata.normalize(form, unicodedata.normalize(form, character).casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] in "LN")
