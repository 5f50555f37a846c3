"""Words as they are written, where a PDF only has their pieces: at line ends, and with accents drawn apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from docanalyzer.pipeline.reading.revisions import CLOSE, OPEN

CELL_BREAK = "\ue00b"
"""Stands after a hyphen where a line of a table's cell ends, until the whole document is known."""
_BROKEN = re.compile(rf"[-‐](?<=[^\W\d_]{{2}}.)(\n{{1,2}}|{CELL_BREAK})([^\W\d_]{{2,}})(\S*)([ \t]?)")
_BREAKS_OFF = re.compile(r"[^\W\d_]{2}[-‐]$")
_FRAGMENT = re.compile(r"[^\W\d_]+$")
_LONGEST_FRAGMENT = 40
_COMPOUNDING = frozenset((
    "self", "well", "third", "non", "re", "co", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety", "anti", "cross", "quasi", "semi", "half", "vice",
))  # fmt: skip
"""After these a hyphen at a line end mostly belongs to the word: "re-sign" is the opposite of "resign"."""
_FORMER = re.compile(
    r"(?:employee|employer|director|officer|partner|spouse|wife|husband|member|shareholder|owner|president|chair\w*"
    r"|manager|worker|client|colleague|tenant|convict|dividend|right|warehouse)s?|works|ship|quay|factory|gratia"
    r"|officio|post|ante|parte|vat|tax"
)
"""What "ex-" stands before; elsewhere it mostly begins a word ("ex-\ntend")."""
_ADDRESS = re.compile(
    r"://|www\.|@|[\w-]\.(?:com|org|net|edu|gov|int|info|biz|eu|io|co|ai|app|dev|law|legal|at|ch|cn|de"
    r"|es|fr|it|jp|nl|uk|us)(?=$|[/:?#)\],;.>])"
)
_LONGEST_ADDRESS = 200
_COMPOUNDED = frozenset((
    "term", "free", "related", "based", "party", "wide", "owned", "specific", "level", "bearing",
    "driven", "exempt", "compliant", "friendly", "facing", "ended", "backed", "linked", "making",
    "neutral", "proof", "resistant", "style", "weighted", "year", "month", "week", "hour", "risk",
    "cost",
))  # fmt: skip
"""Before these, whole words, likewise: "long-term", "tax-free", "Buyer-related"."""
_SUSPENDING = frozenset((
    "and", "or", "und", "oder", "bzw", "bis", "sowie", "et", "ou", "och", "eller",
))  # fmt: skip
"""Before these the hyphen stands for a part left out: "Kraft- und Wärme", "short- and long-term"."""
_SHORTEST_PART = 3
_AROUND_A_WORD = f"()[]{{}}“”‘’\"',.;:!?{OPEN}{CLOSE}"
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306",
    "˚": "\u030a", "˝": "\u030b",
}  # fmt: skip
_FREQUENT = "\u05d5\u05d9\u05d0\u0644\u0627\ufe8d\ufe8e"
_RIGHT_TO_LEFT = re.compile("[\u05d0-\u05ea\u0620-\u06d3\u0750-\u077f\ufb1d-\ufdfb\ufe70-\ufefc]{3}")
_DRAWN_APART = re.compile(f"([{''.join(_ACCENTS)}])([A-Za-zıȷ])")


def compose_accents(text: str) -> str:
    """ "Br¨oker" → "Bröker": TeX's older fonts draw the accent before its letter."""
    if text.isascii() or not any(accent in text for accent in _ACCENTS):
        return text
    return _DRAWN_APART.sub(_composed, text)


def is_right_to_left(text: str) -> bool:
    """Whether words of it are Hebrew or Arabic."""
    return any(map(text.__contains__, _FREQUENT)) and bool(_RIGHT_TO_LEFT.search(text))


def _composed(found: re.Match[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(found[2], found[2])
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[found[1]])
    return composed if len(composed) == 1 else found[0]


def join_broken_words(texts: Sequence[str]) -> list[str]:
    """Each text with words broken at a line end made whole; the line ends after the word instead.

    Whether the hyphen belongs to the word is asked of the document itself: "long-\\nterm" stays "long-term"
    where the document writes it so elsewhere and never writes "longterm". Where it writes neither, the hyphen
    stays between two words that it uses alone: a hyphen too many changes no meaning, one too few may.
    """
    broken = [_has_break(text) and bool(_BROKEN.search(text)) for text in texts]
    if not any(broken):
        return [text.replace(CELL_BREAK, " ") for text in texts]
    known = _words(texts, broken)

    def joined(found: re.Match[str]) -> str:
        line_end, second, tail, blank = found.groups()
        if not second[0].islower() or second in _SUSPENDING:
            return found[0]
        before = found.string[max(found.start() - _LONGEST_FRAGMENT, 0) : found.start()]
        first = _FRAGMENT.findall(before)[0]
        after = blank if line_end == CELL_BREAK else line_end if blank else ""
        if _is_address(found):
            return f"{found[0][0]}{second}{tail}{after}"
        return f"{_hyphen(first, second, known)}{second}{tail}{after}"

    return [
        (_BROKEN.sub(joined, text) if has else text).replace(CELL_BREAK, " ")
        for text, has in zip(texts, broken, strict=True)
    ]


def _is_address(found: re.Match[str]) -> bool:
    """Whether a web or mail address is broken: its hyphens are its own."""
    before = found.string[max(found.start() - _LONGEST_ADDRESS, 0) : found.start()]
    return bool(_ADDRESS.search(f"{before.split()[-1]}-{found[2]}{found[3]}"))


def breaks_off(text: str, following: str) -> bool:
    """Whether a line of a cell ends within a word that goes on in the next."""
    return bool(_BREAKS_OFF.search(text[-3:])) and following[:2].isalpha() and following[0].islower()


def _has_break(text: str) -> bool:
    """A cheap first look: the pattern would ask every letter for what stands before it."""
    return "-\n" in text or "‐\n" in text or CELL_BREAK in text


def _words(texts: Sequence[str], broken: Sequence[bool]) -> set[str]:
    """All words in lower case, without the pieces of broken ones: those are not words the document knows."""
    written: set[str] = set()
    for text, has in zip(texts, broken, strict=True):
        written.update((_BROKEN.sub("- ", text) if has else text).split())
    return {word.strip(_AROUND_A_WORD).lower() for word in written}


def _hyphen(first: str, second: str, known: set[str]) -> str:
    whole, compound = (first + second).lower(), f"{first}-{second}".lower()
    if whole in known:
        return ""
    if compound in known or first.lower() in _COMPOUNDING or second in _COMPOUNDED:
        return "-"
    if first.lower() == "ex" and _FORMER.fullmatch(second):
        return "-"
    parts = (first.lower(), second.lower())
    return "-" if all(len(part) >= _SHORTEST_PART and part in known for part in parts) else ""
