"""The ways a written quote may be meant: as it stands, without Markdown, without the prompt's own markers."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKERS = re.compile(
    r"¶\s?\d+(?:\s+|(?=[^\d\s]))|</?(?:page|document)\b[^>\n]{0,200}>|＜/?(?:page|document)\b[^>\n]{0,200}>"
)
_QUOTE_LINES = re.compile(r"(?m)^[ \t]*>[ \t]?(?![ \t]*[$€£¥]?\d)")
"""Before a number ">" is a sign of its own."""
_EMPHASIS = re.compile(r"(?<!\d)(\*{1,3}|_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\d)", re.DOTALL)
"""Between digits a star is a sign of its own: 2*3*4. What "~~" strikes out on the page is not part of a quote."""
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~$%&<>\"'-])")
_EDITORIAL = re.compile(r"\[([A-Za-z])\](?=[a-z])")
_ASIDE = re.compile(r"[\[(（](?:sic|emphasis added|emphasis supplied|强调为本文所加)[\])）]", re.IGNORECASE)
ELLIPSIS = re.compile(
    r"[\[(（【]\s?(?:…+|⋯+|\.{3,}|\.(?:\s\.){2,}|。{3,})\s?[\])）】]|…+|⋯+|\.{3,}|\.(?:\s\.){2,}|。{3,}|‥+"
)
_LONGEST_MARKDOWN = 20_000


def readings(quote: str) -> Iterator[str]:
    """The quote as it stands first, then what is left when Markdown and editors' marks are taken away."""
    plain = _MARKERS.sub(" ", quote.strip())
    yield plain
    seen = {plain}
    for form in (_QUOTE_LINES.sub("", plain), without_markdown(plain)):
        for reading in (form, _ASIDE.sub("", _EDITORIAL.sub(r"\1", form))):
            if reading not in seen:
                seen.add(reading)
                yield reading


def without_markdown(text: str) -> str:
    text = _QUOTE_LINES.sub("", text)
    for _ in range(3 if len(text) < _LONGEST_MARKDOWN else 0):
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    return _ESCAPED.sub(r"\1", text)


def split_at_ellipses(quote: str) -> list[str]:
    """“A … B” → ["A", "B"]; parts without a letter or digit fall away."""
    return [part for part in ELLIPSIS.split(quote) if any(character.isalnum() for character in part)]
