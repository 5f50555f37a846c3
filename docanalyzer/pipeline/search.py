"""Plain search over a whole document: every hit of a term and its variants, or the statement that there is none.

This is what stands behind "not found": no model, no ranking, no sampling. Case, width, ligatures, line breaks and
hyphens at line ends never hide a word; English words are found in their plural and other simple forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docanalyzer.pipeline.citations import PageSpan, SourceIndex, SourceText
from docanalyzer.pipeline.citations.canon import CJK, canonical
from docanalyzer.pipeline.citations.fold import fold
from docanalyzer.pipeline.citations.ranges import count_of, paragraph_at
from docanalyzer.pipeline.stems import same_word, stem

_WORD = re.compile(rf"[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*|[{CJK}]|[^\w\s]")
_LETTERS = re.compile(rf"[^\W_{CJK}]")
_REST_OF_WORD = re.compile(rf"[^\W_{CJK}]*(?:[-‐\u00ad]\n\s*[^\W\d_{CJK}]+)?")
_MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a term stands: [start, end) in the text, its page or paragraph, and what is around.

    page_index is 0 and page_label "" for an unpaged document; paragraph 0 and clause "" for a paged one.
    """

    term: str
    start: int
    end: int
    page_index: int
    page_label: str
    paragraph: int
    clause: str
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class SearchReport:
    """What a search of the whole text gave.

    hits: in text order, `limit` at most; totals: every occurrence of each term, counted to the end; forms: how
    the hits are written; pages, pages_without_text: what was searched and what could not be.
    """

    terms: tuple[str, ...]
    hits: tuple[Hit, ...]
    totals: dict[str, int]
    forms: dict[str, dict[str, int]]
    pages: int
    pages_without_text: int
    paragraphs: int
    characters: int

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @property
    def absent(self) -> tuple[str, ...]:
        """The terms that stand nowhere."""
        return tuple(term for term in self.terms if not self.totals[term])

    def sentence(self, term: str) -> str:
        """ "no occurrence of “escrow” in 312 pages", or how many there are."""
        where = count_of(self.pages, "page") if self.pages else count_of(self.paragraphs, "paragraph")
        unread = self.pages_without_text
        aside = f" ({count_of(unread, 'page')} without text could not be searched)" if unread else ""
        if not self.totals[term]:
            return f"no occurrence of “{term}” in {where}{aside}"
        return f"{count_of(self.totals[term], 'occurrence')} of “{term}” in {where}{aside}"


def search(
    text: str | SourceText | SourceIndex,
    terms: Sequence[str],
    *,
    variants: bool = True,
    whole_words: bool = True,
    context: int = 80,
    limit: int = _MOST_LISTED,
) -> SearchReport:
    """Every occurrence of every term.

    variants: also plural and simple forms of English words ("terminate" finds "termination"); whole_words:
    a term does not begin or end inside a word (CJK has no such seams), False for find-as-you-type;
    context: characters shown on each side.
    """
    index = _index(text)
    wanted = tuple(dict.fromkeys(term for term in (term.strip() for term in terms) if term))
    hits: list[Hit] = []
    totals: dict[str, int] = {}
    forms: dict[str, dict[str, int]] = {}
    for term in wanted:
        spans = list(_spans(index, term, variants and whole_words, whole_words))
        totals[term] = len(spans)
        forms[term] = dict(
            Counter(canonical(index.source.text[start:end]).casefold() for start, end in spans[:limit])
        )
        hits += [_hit(index, term, start, end, context) for start, end in spans[:limit]]
    hits.sort(key=lambda hit: (hit.start, hit.end))
    source = index.source
    empty = (
        sum(not source.text[page.start : page.end].strip() for page in source.pages) if source.paged else 0
    )
    return SearchReport(
        terms=wanted,
        hits=tuple(hits[:limit]),
        totals=totals,
        forms=forms,
        pages=len(source.pages) if source.paged else 0,
        pages_without_text=empty,
        paragraphs=len(source.anchors) or source.text.count("\n") + 1,
        characters=len(source.text),
    )


def _index(text: str | SourceText | SourceIndex) -> SourceIndex:
    if isinstance(text, SourceIndex):
        return text
    if isinstance(text, SourceText):
        return SourceIndex(text)
    return SourceIndex(SourceText(text, [PageSpan(1, "", 0, len(text))], paged=False))


def _spans(index: SourceIndex, term: str, variants: bool, whole_words: bool) -> Iterator[tuple[int, int]]:
    """[start, end) of each occurrence, in text order, none overlapping the one before."""
    words = [word.casefold() for word in _WORD.findall(canonical(term))]
    letters = fold(term).text
    if not letters:
        yield from ((match.start(), match.end()) for match in re.finditer(re.escape(term), index.source.text))
        return
    done = -1
    for match in _candidates(index.text, letters, words, variants):
        start, end = index.original(match.start(), match.end())
        if start < done or (whole_words and _begins_inside_word(index.source.text, start)):
            continue
        end = _word_end(index.source.text, end) if variants else end
        if _agrees(index.source.text, term, words, (start, end), variants, whole_words):
            done = end
            yield start, end


def _agrees(
    text: str, term: str, words: list[str], span: tuple[int, int], variants: bool, whole_words: bool
) -> bool:
    """Whether what the folded text offered is the term, spaces and signs and word ends included."""
    found = text[slice(*span)]
    if variants:
        if found.casefold() == term.casefold():
            return True
        said = [word.casefold() for word in _WORD.findall(canonical(found, term))]
        return len(said) == len(words) and all(map(same_word, words, said))
    if whole_words and _LETTERS.match(found[-1]) and _LETTERS.match(text, span[1]):
        return False
    return found.casefold() == term.casefold() or (
        canonical(found, term).casefold() == canonical(term, found).casefold()
    )


def _candidates(text: str, letters: str, words: list[str], variants: bool) -> Iterator[re.Match[str]]:
    """Where the folded text may hold the term; the words are looked at in the original afterwards."""
    stems = [fold(stem(word)).text for word in words] if variants else [letters]
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


def _hit(index: SourceIndex, term: str, start: int, end: int, context: int) -> Hit:
    text, paged = index.source.text, index.source.paged
    page = index.page_at(start) if paged else None
    clause = None if paged else index.clauses.at(start)
    return Hit(
        term=term,
        start=start,
        end=end,
        page_index=page.index if page else 0,
        page_label=page.label if page else "",
        paragraph=0 if paged else paragraph_at(index, start),
        clause=clause.label if clause else "",
        before=" ".join(text[max(0, start - context) : start].split("\n")).lstrip(),
        found=text[start:end],
        after=" ".join(text[end : end + context].split("\n")).rstrip(),
    )
