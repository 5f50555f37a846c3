"""Quotations without quotation marks: a block quote, a whole sentence in italics, a long 《…》."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.sentence import Span

_PAIRS = {"“": "”", '"': '"', "„": "“", "「": "」", "『": "』", "«": "»"}
_ITALIC = re.compile(
    r"(?:[\n:：.!?]|\n[ \t>]*(?:[-•+>]|\d{1,3}[.)]))[ \t]*"
    r"(?P<mark>[*_])(?P<words>[^\s*_][^*_\n]*[^\s*_])(?P=mark)[ \t.,]*\Z"
)
_FEWEST_WORDS = 5
_LONGEST_ITALIC = 600
_TITLE_MARKS = re.compile(r"《(?P<words>[^《》\n]+)》[ \t.,。，]*\Z")
_LONGEST_TITLE = 16
_PUNCTUATED = re.compile(r"[，。；：,;]")


def quote_without_marks(text: str, end: int, floor: int) -> Span | None:
    """The block quote that text[:end] ends with, or words that only their italics or 《》 show to be a quotation."""
    return _block_quote(text, end, floor) or _italic(text, end, floor) or _in_title_marks(text, end, floor)


def _italic(text: str, end: int, floor: int) -> Span | None:
    """A whole sentence in italics. A few words are emphasis."""
    if text[max(floor, end - 4) : end].rstrip(" \t.,")[-1:] not in ("*", "_"):
        return None
    low = max(floor, end - _LONGEST_ITALIC)
    low = max(low, text.rfind("\n", low, end))
    before = "" if low else "\n"
    match = _ITALIC.search(before + text[low:end])
    if match is None or len(match["words"].split()) < _FEWEST_WORDS:
        return None
    low -= len(before)
    return (low + match.start("words"), low + match.end("words"))


def _in_title_marks(text: str, end: int, floor: int) -> Span | None:
    """《…》 are the marks of a title: only what is too long for one, or has a sentence's signs, is a quotation."""
    low = max(floor, end - _LONGEST_ITALIC)
    match = _TITLE_MARKS.search(text[low:end])
    if match is None or (len(match["words"]) <= _LONGEST_TITLE and not _PUNCTUATED.search(match["words"])):
        return None
    return (low + match.start("words"), low + match.end("words"))


def _block_quote(text: str, end: int, floor: int) -> Span | None:
    """A Markdown block quote without quotation marks that the bracket ends or follows."""
    line = text.rfind("\n", 0, end) + 1
    own = text[line:end]
    if not own.lstrip().startswith(">"):
        if own.strip(" \t*_—–-([") or line == 0:
            return None
        end = len(text[:line].rstrip())
        line = text.rfind("\n", 0, end) + 1
        if not text[line:end].lstrip().startswith(">"):
            return None
    start = line
    while start > floor:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith(">") or above < floor:
            break
        start = above
    start = max(start, floor)
    lead = re.compile(r"[\s>*_]*").match(text, start, end)
    start = lead.end() if lead else start
    stop = start + len(text[start:end].rstrip(" \t\n>*_—–-(["))
    if stop - start > 2 and _PAIRS.get(text[start]) == text[stop - 1]:
        start, stop = start + 1, stop - 1
    return (start, stop) if stop > start else None
