"""Words as the engine compares them: folded, lightly stemmed; CJK text as overlapping pairs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .characters import CJK
from .lists import CJK_STOPWORDS, STOPWORDS

_TOKEN = re.compile(
    f"[a-z0-9\u00e0-\u024f\u0370-\u03ff\u0400-\u04ff]+(?:['’.](?=[a-z0-9])[a-z0-9]+)*|[{CJK}]+"
)
_SUFFIXES = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("ations", "ate"), ("ation", "ate"),
    ("ingly", ""), ("edly", ""), ("ments", ""), ("ment", ""), ("ities", "ity"), ("nesses", ""), ("ness", ""),
    ("ies", "y"), ("sses", "ss"), ("ising", "ize"), ("izing", "ize"), ("ised", "ize"), ("ating", "ate"),
    ("ated", "ate"), ("ing", ""), ("ied", "y"), ("ed", ""), ("ses", "se"), ("es", "e"), ("s", ""), ("ly", ""),
)  # fmt: skip


def stem(word: str) -> str:
    """A light suffix stripper: enough to bring plural, past and -tion forms together."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if len(word) < 4 or not word.isascii() or word[0].isdigit():
        return word
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                return word
            word = word[: len(word) - len(suffix)] + replacement
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def tokens(text: str) -> Iterable[str]:
    """Raw tokens, lower case, unstemmed: words, and the pairs of every CJK run (a lone character as itself)."""
    for run in _TOKEN.findall(text.lower()):
        if run[0] < "\u3000" or len(run) == 1:
            yield run
        else:
            for start in range(len(run) - 1):
                yield run[start : start + 2]


def is_stopword(token: str) -> bool:
    return token in STOPWORDS or token in CJK_STOPWORDS or (len(token) == 1 and not token.isdigit())


def normal(text: str) -> str:
    """NFKC and lower case: what two writings of a word have in common."""
    return unicodedata.normalize("NFKC", text).lower()


def content_terms(text: str) -> list[str]:
    """Stemmed terms without stopwords, in order, each once."""
    return list(dict.fromkeys(stem(token) for token in tokens(normal(text)) if not is_stopword(token)))
