"""Character classes, widths and the folding of line breaks, for Latin and CJK text."""

from __future__ import annotations

import re

CJK = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003134f"
"""Han and kana: text written without spaces."""
CJK_WIDE = CJK + "\u3000-\u3004\u3008-\u303f\uff01-\uff60\u201c\u201d"
HAS_CJK = re.compile(f"[{CJK}]")
CJK_RUN = re.compile(f"[{CJK}]+")
_WIDE = re.compile(f"[{CJK}\u3000-\u303f\uff01-\uff60]")
_HYPHENATED = re.compile(r"\w[-‐‑]$")
_SPACE = re.compile(r"\s+")
_COUNTED = re.compile(f"[{CJK}]|[^\\W{CJK}]+|[^\\w\\s]+")

LIMIT_TOKENS = 1_048_576


def count_tokens(text: str) -> int:
    """The engine's count: words and numbers, single CJK characters, and runs of punctuation.

    The engine has no model tokenizer; a language model's count of the same text is higher.
    """
    return sum(1 for _ in _COUNTED.finditer(text))


def token_prefix(text: str, tokens: int) -> str:
    """The beginning of the text that counts `tokens`."""
    end = 0
    for count, match in enumerate(_COUNTED.finditer(text), 1):
        if count > tokens:
            return text[:end]
        end = match.end()
    return text


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as running text: a space between, none beside CJK or after a hyphen in a word."""
    if not first or not second:
        return first or second
    if _HYPHENATED.search(first) and second[0].isalnum():
        return first + second
    if _WIDE.match(first[-1]) or _WIDE.match(second[0]):
        return first + second
    return f"{first} {second}"


def fold(text: str) -> str:
    """Whitespace folded to single spaces."""
    return _SPACE.sub(" ", text).strip()


def is_cjk(text: str) -> bool:
    """Whether the text is mainly Chinese or Japanese: a quarter of its letters."""
    wide = sum(len(run) for run in CJK_RUN.findall(text))
    return wide * 4 > sum(1 for character in text if character.isalpha())


def width(text: str) -> int:
    """Columns the text takes: wide characters count two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(len(run) for run in CJK_RUN.findall(text))
