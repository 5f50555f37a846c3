"""Where sentences end, and where the items of a list only seem to."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|[。！？；]|\n\s*\n")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|al|app|approx|arts?|ca|cf|ch|cls?|co|corp|dept|dr|ex|fig|inc|jr|ltd|messrs|mrs?|ms|nos?|para|paras|"
    r"pp|prof|reg|regs|sched|secs?|ss|sr|st|vol|vs|viz)\.$",
    re.IGNORECASE,
)
LISTED = re.compile(
    r";\s*(?:(?:and|or)\s+)?\(?[a-zA-Z0-9]{1,4}[).]\s|；\s*(?:[（(][^（()）]{1,3}[）)]|\d+[.、．])"
)
"""The items of a list are one sentence with what stands before it."""


def sentence_ends(text: str) -> list[re.Match[str]]:
    """Where sentences end: not at the dot of an abbreviation ("Sec. 2"), nor before a small letter or a figure."""
    ends = _SENTENCE_END.finditer(text)
    return [end for end in ends if end.group() != "." or not _goes_on(text, end)]


def _goes_on(text: str, end: re.Match[str]) -> bool:
    following = text[end.end() : end.end() + 20].lstrip()[:1]
    return (
        bool(_ABBREVIATION.search(text, max(0, end.end() - 12), end.end()))
        or following.islower()
        or following.isdigit()
    )
