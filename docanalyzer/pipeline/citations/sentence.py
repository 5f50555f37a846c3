"""The quotations of a sentence: all those before its place and behind it, so that none stays unchecked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Span = tuple[int, int]
"""[start, end) of the words between the marks."""

LONGEST_SENTENCE = 2000
"""A quotation further from its place than this is not looked for."""
_MARK = re.compile(r"[\"＂“”„「」『』«»]")
_CLOSED_BY = {"”": "“„", "“": "„", "」": "「", "』": "『", "»": "«"}
_STRAIGHT = '"＂'
_BEFORE_OPENING = "([{（【“‘「『*_—–|>"
_SHORTENED = {
    *("sec", "sect", "art", "cl", "sch", "fig", "no", "nos", "vol", "inc", "ltd", "corp"),
    *("mr", "mrs", "dr", "st", "co", "vs", "cf", "eg", "ie", "pp", "al", "etc"),
}
_FULL_STOP = re.compile(r"(\w+)\.[)\]*_]*\s+(?=[\"“(*_\[]*[A-Z]|\Z)")
_SENTENCE_END = re.compile(r"(?<=[\w)\]])[!?](?=\s|\Z)|[。！？]")
_ITEM = re.compile(r"\n[ \t>]*(?:[-*•+#|]|\d{1,3}[.)、]|\n)")
_OVER = re.compile(r"[*_)\]）】”]{0,4}(?:[.!?](?=[\s*_)])|[。！？]|\n)")
_NEW_SENTENCE = re.compile(r"[*_)]*\s+[*_(]*[A-Z]")
LONGEST_NAME = 20
"""After so much more text, where a place is named for the first time (names_place) cannot change."""
_PLACE = re.compile(
    r"\d\s{0,3}(?:页|頁|ページ)|[页頁]码?\s?[:：]?\s?\d|\bp{1,2}\.?\s{0,3}\d|\bpages?\b|¶|§|\[\^"
    r"|[\[［【〔(（](?:see\s)?(?:section|clause|cl\.|article|art\.|schedule|annex|exhibit|appendix|第)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[.,;。，；*_]*\[\^")


def quotations(text: str, start: int, end: int) -> Iterator[Span]:
    """The outermost quotations that begin and end in text[start:end], in order. One pass, whatever is unclosed."""
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        openers = mark if mark in _STRAIGHT else _CLOSED_BY.get(mark, "")
        if any(counts[opener] for opener in openers) and not (mark in _STRAIGHT and _opens_within(text, at)):
            opener = ""
            while opener not in openers or not opener:
                opener, begin = opened.pop()
                counts[opener] -= 1
            while found and found[-1][0] > begin:
                found.pop()
            found.append((begin, at))
            if not opened:
                yield from _with_words(text, found)
                found.clear()
        elif mark in "“„「『«" or (mark in _STRAIGHT and _opens(text, at)):
            opened.append((mark, at + 1))
            counts[mark] += 1
    yield from _with_words(text, found)


def _with_words(text: str, spans: list[Span]) -> list[Span]:
    return [span for span in spans if any(map(str.isalnum, text[slice(*span)]))]


def quotations_before(text: str, end: int, floor: int) -> list[Span]:
    """The quotations of the sentence that text[:end] breaks off in. One with a footnote has its own place."""
    low = max(floor, end - LONGEST_SENTENCE)
    low = max(low, text.rfind("\n\n", low, end) + 1)
    found: list[Span] = []
    next_start = end
    for span in reversed(list(quotations(text, low, end))):
        if is_sentence_between(text, span, next_start):
            break
        if not _NOTE.match(text, span[1] + 1):
            found.insert(0, span)
        next_start = span[0] - 1
    return found


def names_place(text: str, start: int, end: int) -> int | None:
    """Where text[start:end] speaks of a page, a clause or a paragraph for the first time."""
    match = _PLACE.search(text, start, end)
    return match.start() if match else None


def is_sentence_over(text: str, at: int) -> bool:
    """Whether the sentence of a place that ends at `at` ends there, too."""
    return _OVER.match(text, at) is not None


def quotations_of_rest(text: str, start: int, end: int) -> list[Span]:
    """The quotations behind a place that ends at `start`, in its sentence: none where that names another place."""
    if is_sentence_over(text, start):
        return []
    place = names_place(text, start, end)
    found: list[Span] = []
    before = (start - 1, start - 1)
    for span in quotations(text, start, end if place is None else place):
        if is_sentence_between(text, before, span[0] - 1):
            break
        found.append(span)
        before = span
    if place is not None and found and not is_sentence_between(text, found[-1], place):
        return []
    return found


def quotations_after(text: str, start: int, end: int) -> list[Span]:
    """The quotation that opens at `start`, and those that follow it in the same sentence before another place."""
    found: list[Span] = []
    for span in quotations(text, start, end):
        if not found and span[0] - 1 != start:
            break
        if found and (
            is_sentence_between(text, found[-1], span[0] - 1)
            or names_place(text, found[-1][1], span[0]) is not None
        ):
            break
        found.append(span)
    return found


def is_sentence_between(text: str, quote: Span, next_start: int) -> bool:
    """Whether a sentence, or an item of a list, ends behind a quotation and before `next_start`."""
    gap = text[quote[1] + 1 : next_start]
    if _ITEM.search(gap):
        return True
    if not any(map(str.isalnum, gap)):
        return False
    ended = text[quote[1] - 1 : quote[1]] in ".!?" or gap[0] == "."
    if (ended and _NEW_SENTENCE.match(gap.removeprefix("."))) or _SENTENCE_END.search(gap):
        return True
    return any(
        (len(word) > 1 or word.isdecimal()) and word.casefold() not in _SHORTENED
        for word in map(_first, _FULL_STOP.finditer(gap))
    )


def _first(match: re.Match[str]) -> str:
    return match[1]


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return not (before.isascii() and before.isalnum()) and bool(after) and not after.isspace()


def _opens_within(text: str, at: int) -> bool:
    """Whether a straight mark opens a quotation inside one that is open."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (before.isspace() or before in _BEFORE_OPENING) and after.isalnum()
