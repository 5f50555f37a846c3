"""What stands beside an amount in its quotation: the currency before it, the scale after it."""

from __future__ import annotations

import re
import unicodedata

from docanalyzer.pipeline.values.money import known, read_amount
from docanalyzer.pipeline.values.normal import Doubt, Normal
from docanalyzer.pipeline.values.numbers import SCALES

_SCALE = re.compile(
    rf"\s?(?:{'|'.join(sorted(map(re.escape, SCALES), key=len, reverse=True))})(?![^\W\d_十百千万亿元])", re.I
)
_OF_CURRENCY = (Doubt.WHICH_DOLLAR, Doubt.WHICH_YEN, Doubt.WHICH_POUND, Doubt.YUAN_ASSUMED, Doubt.NO_CURRENCY)
LONGEST_NAME = 20
"""Of a currency, in characters."""


def in_context(read: Normal, text: str, quote: str) -> Normal:
    """An amount as its quotation completes it: 38.6亿元 in "人民币38.6亿元" is sure to be renminbi.

    An amount that breaks off before its scale ("1,284.6" in "£1,284.6 million") gives both readings. Where it
    stands several times in the quotation, or not at all, nothing is concluded.
    """
    quote = unicodedata.normalize("NFKC", quote)
    if quote.count(text) != 1 or read.value is None:
        return read
    before, _, after = quote.partition(text)
    if scale := _SCALE.match(after):
        longer = read_amount(text + scale[0])
        if longer and longer.text:
            return Normal("amount", readings=(read.text, longer.text), doubt=Doubt.CUT_SHORT)
    if read.doubt not in _OF_CURRENCY:
        return read
    wider = [*_before(before, text), *_after(after, text)]
    sure = {(one.value, one.unit): one for one in wider if one.doubt is None and one.value == read.value}
    return next(iter(sure.values())) if len(sure) == 1 else read


def _before(before: str, text: str) -> list[Normal]:
    found = (before[-length:] for length in range(1, LONGEST_NAME + 1) if length <= len(before))
    names = [name for name in found if not _inside_word(before, name)]
    return [read for name in names if (read := read_amount(name.lstrip() + text))]


def _inside_word(before: str, name: str) -> bool:
    """Whether a name of letters begins in the middle of a word."""
    rest = before[: -len(name)]
    return (
        bool(rest) and rest[-1].isascii() and rest[-1].isalpha() and name[0].isascii() and name[0].isalpha()
    )


def _after(after: str, text: str) -> list[Normal]:
    ends = [match.end() for match in re.finditer(r"(?<=\w)(?!\w)|(?<=[€£元圆])", after[:LONGEST_NAME])]
    names = [after[:end] for end in ends if known(after[:end].strip())]
    return [read for name in names if (read := read_amount(text + name))]
