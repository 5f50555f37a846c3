"""Words as they are written, where a PDF only has their pieces: at line ends, and with accents drawn apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_BROKEN = re.compile(r"([^\W\d_]{2,})[-‐](\n{1,2})([^\W\d_]{2,})(\S*)([ \t]?)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306",
    "˚": "\u030a", "˝": "\u030b",
}  # fmt: skip
_DRAWN_APART = re.compile(f"([{''.join(_ACCENTS)}])([A-Za-zıȷ])")


def compose_accents(text: str) -> str:
    """ "Br¨oker" → "Bröker": TeX's older fonts draw the accent before its letter."""
    return _DRAWN_APART.sub(_composed, text)


def _composed(found: re.Match[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(found[2], found[2])
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[found[1]])
    return composed if len(composed) == 1 else found[0]


def join_broken_words(texts: Sequence[str]) -> list[str]:
    """Each text with words broken at a line end made whole; the line ends after the word instead.

    Whether the hyphen belongs to the word is asked of the document itself: "long-\\nterm" stays "long-term"
    where the document writes it so elsewhere and never writes "longterm".
    """
    if not any(_BROKEN.search(text) for text in texts):
        return list(texts)
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    compounds = {word.lower() for text in texts for word in _COMPOUND.findall(text)}

    def joined(found: re.Match[str]) -> str:
        first, line_end, second, tail, blank = found.groups()
        if not second[0].islower():
            return found[0]
        hyphen = ""
        if (first + second).lower() not in words and f"{first}-{second}".lower() in compounds:
            hyphen = "-"
        return f"{first}{hyphen}{second}{tail}{line_end if blank else ''}"

    return [_BROKEN.sub(joined, text) for text in texts]
