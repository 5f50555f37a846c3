"""Find as a reader does: every place of the typed words in a whole text, in milliseconds.

Case, accents, width, ligatures and hyphens at line ends never hide a word; a word is found inside others too.
Signs count when they are typed. `pipeline.search` is another thing: whole words in their other forms, for proof.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from docanalyzer.pipeline.citations.canon import canonical
from docanalyzer.pipeline.citations.fold import Folded, fold

_BREAK = re.compile(r"\s+")
MOST_LISTED = 2_000


class OpenText:
    """A whole text, folded once, in the warm child."""

    def __init__(self, text: str) -> None:
        self._text, self._folded = text, fold(text)

    def answer(self, request: dict[str, Any]) -> tuple[Any, bytes]:
        """{"job": "find", "term", "context"}: {"total", "starts", "hits": [[start, end, before, found, after]]}.

        starts: where every hit begins; hits: the first MOST_LISTED with what stands around them.
        """
        places = list(find_all(self._text, request["term"], self._folded))
        around = request["context"]
        hits = [[start, end, *self._around(start, end, around)] for start, end in places[:MOST_LISTED]]
        return {"total": len(places), "starts": [start for start, _ in places], "hits": hits}, b""

    def _around(self, start: int, end: int, size: int) -> list[str]:
        before = self._text[max(0, start - size) : start]
        after = self._text[end : end + size]
        if start > size and " " in before:
            before = before[before.index(" ") :]
        return [
            _BREAK.sub(" ", before).lstrip(),
            _BREAK.sub(" ", self._text[start:end]),
            _BREAK.sub(" ", after).rstrip(),
        ]


def find_all(text: str, term: str, folded: Folded | None = None) -> Iterator[tuple[int, int]]:
    """[start, end) of every place of `term`, in text order, none overlapping the one before."""
    term = term.strip()
    letters = fold(term).text
    if not letters:
        yield from _literally(text, term)
        return
    head, tail = _signs(term)
    wanted = _plain(term[len(head) : len(term) - len(tail)], "")
    seen: dict[str, bool] = {}
    for start, end in _letter_places(text, letters, folded):
        found = text[start:end]
        agrees = seen.get(found)
        if agrees is None:
            agrees = seen[found] = _plain(found, term) == wanted
        if agrees and (spot := _with_signs(text, start, end, head, tail)):
            yield spot


def same_letters(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every place with the letters and digits of `quote`, whatever signs are between them."""
    letters = fold(quote).text
    yield from _letter_places(text, letters, None) if letters else _literally(text, quote.strip())


def _letter_places(text: str, letters: str, folded: Folded | None) -> Iterator[tuple[int, int]]:
    source = folded or fold(text)
    at = source.text.find(letters)
    while at >= 0:
        last = at + len(letters)
        yield int(source.offsets[at]), int(source.offsets[last - 1]) + 1
        at = source.text.find(letters, last)


def _literally(text: str, term: str) -> Iterator[tuple[int, int]]:
    if term:
        yield from ((match.start(), match.end()) for match in re.finditer(re.escape(term), text))


def _signs(term: str) -> tuple[str, str]:
    """What stands before the first letter or digit, and after the last."""
    kept = [number for number, character in enumerate(term) if fold(character).text]
    return term[: kept[0]], term[kept[-1] + 1 :]


def _with_signs(text: str, start: int, end: int, head: str, tail: str) -> tuple[int, int] | None:
    """The place with the typed signs around it, None where they do not stand there."""
    first, last = start - len(head), end + len(tail)
    if head and (first < 0 or not _alike(text[first:start], head)):
        return None
    if tail and not _alike(text[end:last], tail):
        return None
    return first, last


def _alike(found: str, typed: str) -> bool:
    return found == typed or canonical(f"a{found}a") == canonical(f"a{typed}a")


def _plain(text: str, other: str) -> str:
    """Canonical, without case and accents: "Über" for a typed "uber"."""
    if text.isascii() and "\n" not in text:
        return " ".join(canonical(text, other).casefold().split())
    apart = unicodedata.normalize("NFKD", canonical(text, other).casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
