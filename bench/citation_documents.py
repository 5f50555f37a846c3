"""Documents made of our own sentences: paged ones as a PDF gives them, contracts as Word gives them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bench.citation_sentences import sentences
from docanalyzer.pipeline.citations import PageSpan, SourceText
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR, Anchor

WIDTH = 76
CJK_WIDTH = 34


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
    """An unpaged contract: one paragraph a clause, numbered 4.2, (a), 第十二条."""
    written = sentences(style, count, source)
    text, anchors, found = "", [], []
    for ordinal, words in enumerate(written, start=1):
        label = _label(style, ordinal)
        anchors.append(Anchor(len(text), ordinal, label))
        text += f"{label} "
        found.append(Sentence(words, len(text), len(text) + len(words), ordinal, ordinal))
        text += words + "\n"
    span = PageSpan(1, "", 0, len(text))
    return Document(name, style, SourceText(text, [span], anchors, paged=False), found)


def _label(style: str, ordinal: int) -> str:
    if style == "contract-zh":
        tens, ones = divmod(ordinal, 10)
        digits = "〇一二三四五六七八九"
        return (
            "第"
            + ("十" if tens == 1 else digits[tens] + "十" if tens else "")
            + (digits[ones] if ones else "")
            + "条"
        )
    clause, part = divmod(ordinal - 1, 4)
    return f"{clause + 1}." if part == 0 else f"{clause + 1}.{part}"
