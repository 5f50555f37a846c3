"""The number that a model gave for a field, where there is one: what it wrote, beside the words it quotes."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from docanalyzer.pipeline.values.normal import plain
from docanalyzer.pipeline.values.notation import figures, notation_of, number_readings

_SIGNED = re.compile(r"([-+]?)\s?(\d.*)", re.DOTALL)
_IN_QUOTE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)", re.ASCII)
LONGEST = 400
"""Characters of a number; more than a float can hold has."""


def as_number(written: str, quote: str, notation: str = "") -> int | float | None:
    """The one finite number that `written` means; None where it means none, or may mean two.

    quote: the words it was taken from; notation: values.notation.notation_of() the document, "" if not known.
    """
    sign, means = _readings(written)
    found = set(means.values())
    if len(found) > 1:
        found = {means[key] for key in [_supposed(written, means, quote, notation)] if key}
    return _json_number(-next(iter(found)) if sign == "-" else next(iter(found))) if found else None


def objection(value: object, quote: str, notation: str | None) -> str:
    """Why a value cannot be taken for its field's number, as a sentence; "" where nothing speaks against it.

    notation: None where nothing is known of the document, and a JSON number is taken as it is.
    """
    if isinstance(value, str):
        means = _readings(value)[1]
        return _either(value.strip(), means) if len(means) > 1 else ""
    if notation is None or not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    # A model that copies the digits of "2.500 Euro" makes 2.5 of them: JSON knows no other point.
    for figure in _IN_QUOTE.findall(figures(quote)):
        means = number_readings(figure)
        if len(means) < 2 or abs(value) != float(means[_sign_of(figure)]):
            continue
        supposed = notation_of(quote, by_words=False) or notation
        if supposed and supposed != _sign_of(figure):
            return f"“value” is {value}, but “{figure}” is {plain(means[supposed])} there"
    return ""


def _readings(written: str) -> tuple[str, dict[str, Decimal]]:
    match = _SIGNED.fullmatch(figures(written)) if len(written) <= LONGEST else None
    return (match[1], number_readings(match[2])) if match else ("", {})


def _supposed(written: str, means: dict[str, Decimal], quote: str, notation: str) -> str:
    """Which reading the quotation, or else the document it is in, speaks for; "" for neither.

    What the quotation does not write in this way is the model's own writing, and the document says nothing of it.
    """
    digits = figures(written).lstrip("+- ")
    quoted = _IN_QUOTE.findall(figures(quote))
    sure = [next(iter(one.values())) for figure in quoted if len(one := number_readings(figure)) == 1]
    meant = [sign for sign, reading in means.items() if reading in sure]
    if len(meant) == 1:
        return meant[0]
    return (notation_of(quote, by_words=False) or notation) if digits in quoted else ""


def _sign_of(figure: str) -> str:
    return next(character for character in figure if not character.isdigit())


def _either(written: str, means: dict[str, Decimal]) -> str:
    one, two = sorted(map(plain, means.values()), key=len)
    return f"“value” is “{written}”, which may be {one} or {two}: give it without separators of thousands, as a JSON number"


def _json_number(number: Decimal) -> int | float | None:
    if not math.isfinite(float(number)):
        return None
    return int(number) if number == number.to_integral_value() else float(number)
