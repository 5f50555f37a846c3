"""A document as the engine sees it: sections and the sentences in them, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .characters import HAS_CJK, fold, is_cjk, join_lines, width
from .furniture import CleanPage, PageKind, clean_pages
from .grammar import SourceDocument
from .headings import BULLET, Heading, HeadingFinder, contents_titles, title_key
from .lists import FUNCTION_WORDS
from .sentences import ends_sentence, split

CODE, LINE, PROSE = 0, 1, 2
"""Kinds of a sentence: a line of code, a piece of text that is no full sentence, a full sentence."""
_PARAGRAPH = re.compile(r"^¶(\d+)\s?")
_SYMBOLS = re.compile(r"[{}\[\]<>=|\\$#@^~*_+&]|::|->|//")
_CODE_START = re.compile(r"(?:[$#>%]\s|>>|#!|https?://|-{1,2}\w|\w+\s*=\s*\S|\w+\([^)]*\)$)")
_BACK = re.compile(
    r"^(?:copyright|legal notice|licen[sc]e|colophon|acknowledge?ments?|index|contents|table of contents|bibliography"
    r"|references|about the authors?|版权|版权声明|许可证?|法律声明|致谢|索引|目录|参考文献)$|free documentation licen[sc]e"
    r"|general public licen[sc]e",
    re.IGNORECASE,
)
_LABEL_OF_TITLE = re.compile(
    r"^(?:(?:appendix|chapter|annex)\s+\w+|[A-Z]?[\d.]+|附录\s*\S|第\S+章)[.:：\s]+", re.IGNORECASE
)
_ROW = re.compile(r"\t|\s\|(?:\s|$)")
_BOX = re.compile(r"^(?:[\[(（]\s*[xX✓√]?\s*[\])）]|[☐☑☒□■✓])$")
_ROW_LABEL = re.compile(r"^[^\W\d_][^{}\[\]|]{2,58}$")
_ENUMERATOR = re.compile(
    r"^(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[A-Za-z]{1,2})[).]?|\d+(?:\.\d+)*\.?|第\S{1,6}[条款])$"
)
_LONGEST_PARAGRAPH = 8000
_CLAUSE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?\s+(?=\S)")
_PLACEHOLDER = re.compile(r"\{[a-z_ ]{2,40}\}")
_BARE = re.compile(
    r"^(?:(?:part|chapter|appendix|article)\s+\w+|第\s*\S{1,4}\s*[编章部篇])[.:：]?$", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Section:
    """level: 1 is outermost; 0 is the text before the first heading. [first, last): its own sentences."""

    title: str
    level: int
    page: int
    first: int
    parent: int
    last: int = 0
    excluded: bool = False


@dataclass(slots=True)
class Sentence:
    """place: page number, or paragraph ordinal of an unpaged document. opens: first of its paragraph."""

    text: str
    place: int
    section: int
    kind: int
    opens: bool


@dataclass(slots=True)
class Outline:
    """One document, analysed. excluded: places (pages) whose text is a licence, index or contents."""

    number: int
    title: str
    paged: bool
    cjk: bool
    pages: int
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)

    def path(self, section: int) -> list[int]:
        """The section and those above it, outermost first."""
        above: list[int] = []
        while section >= 0:
            above.append(section)
            section = self.sections[section].parent
        return above[::-1]


def outline(document: SourceDocument, check: Callable[[], None]) -> Outline:
    """Analyse a document. `check` is called once a page and may raise to stop."""
    pages = clean_pages(document.pages, check) if document.paged else _unpaged(document)
    cjk = is_cjk_document(document)
    found = Outline(document.number, document.title, document.paged, cjk, len(pages))
    builder = _Builder(found, HeadingFinder(contents_titles(pages), document.paged))
    for page in pages:
        check()
        builder.page(page)
    builder.finish()
    return found


def is_cjk_document(document: SourceDocument) -> bool:
    """Whether its beginning is mainly Chinese or Japanese."""
    most = 2000 if document.paged else 20_000
    return is_cjk("".join(page.text[:most] for page in document.pages[:40]))


def _unpaged(document: SourceDocument) -> list[CleanPage]:
    lines = [line.strip() for page in document.pages for line in page.text.split("\n")]
    return [CleanPage(1, PageKind.BODY, lines)]


class _Builder:
    """Joins lines into paragraphs, paragraphs into sentences, under the headings met on the way."""

    def __init__(self, found: Outline, headings: HeadingFinder) -> None:
        self.found = found
        self.headings = headings
        self.paragraph = ""
        self.last_line = ""
        self.last_code = False
        self.place = 1
        self.full = 0.0
        self.licence_page = False
        self.edge = False
        self.seen: set[str] = set()
        self.open_section("", 0)

    def open_section(self, title: str, level: int) -> None:
        sections = self.found.sections
        parent = len(sections) - 1
        while parent >= 0 and sections[parent].level >= level:
            parent = sections[parent].parent
        if parent == 0 and level in (5, 6):
            level = 2  # a title without a number, and no numbered section around it
        excluded = bool(_BACK.search(_LABEL_OF_TITLE.sub("", title))) if title else False
        excluded = excluded or (parent >= 0 and sections[parent].excluded)
        if sections:
            sections[-1].last = len(self.found.sentences)
        sections.append(
            Section(title, level, self.place, len(self.found.sentences), parent, excluded=excluded)
        )

    def page(self, page: CleanPage) -> None:
        if page.kind in (PageKind.CONTENTS, PageKind.INDEX):
            unread = self.found.unread
            unread[page.kind.value] = unread.get(page.kind.value, 0) + 1
            return
        if self.found.paged:
            self.place = page.number
        self.licence_page = page.kind is PageKind.LICENCE
        widths = sorted(width(line) for line in page.lines if line)
        self.full = 0.72 * widths[int(len(widths) * 0.9)] if widths else 0.0
        lines = page.lines
        self.edge = True
        for index, line in enumerate(lines):
            after = next((text for text in lines[index + 1 : index + 4] if text), "")
            self.edge = self.found.paged and (index == 0 or index >= len(lines) - 2)
            self.line(line, lines[index - 1] if index else "", after)
        self.flush()

    def line(self, line: str, before: str, after: str) -> None:
        if not self.found.paged:
            mark = _PARAGRAPH.match(line)
            if mark:
                self.flush()
                self.place = int(mark[1])
                line = line[mark.end() :]
            before, after = _PARAGRAPH.sub("", before), _PARAGRAPH.sub("", after)
        line = line.removeprefix("| ")
        if not line:
            self.flush()
            return
        cells = [cell.strip() for cell in _ROW.split(line)]
        if len(cells) == 2 and _BOX.match(cells[0]):
            self.flush()
            line = cells[1]
        elif len(cells) > 1 and not (len(cells) == 2 and _ENUMERATOR.match(cells[0])):
            self.row(line, [cell for cell in cells if cell])
            return
        line = line.replace("\t", " ")
        heading = self.headings.find(line, before, after.replace("\t", " "))
        if heading is not None:
            self.heading(heading, line)
            return
        bullet = BULLET.match(line) or (None if self.found.paged else _CLAUSE_NUMBER.match(line))
        code = self.found.paged and _is_code(line)
        if bullet or not self.joins(line, code):
            self.flush()
        self.paragraph = join_lines(self.paragraph, line[bullet.end() :] if bullet else line)
        self.last_line, self.last_code = line, code

    def row(self, line: str, cells: list[str]) -> None:
        """A line of a table: a label and its text, or cells kept together as they stand."""
        self.flush()
        if not cells:
            return
        if not self.found.paged and len(cells) == 1:
            self.paragraph = cells[0]
        elif not self.found.paged and len(cells) == 2 and _ROW_LABEL.match(cells[0]):
            self.open_section(cells[0].rstrip(" :："), 6)
            self.paragraph = cells[1]
        else:
            self.paragraph = line
            self.flush(row=True)
        self.last_line = line

    def heading(self, heading: Heading, line: str) -> None:
        self.flush()
        key, title, sections = title_key(heading.title), fold(heading.title), self.found.sections
        if self.edge and key in self.seen:
            return  # a running head that repeats the section's title
        self.seen.add(key)
        last = sections[-1]
        if (
            last.first == len(self.found.sentences)
            and _BARE.match(last.title)
            and heading.level >= last.level - 1
        ):
            last.title = f"{last.title} {title}"  # "Chapter 1" and its title stand on two lines
        else:
            self.open_section(title, heading.level)
        if heading.rest:
            self.paragraph, self.last_line = heading.rest, line

    def joins(self, line: str, code: bool) -> bool:
        """Whether the line goes on with the paragraph begun above."""
        last = self.last_line
        if not self.paragraph or not self.found.paged:
            return bool(self.paragraph) and len(self.paragraph) < _LONGEST_PARAGRAPH
        if code != self.last_code:
            return not code and width(last) >= self.full and not ends_sentence(last) and line[0].islower()
        if code:
            return False
        if width(last) >= self.full:
            return len(self.paragraph) < _LONGEST_PARAGRAPH or not ends_sentence(last)
        return (
            not ends_sentence(last)
            and (line[0].islower() or last[-1] in ",，、")
            and len(self.paragraph) > 30
        )

    def flush(self, row: bool = False) -> None:
        """Close the paragraph: split it, judge each piece, keep it."""
        text, self.paragraph, self.last_line = fold(self.paragraph), "", ""
        if not text:
            return
        section = len(self.found.sections) - 1
        for index, piece in enumerate([text] if row else split(text)):
            kind = _kind(piece)
            if kind == PROSE and (self.licence_page or row):
                kind = LINE
            self.found.sentences.append(Sentence(piece, self.place, section, kind, index == 0))

    def finish(self) -> None:
        self.found.sections[-1].last = len(self.found.sentences)


def _is_code(line: str) -> bool:
    if line.endswith((";", "{", "\\")) or "()" in line or _CODE_START.match(line):
        return not HAS_CJK.search(line)
    symbols = len(_SYMBOLS.findall(line))
    return symbols >= 3 and symbols * 10 >= len(line)


def _kind(text: str) -> int:
    """CODE, LINE or PROSE, by how the piece begins, ends and what it is made of."""
    if "{" in text:
        text = _PLACEHOLDER.sub("Name", text)
    symbols = len(_SYMBOLS.findall(text))
    if symbols >= 3 and symbols * 14 >= len(text):
        return CODE
    if not ends_sentence(text):
        return LINE
    if HAS_CJK.search(text) and is_cjk(text):
        return PROSE if len(text) >= 12 else LINE
    words = _LETTERS.findall(text)
    if len(words) < 6 or not (text[0].isupper() or text[0].isdigit() or text[0] in "“\"'‘(["):
        return LINE
    small = sum(map(FUNCTION_WORDS.__contains__, map(str.lower, words)))
    return PROSE if small >= 2 and small * 8 >= len(words) else LINE
