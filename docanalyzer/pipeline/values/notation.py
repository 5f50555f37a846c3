"""How a text writes its numbers: what stands before the decimals, a point or a comma."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from docanalyzer.pipeline.values.languages import COMMA, POINT, clearer, hinted, spoken, words

__all__ = ["COMMA", "POINT", "figures", "notation_of", "number_readings", "other"]

SAMPLE = 400_000
"""So many characters of a document tell how the whole of it writes numbers."""
_GROUPED = re.compile(r"(\d{1,3}(?:([.,'’ ])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?", re.ASCII)
_INDIAN = re.compile(r"(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?", re.ASCII)
_PLAIN = re.compile(r"(\d+)(?:([.,])(\d+))?", re.ASCII)
_FIGURE = re.compile(
    r"(?<![\w.,'’])\d{1,3}(?:[ '’.,]\d{3})+(?:[.,]\d+)?(?![\w'’]|[.,]\d)|(?<![\w.,])\d+[.,]\d+(?![\w]|[.,]\d)",
    re.ASCII,
)
_MEASURE = re.compile(
    r"\s?(?:[%‰€$£¥](?!\s?\d)|per ?cent|prozent|pour cent|por ciento|(?:m|b|tr)illi|mi[ol]\b|mrd|bn\b|m\b"
    r"|eur|usd|gbp|chf)",
    re.I,
)
_SIGN_BEFORE = re.compile(r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF))\s?\Z")
_REFERRING = re.compile(
    r"(?:\[|\b(?:notes?|pages?|pp?|sections?|secs?|clauses?|articles?|arts?|items?|figures?|figs?|tables?|chapters?"
    r"|paragraphs?|paras?|schedules?|annex(?:es)?|appendi(?:x|ces)|exhibits?|footnotes?|refs?|nos?|numbers|lines?|rules?"
    r"|nr|ziffern?|abs(?:atz|ätze)?|seiten?|s|anlagen?|anhang|kapitel|tabellen?|abb(?:ildung(?:en)?)?|satz"
    r"|notas?|páginas?|sección|artículos?|alinéas?|tableaux?)\.?\s?|§{1,2}\s?"
    r"|(?:附注|注释|注|第|页|见|図|图|表|项|款|条)\s?)"
    r"\(?(?:\d+[,;]\s?)*\Z",
    re.I,
)
"""What stands before the numbers of notes, pages and clauses: "Notes 3,4" is a list."""
_LISTED_ON = re.compile(
    r"\s?(?:\]|[页条款项章节]|(?:,|;|&|、|and|und|et|to|bis|[-–和及与至])\s?\d+(?![\d.,]*[.,]\d))", re.I
)
_BEFORE, _AFTER = 15, 16
"""So many characters beside a figure tell what it is."""
_ENOUGH = 3
"""So many decimal commas beside a unit outweigh the language; one or two may be a slip."""


@dataclass(frozen=True)
class _Seen:
    """How often figures of each kind stand in a text, by the sign before the decimals that they suppose.

    exact: grouped in one way alone; measured: with one separator, beside a unit or a currency; bare: with a comma
    before one or two digits, beside neither; threes: 1,234 and 1.234, taken for thousands.
    """

    exact: Counter[str] = field(default_factory=Counter)
    measured: Counter[str] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)
    threes: Counter[str] = field(default_factory=Counter)


def figures(text: str) -> str:
    """`text` with plain digits, spaces and minus signs; a superscript is no digit."""
    return "".join(map(_plain_character, text)).strip()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "−–﹣－":
        return "-"
    if character in "，．＋’＇":
        return {"，": ",", "．": ".", "＋": "+"}.get(character, "'")
    return " " if character.isspace() else character


def number_readings(text: str) -> dict[str, Decimal]:
    """What unsigned digits with separators mean, by the sign before the decimals that each reading supposes.

    One reading under "" where nothing is to be supposed; two of "1.234" and of "1,234", whose separator may be
    either; none where the separators stand in no exact groups. text: as figures() gives it.
    """
    if match := _PLAIN.fullmatch(text):
        whole, sign, rest = match.groups()
        split = Decimal(f"{whole}.{rest or 0}")
        if not sign or len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
            return {"": split}
        return {sign: split, other(sign): Decimal(whole + rest)}
    if match := _INDIAN.fullmatch(text):
        return {"": Decimal(f"{match[1].replace(',', '')}.{match[2] or 0}")}
    match = _GROUPED.fullmatch(text)
    if match is None or match[2] == match[3] or match[1].startswith("0"):
        return {}
    return {"": Decimal(f"{match[1].replace(match[2], '')}.{match[4] or 0}")}


def other(sign: str) -> str:
    return COMMA if sign == POINT else POINT


def notation_of(text: str, *, by_words: bool = True) -> str:
    """What stands before the decimals in this text: POINT or COMMA; "" where that is not clear.

    By figures that can be read in one way alone, and where there are none or few, by the language's commonest
    words. Where there are no words either, as in a table, 1,234 is one thousand.
    """
    text = figures(text[:SAMPLE])
    seen = _looked_through(text)
    told = clearer(seen.exact + seen.measured)
    is_thin = told == COMMA and not seen.exact[COMMA] and seen.measured[COMMA] < _ENOUGH
    if not by_words:
        return "" if is_thin and seen.threes[POINT] else told
    counts = words(text)
    language = spoken(counts)
    if is_thin and language == POINT:
        return _by_threes(seen) if seen.threes else told
    if is_thin and not language and seen.threes[POINT] and hinted(text, counts) != COMMA:
        return ""
    if told or seen.exact or seen.measured:
        return told
    return language or _by_table(seen, hinted(text, counts))


def _looked_through(text: str) -> _Seen:
    seen = _Seen()
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        _note(seen, match[0], text[max(start - _BEFORE, 0) : start], text[end : end + _AFTER])
    return seen


def _note(seen: _Seen, figure: str, before: str, after: str) -> None:
    """Take down what one figure tells: 4.2 nothing, since it may count a section, and the numbers of a list nothing."""
    signs = [sign for sign in figure if sign in (POINT, COMMA)]
    grouped = _GROUPED.fullmatch(figure)
    if grouped and (grouped[3] or len(signs) > 1):
        if grouped[2] != grouped[3]:
            seen.exact[grouped[3] or other(signs[0])] += 1
        return
    if len(signs) != 1 or _REFERRING.search(before):
        return
    sign = signs[0]
    readings = number_readings(figure)
    if len(readings) > 1:
        seen.threes[other(sign)] += 1
    elif "" in readings and (_MEASURE.match(after) or _SIGN_BEFORE.search(before)):
        seen.measured[sign] += 1
    elif (
        "" in readings
        and sign == COMMA
        and len(figure.partition(COMMA)[2]) < 3
        and not _LISTED_ON.match(after)
    ):
        seen.bare[COMMA] += 1


def _by_threes(seen: _Seen) -> str:
    """What the thousands alone speak for, where all of them are written in one way."""
    return next(iter(seen.threes)) if len(seen.threes) == 1 else ""


def _by_table(seen: _Seen, hint: str) -> str:
    """Where sentences are missing: 1,234 is one thousand unless something speaks against it, 1.234 where something
    speaks for it."""
    thousands = _by_threes(seen)
    if seen.bare:
        return COMMA if hint in ("", COMMA) and not seen.threes[POINT] else ""
    if thousands == POINT:
        return POINT if hint in ("", POINT) else ""
    return COMMA if thousands == hint == COMMA else ""
