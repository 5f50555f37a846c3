"""Read what stands in a citation's brackets: pages, labels, clauses, paragraphs, documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from docanalyzer.pipeline.citations.details import DETAIL, JOINT, TITLE
from docanalyzer.pipeline.citations.numerals import CHINESE_NUMERAL
from docanalyzer.pipeline.citations.page_numbers import onwards, page_number, whole, without_thousands
from docanalyzer.pipeline.citations.types import Place

_NUMBER = rf"(?:\d{{1,5}}|{CHINESE_NUMERAL})"
_TO = r"\s*(?:-{1,2}|[–—−~～〜至到]|から|to|through|until)\s*"
_LABEL = r"(?:[ivxlcdm]+|[A-Z]{1,3}[-–.]?\d+(?:[-.]\d+)*)"
_CLAUSE_LABEL = (
    r"(?:\d+(?:\.\d+)*(?:\s?\([a-zA-Z0-9]{1,5}\))*\.?|\([a-zA-Z0-9]{1,5}\)(?:\([a-zA-Z0-9]{1,5}\))*"
    r"|[IVXLC]+(?:\.\d+)*(?:\([a-z0-9]{1,5}\))*|[A-Z](?:[.-]?\d+)*)(?![\w])"
)
_CLAUSE_WORD = (
    r"(?:(?:sub-?)?(?:section|sect?|clause|cl|article|art|schedule|sched|annex|exhibit|appendix|app|recital|item|part"
    r"|chapter|ch|rule|条款)s?\b\.?)"
)
_CHINESE_UNITS = "条條款项項章节節编編目号號"

_GAP = re.compile(r"[\s*_]+")
_SEPARATOR = re.compile(r"\s*(?:[;；,，、&/|]|and\b|及び|及|和|与|與|以及|・)\s*", re.IGNORECASE)
_NEW_PLACE = re.compile(r"[;；]")
_LEAD = re.compile(
    r"(?:pdf(?=\s*p)|see(?:\s+also)?|cf\.?|at|on|in|from|of|source|ref|quoted from|来源|出处|出處|参见|參見|参照|参考|见"
    r"|見|引自|原文|位于|出典)"
    r"\s*[:：]?\s*",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:(?:doc(?:ument)?\.?|文档|文檔|文件|文書|資料|资料|文書)\s*(?:no\.?\s*)?#?\s*(\d{1,3})(?!\d)\s*(?:[:：,，]|(?=[\s第p§¶]))"
    r"|#?(\d{1,3})\s*[:：](?=\s*(?:p|第|§|¶|sec|cl|art|\d+\s*[页頁])))\s*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rf"(?:(?:pages?|pgs?|pp|p|Seiten?|página|pág)(?![a-zA-Z])\.?[\s*_]*(?:no\.?\s*)?[:：=]?|[页頁]码?\s?[:：]?|頁碼\s?[:：]?)"
    rf"[\s*_]*(?P<first>{_NUMBER}|{_LABEL})(?:(?P<onwards>\s?ff?\b\.?|\s?et\s+seqq?\b\.?)|(?![\w%]))"
    rf"(?:{_TO}(?:pp?\.?\s*)?(?P<last>\d{{1,5}})(?![\w%]))?(?P<aside>\s*\([\w.-]{{1,8}}\))?",
    re.IGNORECASE,
)
_MORE = re.compile(rf"(?P<first>\d{{1,5}})(?![\w.%(])(?:{_TO}(?:pp?\.?\s*)?(?P<last>\d{{1,5}})(?![\w%]))?")
_CHINESE_PAGES = re.compile(
    rf"第?\s*(?P<list>{_NUMBER}\s*(?:页|頁|ページ)?(?:(?:{_TO}|\s*[、,，和及]\s*)第?\s*{_NUMBER})*)\s*(?:页|頁|ページ|面)(?:目|码)?"
)
_PLURAL = re.compile(r"pp|pages|pgs|Seiten|\d", re.IGNORECASE)
# How many pages there are ("12 of 300", "12/300", "第12页，共300页"): nothing is claimed of the last one.
_TOTAL = re.compile(
    r"\s*[(（]?\s*(?:out\s+of|of|von|sur|de|di)\s+\d{1,5}(?![\w.%])(?:\s*pages?\b)?\s*[)）]?", re.IGNORECASE
)
_SLASHED_TOTAL = re.compile(r"\s*[/／]\s*(?P<total>\d{1,5})(?![\w.%])(?:\s*pages?\b)?", re.IGNORECASE)
_CHINESE_TOTAL = re.compile(
    rf"(?:\s*[/／]\s*\d{{1,5}}|\s*[,，、;；/／|]?\s*[(（]?\s*[总總]?(?:共[计計]?|全)\s*{_NUMBER})"
    r"\s*(?:页|頁|ページ|面)\s*[)）]?"
)
_CHINESE_OF_TOTAL = re.compile(r"第?\s*(?P<page>\d{1,5})(?=\s*[/／]\s*\d{1,5}\s*(?:页|頁|ページ))")
_CHINESE_PARAGRAPH = re.compile(
    rf"(?:第\s*(?P<a>{_NUMBER})(?:{_TO}第?\s*(?P<b>{_NUMBER}))?\s*(?:自然)?[段]落?|段落?\s*(?P<c>\d+))"
)
_PARAGRAPH = re.compile(
    rf"(?:¶{{1,2}}|(?:paragraphs?|paras?)\b\.?)\s*(?P<first>\d{{1,6}})(?![\w.])(?:{_TO}¶?\s*(?P<last>\d{{1,6}}))?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?:§{{1,2}}\s*|(?P<word>{_CLAUSE_WORD})\s+)(?P<label>(?-i:{_CLAUSE_LABEL}))"
    rf"(?:\s*[-–—]\s*§?\s*(?-i:{_CLAUSE_LABEL}))?",
    re.IGNORECASE,
)
_CHINESE_CLAUSE = re.compile(
    rf"(?:(?:第\s*[(（]?(?:{CHINESE_NUMERAL}|\d+(?:\.\d+)*)[)）]?\s*[{_CHINESE_UNITS}](?:之{CHINESE_NUMERAL})?)+"
    rf"|附[件录錄表则則]\s*(?:{CHINESE_NUMERAL}|[A-Z]|\d+)?)(?:{_TO}第\s*(?:{CHINESE_NUMERAL}|\d+)\s*[{_CHINESE_UNITS}])?"
)


def parse_places(content: str) -> tuple[Place, ...] | None:
    """The places a bracket names, None if anything in it is not one: then it is no citation.

    "p. 87", "pp. 3, 7–9", "2: p. 87", "第12-14页", "§4.2(a)", "¶57", "p. 3; p. 7", "p. 87, §4.2".
    """
    written = read_places(content)
    return written.places if written else None


@dataclass(frozen=True, slots=True)
class WrittenPlaces:
    """places: what a bracket names. [start, end): all of it, or what names them where words beside tell more."""

    places: tuple[Place, ...]
    start: int
    end: int
    is_whole: bool = True

    def span(self, offset: int) -> tuple[int, int]:
        """Where it stands in a text that holds the bracket's content at `offset`."""
        return offset + self.start, offset + self.end


