"""A thread's name, made of its first question."""

from __future__ import annotations

LONGEST = 80


def title_of(question: str) -> str:
    """The question on one line; a long one ends at a word, or anywhere where words have no spaces, with "…"."""
    line = " ".join(question.split())
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    space = cut.rfind(" ")
    if space > LONGEST // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:，；：、。.") + "…"
