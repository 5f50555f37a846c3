"""Chinese and roman numerals as plain numbers."""

from __future__ import annotations

import re

_DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    "〇": 0, "○": 0, "两": 2, "兩": 2,
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
CHINESE_NUMERAL = "[零〇○一二三四五六七八九十百千两兩壹贰叁肆伍陆柒捌玖拾佰仟]+"


def chinese_number(text: str) -> int | None:
    """十二 → 12, 一百零三 → 103, 二〇二四 → 2024; None for anything else."""
    if not re.fullmatch(CHINESE_NUMERAL, text):
        return None
    if not any(character in _UNITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def with_plain_numbers(text: str) -> str:
    """第十二条 → 第12条."""
    return re.sub(CHINESE_NUMERAL, lambda match: str(chinese_number(match.group())), text)
