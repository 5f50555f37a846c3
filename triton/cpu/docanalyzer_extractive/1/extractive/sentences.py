"""Splits running text into sentences, Latin and CJK."""

from __future__ import annotations

import re

from .lists import ABBREVIATIONS

_END = re.compile(
    r"""[.!?](?:["'”’)\]])*\s+(?=["'“‘(\[]*[A-Z0-9\u00c0-\u00de\u2022])|[。！？]+["'”’」』）)]*|(?<=[\u3400-\u9fff])[!?]"""
)
_LAST_WORD = re.compile(r"([\w.&]+)$")
_ENUMERATOR = re.compile(r"^(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|\d+(?:\.\d+)+)$")
_TERMINAL = re.compile(r"""[.!?。！？…]["'”’」』）)\]]*\d{0,2}$""")
_LONGEST_ENDING = 8


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: a stop, closing marks, at most the number of a footnote."""
    return _TERMINAL.search(text[-_LONGEST_ENDING:]) is not None


def split(text: str) -> list[str]:
    """The sentences of one paragraph, in order; verbatim, without the white space between them."""
    sentences, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and not _ends(text, start, match.start()):
            continue
        piece = text[start : match.end()].strip()
        if piece:
            sentences.append(piece)
        start = match.end()
    rest = text[start:].strip()
    if rest:
        sentences.append(rest)
    return sentences


def _ends(text: str, start: int, dot: int) -> bool:
    """Whether the full stop at `dot` ends a sentence: no abbreviation, initial or list number."""
    word = _LAST_WORD.search(text, max(start, dot - 24), dot)
    if word is None:
        return True
    last = word[1]
    if last.lower() in ABBREVIATIONS:
        return False
    if len(last) == 1 and last.isupper():
        return False  # an initial: "J. Smith"
    return not (word.start() == start and _ENUMERATOR.match(last))


_CLAUSE = re.compile(
    r"[;；]\s*|[，,、:：]\s*|\s[–—-]\s|\s(?=(?:and|or|but|which|that|provided|unless|including)\s)"
)


def shorten(text: str, limit: int, around: tuple[int, int] | None = None) -> str:
    """A verbatim part of at most `limit` characters, cut where a clause ends; it holds [around) if given."""
    if len(text) <= limit:
        return text
    first, last = around or (0, 0)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    begin = 0
    if last > limit:
        begin = max((cut for cut in cuts if cut <= first), default=0)
        if last - begin > limit:
            begin = max(0, text.rfind(" ", 0, first) + 1)
    ends = [cut for cut in cuts if last <= cut <= begin + limit and cut - begin >= limit // 3]
    end = max(ends, default=0) or text.rfind(" ", begin + limit // 2, begin + limit)
    if end <= begin:
        end = begin + limit
    return text[begin:end].strip().rstrip(",;，；、:： ")
