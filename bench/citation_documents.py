"""Documents made of our own sentences: paged ones as a PDF gives them, contracts as Word files."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import docx

from bench.citation_sentences import sentences
from dev.sample.contract import LEVELS, add_numbering, put_in_list
from docanalyzer.pipeline.citations import PageSpan, SourceText, source_of
from docanalyzer.pipeline.reading import read
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR

WIDTH = 76
CJK_WIDTH = 34
CLAUSES_A_PART = 4
CHINESE_LEVELS = (("chineseCounting", "第%1条"),)


@dataclass
class Sentence:
    """One sentence as it was written, and [start, end) of what became of it in the document's text."""

    words: str
    start: int
    end: int
    place: int
    """Its page, or its paragraph in an unpaged document."""
    last_place: int


@dataclass
class Document:
    name: str
    style: str
    source: SourceText
    sentences: list[Sentence] = field(default_factory=list)


def documents(seed: int = 20) -> list[Document]:
    """24 documents: 7 English, 6 Chinese, 4 Japanese reports; 4 English and 3 Chinese contracts."""
    made = []
    for style, count in (("en", 7), ("zh", 6), ("ja", 4), ("contract", 4), ("contract-zh", 3)):
        for number in range(count):
            source = random.Random(f"{seed}-{style}-{number}")
            maker = contract if style.startswith("contract") else report
            made.append(maker(f"{style}-{number + 1}", style, source))
    return made


def report(name: str, style: str, source: random.Random, count: int = 66) -> Document:
    """A paged report: lines broken at a width, words hyphenated, running heads and feet, labels that differ."""
    cjk = style in ("zh", "ja")
    lines: list[tuple[int, str]] = []
    written = sentences(style, count, source)
    for first in range(0, count, 6):
        lines += _wrap(written, range(first, min(first + 6, count)), cjk, source)
        lines.append((-1, ""))
    head = {"en": "Annual report and accounts", "zh": "年度报告全文", "ja": "有価証券報告書"}[style]
    return _paginate(name, style, written, lines, head, 24)


def _wrap(written: list[str], numbers: range, cjk: bool, source: random.Random) -> list[tuple[int, str]]:
    """Pieces (sentence, text) of one paragraph; a piece that ends a line ends in a newline."""
    pieces: list[tuple[int, str]] = []
    column = 0
    for number in numbers:
        units = list(written[number]) if cjk else [word + " " for word in written[number].split(" ")]
        for whole in units:
            unit, width = whole, CJK_WIDTH if cjk else WIDTH
            if column + len(unit.rstrip()) > width and not (cjk and unit in "，。、；：”」%％"):
                unit, column = _break(pieces, unit, column, cjk, source)
            pieces.append((number, unit))
            column += len(unit)
    pieces.append((numbers[-1], "\n"))
    return pieces


def _break(
    pieces: list[tuple[int, str]], unit: str, column: int, cjk: bool, source: random.Random
) -> tuple[str, int]:
    """End the line, perhaps inside a long word; returns what goes on the next line."""
    word = unit.rstrip()
    if not cjk and len(word) > 8 and word.isalpha() and source.random() < 0.6:
        cut = source.randint(3, len(word) - 4)
        pieces.append((pieces[-1][0], word[:cut] + "-\n"))
        return unit[cut:], 0
    if pieces:
        number, last = pieces[-1]
        pieces[-1] = (number, (last.rstrip(" ") if source.random() < 0.7 else last) + "\n")
    return unit, 0


def _paginate(
    name: str, style: str, written: list[str], pieces: list[tuple[int, str]], head: str, lines_a_page: int
) -> Document:
    pages: list[list[tuple[int, str]]] = [[]]
    lines = 0
    for number, piece in pieces:
        pages[-1].append((number, piece))
        lines += piece.count("\n")
        if lines >= lines_a_page:
            pages.append([])
            lines = 0
    text, spans = "", []
    found: dict[int, Sentence] = {}
    for index, page in enumerate(pages, start=1):
        start = len(text)
        text += f"{head}\n{index + 3}\n" if index > 1 else ""
        for number, piece in page:
            if number >= 0 and piece.strip():
                one = found.setdefault(number, Sentence(written[number], len(text), 0, index, index))
                one.end, one.last_place = len(text) + len(piece.rstrip()), index
            text += piece
        text = text.rstrip("\n") + "\n"
        spans.append(PageSpan(index, str(index + 3), start, len(text)))
        text += PAGE_SEPARATOR
    source = SourceText(text[: -len(PAGE_SEPARATOR)], spans)
    return Document(name, style, source, [found[number] for number in sorted(found)])


def contract(name: str, style: str, source: random.Random, count: int = 48) -> Document:
    """An unpaged contract, written as a Word file that numbers its clauses 4., 4.2 or 第十二条, and read as any other."""
    written = sentences(style, count, source)
    word = docx.Document()
    kinds = CHINESE_LEVELS if style == "contract-zh" else LEVELS
    numbers = add_numbering(word, kinds)
    for ordinal, words in enumerate(written):
        paragraph = word.add_paragraph()
        at = source.randint(1, len(words) - 1)  # where Word would begin a new run after an edit
        paragraph.add_run(words[:at])
        paragraph.add_run(words[at:]).bold = source.random() < 0.3
        put_in_list(paragraph, numbers, min(ordinal % CLAUSES_A_PART, len(kinds) - 1, 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        word.save(str(path))
        read_back = source_of(read(path))
    return Document(name, style, read_back, _found(written, read_back))


def _found(written: list[str], source: SourceText) -> list[Sentence]:
    """Each sentence where the reader has put it, in the paragraph that its anchor names."""
    found: list[Sentence] = []
    end = 0
    for words in written:
        start = source.text.index(words, end)
        end = start + len(words)
        paragraph = max(anchor.ordinal for anchor in source.anchors if anchor.start <= start)
        found.append(Sentence(words, start, end, paragraph, paragraph))
    return found
