"""Rows and columns of figures: a table's label that matches a field, with the values beside or below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from .headings import title_key
from .outline import PROSE, Outline, Sentence
from .values import Value

_CELLS = re.compile(r"\s*\t\s*|\s+\|\s+|\s*\|$|^\|\s*")
_FIGURE = r"(?:[$€£¥￥]\s?)?[(（]?[-−–]?\s?(?:[$€£¥￥]\s?)?\d(?:[\d,.’' \u00a0]*\d)?\s?(?:%|％|million|bn|m|k)?[)）]?"
_ONLY = re.compile(rf"^{_FIGURE}$")
_NIL = re.compile(r"^(?:[-–—]|n/?a|nil|无)$", re.IGNORECASE)
_LABELLED = re.compile(rf"^(?P<label>[^\d|\t]{{2,60}}?)[\s|]+(?P<rest>{_FIGURE}(?:[\s|]+{_FIGURE})*)$")
_PACKED = re.compile(
    r"[(（]\s?[$€£¥￥]?\d[\d,.]*\s?[)）]|[-−–]?(?:[$€£¥￥]\s?)?\d[\d,.]*\d(?:\s?[%％])?|[-−–]?\d(?:\s?[%％])?"
)
_YEAR = re.compile(r"^(?:FY\s?)?(?:19|20)\d\d(?:/\d\d)?(?:年度?)?$")
_NOTE = re.compile(
    r"[(（][^()（）]*[)）]|,? (?:in )?[$€£¥￥].*$|\b(?:note|notes)\s+\d+.*$|[*†‡]", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:group|total|net|consolidated|the|其中|合并)+")
_ENDING = re.compile(r"(?:fortheyear|fortheperiod|合计|总额)$")
_MORE_CELLS, _UNIT_ABOVE = 12, 30
_CURRENCIES = (
    "£|€|US\\$|HK\\$|A\\$|\\$|¥|￥|GBP|EUR|USD|CNY|RMB|CHF|JPY|HKD|人民币|pounds|euros?|dollars|yuan"
)
_SCALES = "thousand|million|billion|mn|bn|m|k|千|万|百万|亿"
_UNIT = re.compile(
    rf"(?P<before>{_CURRENCIES})\s?(?:(?P<scale>{_SCALES})s?\b|(?!\s?\w))"
    rf"|in (?P<scale_of>{_SCALES})s? of (?P<after>{_CURRENCIES})"
    rf"|单位[:：]\s?(?:人民币)?(?P<chinese>[百千万亿]*元)|[(（](?:人民币)?(?P<bracket>[百千万亿]*元)[)）]",
)
_SIGNS = {"pounds": "£", "euros": "€", "euro": "€", "dollars": "$", "yuan": "CNY"}


def rows(outline: Outline, keys: Collection[str], kind: str) -> Iterator[Value]:
    """Values of the rows and columns whose label is one of the titles (see `title_key`), in the text's order."""
    sentences = outline.sentences
    for number, sentence in enumerate(sentences):
        if sentence.kind == PROSE:
            continue
        if " | " in sentence.text or "\t" in sentence.text:
            yield from _column(outline, number, keys, kind)
        if sentence.text[-1:].isdigit() or sentence.text[-1:] in ")）%％|":
            yield from _row(outline, number, keys, kind)


def bare_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else, as a table's cell is."""
    return _ONLY.match(text.strip()) is not None


def with_unit(cell: str, label: str, kind: str) -> str:
    """A cell with the unit that its label states."""
    return _valued(cell, _unit(label), kind)


def _names(label: str, keys: Collection[str]) -> bool:
    """Whether a label is one of the titles, but for its unit, its notes and words such as "total"."""
    key = title_key(_NOTE.sub("", label))
    shorter = _ENDING.sub("", _LEADING.sub("", key))
    return key in keys or (len(shorter) > 1 and shorter in keys)


