"""Numbers as documents write them: grouped and decimal figures, scales, Chinese numerals, English words."""

from __future__ import annotations

import re
from decimal import Decimal

from docanalyzer.pipeline.values.normal import Doubt, Normal, plain
from docanalyzer.pipeline.values.numerals import CHINESE, chinese_number, english_number
from docanalyzer.pipeline.values.twice import said_twice

FIGURE = r"\d(?:[\d.,'’ ]*\d)?"
SCALES = {
    **dict.fromkeys(("k", "thousand", "tausend", "tsd", "千", "仟"), 10**3),
    **dict.fromkeys(("万", "萬"), 10**4),
    "lakh": 10**5,
    **dict.fromkeys(
        ("m", "mn", "mm", "mio", "million", "millions", "millionen", "millón", "millones", "百万"), 10**6
    ),
    **dict.fromkeys(("crore", "crores", "千万"), 10**7),
    **dict.fromkeys(("亿", "億"), 10**8),
    **dict.fromkeys(("b", "bn", "billion", "billions", "mrd", "milliarden", "milliards", "十亿"), 10**9),
    **dict.fromkeys(("百亿",), 10**10),
    **dict.fromkeys(("tn", "trillion", "trillions", "万亿"), 10**12),
}
"""Without German and French "Billion(en)", which is another number there than in English."""
DECIMAL_COMMA = {"mio", "millionen", "mrd", "milliarden", "millón", "millones", "milliards", "tausend", "tsd"}
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
QUANTITY = rf"(?:{FIGURE}(?:\s?-?(?:{_SCALE})\b\.?|\s?[十百千万亿仟萬億]+)?|[{CHINESE}]+)"
"""A number without a sign; use it with re.IGNORECASE."""
_QUANTITY = re.compile(rf"({FIGURE})(?:\s?-?({_SCALE})\.?)?", re.I)
_NEGATIVE = re.compile(rf"\(([^()]+)\)(\s?(?:{_SCALE})\.?)?|(?:[-−–]|minus |负)\s?(.+)", re.I)
"""The scale stands within the brackets or behind them: (3.2 million), (3.2) million."""


def figure(text: str, scale: str = "") -> tuple[Decimal, ...]:
    """The readings of digits with separators: one; two for "1.284"; none where it is not a number."""
    tight = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", text)
    if not re.fullmatch(r"\d[\d.,]*", tight):
        return ()
    dots, commas = tight.count("."), tight.count(",")
    if dots and commas:
        group, point = (",", ".") if tight.rindex(".") > tight.rindex(",") else (".", ",")
        whole, _, rest = tight.rpartition(point)
        return _joined(whole, group, rest) if tight.count(point) == 1 else ()
    sign = "." if dots else ","
    if dots + commas == 0:
        return (Decimal(tight),)
    if dots + commas > 1:
        return _joined(tight, sign, "")
    whole, _, rest = tight.partition(sign)
    split = Decimal(f"{whole}.{rest or 0}")
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return (split,)
    if scale and (sign == "." or scale in DECIMAL_COMMA):
        return (split,)
    grouped = Decimal(whole + rest)
    return (grouped,) if sign == "," else (split, grouped)


def _joined(whole: str, group: str, rest: str) -> tuple[Decimal, ...]:
    """Groups of three, or as in India two and then three."""
    sizes = [len(part) for part in whole.split(group)]
    if not sizes[0] or sizes[0] > 3 or (len(sizes) > 1 and sizes[-1] != 3):
        return ()
    inner = set(sizes[1:-1])
    if inner - {3} and (group != "," or inner - {2} or sizes[0] > 2):
        return ()
    return (Decimal(f"{whole.replace(group, '')}.{rest or 0}"),)


def quantity(text: str) -> tuple[Decimal, ...]:
    """The readings of an unsigned number in figures (with a scale), Chinese numerals or English words."""
    text = text.strip()
    match = _QUANTITY.fullmatch(text)
    if match:
        scale = (match[2] or "").casefold()
        return tuple(read * SCALES.get(scale, 1) for read in figure(match[1], scale))
    number = chinese_number(text)
    if number is None:
        number = english_number(text)
    return () if number is None else (number,)


def signed(text: str) -> tuple[Decimal, ...]:
    """As quantity(), with a minus or, as in accounts, in brackets."""
    inner = _NEGATIVE.fullmatch(text.strip())
    if inner:
        return tuple(-read for read in quantity(f"{inner[1]}{inner[2] or ''}" if inner[1] else inner[3]))
    return quantity(text.strip().removeprefix("+"))


def read_number(text: str) -> Normal | None:
    return said_twice(text, _number) or _number(text)


def _number(text: str) -> Normal | None:
    return of_readings("number", signed(text))


def of_readings(
    kind: str, readings: tuple[Decimal, ...], unit: str = "", doubt: Doubt | None = None
) -> Normal | None:
    """The normal form of one reading, both where there are two."""
    if not readings:
        return None
    suffix = f" {unit}" if unit and unit != "%" else unit
    texts = tuple(plain(read) + suffix for read in readings)
    if len(readings) > 1:
        return Normal(kind, unit=unit, readings=texts, doubt=Doubt.TWO_READINGS)
    return Normal(kind, readings[0], unit, texts[0], doubt=doubt)
