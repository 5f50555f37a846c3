"""Where a term stands in a text, in which forms and spellings: what pipeline.search counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.pipeline.citations.canon import CJK, canonical
from docanalyzer.pipeline.citations.fold import fold
from docanalyzer.pipeline.simplified import simplified
from docanalyzer.pipeline.spellings import spellings
from docanalyzer.pipeline.stems import beginning, same_word

_WORD = re.compile(rf"[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*|[{CJK}]|[^\w\s]")
_LETTERS = re.compile(rf"[^\W_{CJK}]")
_REST_OF_WORD = re.compile(rf"[^\W_{CJK}]*(?:[-‐\u00ad]\n\s*[^\W\d_{CJK}]+)?")
_HYPHEN = re.compile(rf"(?<=[^\W\d_{CJK}])-(?=[^\W\d_{CJK}])")
_CHINESE = re.compile(f"[{CJK}]")
_LEAST_RUN, _SHORT_RUN, _LONGEST_RUN = 3, 6, 30
"""Characters. Of a short run two count as a part: of a longer one they would be any two."""


def occurrences(index: SourceIndex, term: str, variants: bool, whole_words: bool) -> list[tuple[int, int]]:
    """[start, end) of each, in text order, none overlapping the one before. variants: other forms and spellings too."""
    ways = (term, *(spellings(term) if variants else ()))
    found = sorted({span for way in ways for span in _spans(index, way, variants, whole_words)})
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def longest_parts(index: SourceIndex, term: str) -> list[str]:
    """Of a run of Chinese characters that stands nowhere: its longest parts that do, the last ones first, two at most.

    Where one word ends and the next begins is not written: "约定违约金" is asked, and "违约金" stands there.
    """
    if not (_LEAST_RUN <= len(term) <= _LONGEST_RUN and all(map(_CHINESE.match, term))):
        return []
    text, wanted = simplified(index.text), simplified(fold(term).text)
    least = 2 if len(term) <= _SHORT_RUN else 3
    for length in range(len(term) - 1, least - 1, -1):
        starts = range(len(term) - length, -1, -1)
        if parts := [term[at : at + length] for at in starts if wanted[at : at + length] in text]:
            return parts[:2]
    return []


def _spans(index: SourceIndex, term: str, variants: bool, whole_words: bool) -> Iterator[tuple[int, int]]:
    """Of one spelling. Chinese is compared in simplified characters."""
    chinese = variants and _CHINESE.search(term) is not None
    term = simplified(term) if chinese else term
    words = [word.casefold() for word in _WORD.findall(canonical(term))]
    letters = fold(term).text
    if not letters:
        yield from ((match.start(), match.end()) for match in re.finditer(re.escape(term), index.source.text))
        return
    done = -1
    for match in _candidates(simplified(index.text) if chinese else index.text, letters, words, variants):
        start, end = index.original(match.start(), match.end())
        if start < done or (whole_words and _begins_inside_word(index.source.text, start)):
            continue
        end = _word_end(index.source.text, end) if variants else end
        found = index.source.text[start:end]
        if variants:
            agrees = _says(simplified(found) if chinese else found, term)
        else:
            agrees = _is(found, term, whole_words and bool(_LETTERS.match(index.source.text, end)))
        if agrees:
            done = end
            yield start, end


def _is(found: str, term: str, goes_on: bool) -> bool:
    """Whether these are the term's own characters, spaces and signs; goes_on: into a word that has to end here."""
    if goes_on and _LETTERS.match(found[-1]):
        return False
    return found.casefold() == term.casefold() or (
        canonical(found, term).casefold() == canonical(term, found).casefold()
    )


def _says(found: str, term: str) -> bool:
    """Whether what the folded text offered is the term in some form, hyphens written or not."""
    if found.casefold() == term.casefold():
        return True
    if term.isascii():
        found = "".join(one for one in unicodedata.normalize("NFKD", found) if not unicodedata.combining(one))
    said, wanted = canonical(found, term).casefold(), canonical(term, found).casefold()
    return any(
        len(one) == len(other) and all(map(same_word, one, other))
        for one in _hyphenless(wanted)
        for other in _hyphenless(said)
    )


def _hyphenless(text: str) -> list[list[str]]:
    """The words, what hyphens join in one word and in several."""
    ways = [text] if "-" not in text else [_HYPHEN.sub("", text), _HYPHEN.sub(" ", text)]
    return [_WORD.findall(way) for way in ways]


def _candidates(text: str, letters: str, words: list[str], variants: bool) -> Iterator[re.Match[str]]:
    """Where the folded text may hold the term; the words are looked at in the original afterwards."""
    stems = [fold(beginning(word)).text for word in words] if variants else [letters]
    pattern = r"[a-z]{0,8}?".join(re.escape(one) for one in stems if one)
    compiled = re.compile(pattern)
    match = compiled.search(text)
    while match:
        yield match
        match = compiled.search(text, match.start() + 1)


def _begins_inside_word(text: str, start: int) -> bool:
    return start > 0 and bool(_LETTERS.match(text[start]) and _LETTERS.match(text[start - 1]))


def _word_end(text: str, end: int) -> int:
    """The end of the word that [.., end) stops in, over a hyphen at a line's end too."""
    if not _LETTERS.match(text[end - 1]):
        return end
    match = _REST_OF_WORD.match(text, end)
    return match.end() if match else end