def _row(outline: Outline, number: int, keys: Collection[str], kind: str) -> Iterator[Value]:
    """ "Net debt  324.9 | (357.8)": the cells after the label, also those that stand on lines of their own below."""
    sentence = outline.sentences[number]
    label = re.match(r"^([^\d|\t(（]+(?:[(（][^)）\d]*[)）])?[^\d|\t(（]*)", sentence.text)
    if label is None or not _names(label[1], keys):
        return
    match = _LABELLED.match(sentence.text)
    rest = match.start("rest") if match else label.end()
    text = sentence.text
    if not (match or re.fullmatch(rf"(?:{_PACKED.pattern}|[\s|])+", text[rest:])):
        return
    for other in outline.sentences[number + 1 : number + _MORE_CELLS] if outline.paged else ():
        if not bare_figure(other.text) or other.place != sentence.place:
            break
        text += f" {other.text}"
    row = replace(sentence, text=text)
    unit = _unit(label[1]) or _unit_above(outline, number)
    for cell in _PACKED.finditer(text, rest):
        if not _YEAR.match(cell[0]):
            yield Value(_valued(cell[0], unit, kind), outline, row, cell.start(), cell.end())


def _column(outline: Outline, number: int, keys: Collection[str], kind: str) -> Iterator[Value]:
    """The figures below a column's head, each quoted with its row."""
    cells = _CELLS.split(outline.sentences[number].text)
    places = [place for place, cell in enumerate(cells) if cell and _names(cell, keys)]
    if not places or any(bare_figure(cell) and not _YEAR.match(cell) for cell in cells):
        return
    place, unit = places[0], _unit(cells[places[0]]) or _unit_above(outline, number)
    for sentence in outline.sentences[number + 1 :]:
        below = _CELLS.split(sentence.text)
        if len(below) != len(cells):
            return
        if _ONLY.match(below[place]) and not _NIL.match(below[place]):
            start = _start(sentence, place)
            end = start + len(below[place])
            yield Value(_valued(below[place], unit, kind), outline, sentence, start, end)


def _start(sentence: Sentence, place: int) -> int:
    """Where the cell of that number begins in a row."""
    ends = [0, *(match.end() for match in _CELLS.finditer(sentence.text))]
    return ends[place]


def _unit(text: str) -> tuple[str, str] | None:
    """Currency and scale that a label or a table's caption names, such as ("£", "million")."""
    match = _UNIT.search(text)
    if match is None:
        return None
    chinese = match["chinese"] or match["bracket"]
    if chinese:
        return "", chinese
    currency = match["before"] or match["after"]
    return _SIGNS.get(currency, currency), match["scale"] or match["scale_of"] or ""


def _unit_above(outline: Outline, number: int) -> tuple[str, str] | None:
    """The unit that stands above the table, no further up than its own section and some lines."""
    first = max(outline.sections[outline.sentences[number].section].first, number - _UNIT_ABOVE)
    for sentence in reversed(outline.sentences[first:number]):
        if sentence.kind == PROSE:
            return None
        unit = _unit(sentence.text)
        if unit:
            return unit
    return None


def _valued(cell: str, unit: tuple[str, str] | None, kind: str) -> str:
    """The cell with the currency and scale that its table states: "(3.2)" under "£m" is "(£3.2m)"."""
    cell = cell.strip()
    if kind != "amount" or unit is None or re.search(r"[$€£¥￥%％]|[^\W\d_]", cell):
        return cell
    currency, scale = unit
    inner = cell.strip("()（） ")
    space = " " if len(scale) > 2 and scale.isascii() else ""
    sign = "-" if inner[:1] in "-−–" else ""
    spaced = " " if currency.isalpha() and currency.isascii() else ""
    text = f"{sign}{currency}{spaced}{inner.lstrip('-−– ')}{space}{scale}"
    return f"({text})" if cell[:1] in "(（" else text
