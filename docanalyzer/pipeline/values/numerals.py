"""Numbers in words: Chinese numerals, everyday and financial, and English number words.

cn2an was tried: it takes 两千五 for 2,500 without a word, and refuses 三点五亿 and 1,000万.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇", "一壹弌", "二贰貳两兩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CHINESE = "".join([*_DIGITS, *_UNITS, *_BIG, "点"])

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_SMALL = {word: number for number, word in enumerate(_TO_NINETEEN.split())}
_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: number * 10 for number, word in enumerate(_TO_NINETY.split(), 2)}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def chinese_number(text: str) -> Decimal | None:
    """壹佰万 → 1000000, 二〇二五 → 2025, 三点五亿 → 350000000; None where it can be read in two ways (两千五)."""
    if not text or not set(text) <= set(CHINESE):
        return None
    if "点" in text:
        return _with_point(text)
    if set(text) <= set(_DIGITS):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    total = section = last_unit = 0
    last_big, digit, zero = 10**12, -1, False
    for character in text:
        if character in _DIGITS:
            if digit > 0 or (digit == 0 and not _DIGITS[character]):
                return None
            zero, digit = zero or _DIGITS[character] == 0, _DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if (last_unit and unit >= last_unit) or (digit < 1 and unit != 10):
                return None
            section, last_unit, digit, zero = section + max(digit, 1) * unit, unit, -1, False
        else:
            section, big = section + max(digit, 0), _BIG[character]
            if big >= last_big and not (total and big > total):
                return None
            if not section and not total:
                return None
            total = (total + section) * big if total and total < big else total + section * big
            section, last_unit, last_big, digit, zero = 0, 0, big, -1, False
    spoken = digit > 0 and not zero and (last_unit > 10 or (last_unit == 0 and total > 0))
    return None if spoken else Decimal(total + section + max(digit, 0))


def _with_point(text: str) -> Decimal | None:
    match = re.fullmatch(r"([^点]+)点([^点万萬亿億]+)([万萬亿億]{0,2})", text)
    if match is None or not set(match[2]) <= set(_DIGITS):
        return None
    whole = chinese_number(match[1])
    if whole is None:
        return None
    number = Decimal(f"{whole}.{''.join(str(_DIGITS[character]) for character in match[2])}")
    for character in match[3]:
        number *= _BIG[character]
    return number


def english_number(text: str) -> Decimal | None:
    """ "one hundred and twenty-five thousand" → 125000; None where it is not a number in words."""
    words = [word for word in re.split(r"[\s-]+", text.casefold().strip()) if word != "and"]
    if not words:
        return None
    total = section = 0
    for word in words:
        if word in _SMALL or word in _TENS:
            value = _SMALL.get(word, _TENS.get(word, 0))
            if section % 100 and not (section % 100 >= 20 and section % 10 == 0 and value < 10):
                return None
            section += value
        elif word == "hundred" and 0 < section < 10:
            section *= 100
        elif word in _LARGE and section and (not total or total % (_LARGE[word] * 1000) == 0):
            total, section = total + section * _LARGE[word], 0
        elif not (word == "a" and word is words[0]):
            return None
        else:
            section = 1
    return Decimal(total + section)
