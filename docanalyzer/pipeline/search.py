"""Plain search over a whole document: every hit of a term and its variants, or the statement that there is none.

This is what stands behind "not found": no model, no ranking, no sampling. Case, width, ligatures, line breaks and
hyphens at line ends never hide a word; English words are found in their plural and other simple forms, in one word or
two, in British and American spelling, Chinese in simplified and traditional characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.pipeline.citations import PageSpan, SourceIndex, SourceText
from docanalyzer.pipeline.citations.canon import canonical
from docanalyzer.pipeline.citations.ranges import count_of, paragraph_at
from docanalyzer.pipeline.occurrences import longest_parts, occurrences
from docanalyzer.pipeline.simplified import other_writing
from docanalyzer.pipeline.spellings import spellings

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
    the hits are written; spellings: the other ways to write each term that were looked for too; pages,
    pages_without_text: what was searched and what could not be.
    """

    terms: tuple[str, ...]
    hits: tuple[Hit, ...]
    totals: dict[str, int]
    forms: dict[str, dict[str, int]]
    spellings: dict[str, tuple[str, ...]]
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
        """ "no occurrence of “sub-lease” (or sublease, sub lease) in 312 pages", or how many there are."""
        where = count_of(self.pages, "page") if self.pages else count_of(self.paragraphs, "paragraph")
        unread = self.pages_without_text
        aside = f" ({count_of(unread, 'page')} without text could not be searched)" if unread else ""
        number = count_of(self.totals[term], "occurrence") if self.totals[term] else "no occurrence"
        others = f" (or {', '.join(self.spellings[term])})" if self.spellings[term] else ""
        return f"{number} of “{term}”{others} in {where}{aside}"


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

    variants: also plural and simple forms of English words ("terminate" finds "termination"), and other
    spellings ("sub-lease" finds "sublease", "license" "licence", "违约金" "違約金"); whole_words:
    a term does not begin or end inside a word (CJK has no such seams), False for find-as-you-type;
    context: characters shown on each side.
    """
    index = _index(text)
    wanted = tuple(dict.fromkeys(term for term in (term.strip() for term in terms) if term))
    hits: list[Hit] = []
    totals: dict[str, int] = {}
    forms: dict[str, dict[str, int]] = {}
    for term in wanted:
        spans = occurrences(index, term, variants and whole_words, whole_words)
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
        spellings={term: _spellings(term) if variants and whole_words else () for term in wanted},
        pages=len(source.pages) if source.paged else 0,
        pages_without_text=empty,
        paragraphs=len(source.anchors) or source.text.count("\n") + 1,
        characters=len(source.text),
    )


def search_with_parts(index: SourceIndex, terms: Sequence[str], limit: int = _MOST_LISTED) -> SearchReport:
    """As search(); where a run of Chinese stands nowhere, also for the longest parts of it that do stand there."""
    report = search(index, terms, limit=limit)
    parts = [part for term in report.absent for part in longest_parts(index, term)]
    return search(index, [*terms, *parts], limit=limit) if parts else report


def _spellings(term: str) -> tuple[str, ...]:
    """Of English in other spellings, of Chinese in the other characters."""
    other = other_writing(term)
    return spellings(term) or ((other,) if other else ())


def _index(text: str | SourceText | SourceIndex) -> SourceIndex:
    if isinstance(text, SourceIndex):
        return text
    if isinstance(text, SourceText):
        return SourceIndex(text)
    return SourceIndex(SourceText(text, [PageSpan(1, "", 0, len(text))], paged=False))


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