def read_places(content: str) -> WrittenPlaces | None:
    """As parse_places(); a table, a line or a title beside a page ("p. 87, Table 3") is left outside [start, end)."""
    if len(content) > 200 or "\n\n" in content:
        return None
    reader = _Reader(without_thousands(content))
    if not reader.read() or not reader.places:
        return None
    if not reader.has_details:
        return WrittenPlaces(tuple(reader.places), 0, len(content))
    if not any(place.page or place.page_label for place in reader.places):
        return None
    return WrittenPlaces(tuple(reader.places), reader.first, reader.last, is_whole=False)


@dataclass
class _Reader:
    text: str
    at: int = 0
    first: int = -1
    last: int = -1
    has_details: bool = False
    places: list[Place] = field(default_factory=list)
    document: int | None = None
    pages_before: bool = False
    """The last thing read was a page, so a bare number after a comma is another one."""
    fresh: bool = True
    """A semicolon or the beginning stands before: a clause is a place of its own."""

    def read(self) -> bool:
        while self.at < len(self.text):
            self._skip(_GAP)
            if self.at >= len(self.text):
                break
            if not self._item():
                return False
            self._skip(_GAP)
            separator = _SEPARATOR.match(self.text, self.at) or JOINT.match(self.text, self.at)
            self.fresh = bool(separator and _NEW_PLACE.search(separator.group()))
            if separator:
                self.at = separator.end()
                if self.at >= len(self.text):
                    return False
        return True

    def _item(self) -> bool:
        if self._match(DETAIL):
            return self._beside()
        if self._match(_CHINESE_TOTAL):
            self._skip(_SEPARATOR)
        self._skip(_LEAD)
        start = self.at
        document = self._match(_DOCUMENT)
        if document:
            self.document = int(document.group(1) or document.group(2))
            self.pages_before, self.fresh = False, True
        if self._pages() or self._paragraph() or self._clause():
            self.first, self.last = start if self.first < 0 else self.first, self.at
            return True
        return bool(self._match(TITLE)) and self._beside()

    def _beside(self) -> bool:
        """What was read names no place itself."""
        self.has_details, self.pages_before = True, False
        return True

    def _pages(self) -> bool:
        of_total = self._match(_CHINESE_OF_TOTAL)
        if of_total:
            self._add_page(Place(page=int(of_total.group("page"))))
            self._skip(_CHINESE_TOTAL)
            return True
        chinese = self._match(_CHINESE_PAGES)
        if chinese:
            for item in re.split(r"\s*[、,，和及]\s*", chinese.group("list")):
                ends = [page_number(end) for end in re.findall(_NUMBER, item)]
                self._add_page(Place(page=ends[0], last_page=ends[1] if len(ends) > 1 else None))
            self._skip(_CHINESE_TOTAL)
            return True
        match = self._match(_PAGE) or (self._match(_MORE) if self.pages_before else None)
        if not match:
            return False
        first, last = match.group("first"), match.group("last")
        number = page_number(first)
        aside = (match.groupdict().get("aside") or "").strip(" ()")
        label = aside if number is not None else first
        last_page = whole(number, last) or onwards(number, match.groupdict().get("onwards"))
        self._add_page(Place(page=number, last_page=last_page, page_label=label))
        self._skip_total(match)
        return True

    def _skip_total(self, page: re.Match[str]) -> None:
        """ "p. 12 of 300", "p. 12/300". After "pp." a stroke stands between pages: "pp. 12/13"."""
        self._skip(_TOTAL)
        slashed = _SLASHED_TOTAL.match(self.text, self.at)
        first = page_number(page.group("first"))
        if slashed and first is not None and not page.group("last") and not _PLURAL.match(page.group()):
            self.at = slashed.end() if int(slashed.group("total")) >= first else self.at

    def _paragraph(self) -> bool:
        match = self._match(_PARAGRAPH)
        if match:
            first, last = int(match.group("first")), match.group("last")
        else:
            match = self._match(_CHINESE_PARAGRAPH)
            if not match:
                return False
            first, last = page_number(match.group("a") or match.group("c")) or 0, match.group("b")
        end = page_number(last) if last else None
        place = Place(document=self.document, paragraph=first, last_paragraph=end)
        self._refine(place, paragraph=first, last_paragraph=end)
        return True

    def _clause(self) -> bool:
        match = self._match(_CLAUSE)
        if match:
            word = (match.group("word") or "").rstrip(". ")
            label = match.group("label").rstrip(".")
            plain = not word or word.casefold().rstrip("s") in (
                "section",
                "sec",
                "sect",
                "clause",
                "cl",
                "条款",
            )
            clause = label if plain else f"{word} {label}"
        else:
            match = self._match(_CHINESE_CLAUSE)
            if not match:
                return False
            clause = match.group().strip()
        self._refine(Place(document=self.document, clause=clause), clause=clause)
        return True

    def _add_page(self, place: Place) -> None:
        self.places.append(replace(place, document=self.document))
        self.pages_before = True

    def _refine(self, place: Place, **more: object) -> None:
        """A clause or paragraph after a page and a comma says more of the same place."""
        last = self.places[-1] if self.places else None
        if last and not self.fresh and last.page and not last.clause and last.paragraph is None:
            self.places[-1] = replace(last, **more)  # type: ignore[arg-type]
        else:
            self.places.append(place)
        self.pages_before = False

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match and match.end() > self.at:
            self.at = match.end()
            return match
        return None

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
