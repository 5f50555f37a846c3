"""Where a quote breaks off: never inside a word or number, nor beside the “not” that turns its sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.pipeline.citations import losses, seams, signs, words
from docanalyzer.pipeline.citations.canon import CJK, NOTE
from docanalyzer.pipeline.citations.marks import mark_changes
from docanalyzer.pipeline.citations.negations import negation_before
from docanalyzer.pipeline.citations.negations_after import negation_after
from docanalyzer.pipeline.citations.types import Change, ChangeKind

_REACH = 40
_LETTER = re.compile(rf"[^\W_{CJK}]")
_CURRENCY_BEFORE = re.compile(
    r"(?:\b(?:USD|EUR|GBP|CNY|RMB|JPY|HKD|CHF|AUD|CAD|SGD|INR|KRW|TWD|NOK|SEK|DKK|NZD|MXN|BRL|ZAR|THB|MYR|IDR"
    r"|PHP|VND|RUB|TRY|PLN|CZK|HUF|ILS|AED|SAR|MOP)|人民币|人民幣|美元|欧元|歐元|港元|港币|日元|英镑)\s?$"
)
_NUMBER_BEFORE = re.compile(r"\d[\d.,]*[\s-]{0,2}$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A quote, parted: inner from its first letter to its last, lead and trail what it has before and after them.

    open_left, open_right: an ellipsis of its own stands there.
    """

    lead: str
    inner: str
    trail: str
    open_left: bool = False
    open_right: bool = False


def edge_changes(cut: Cut, text: str, start: int, end: int) -> list[Change]:
    """What is cut off or changed at the two ends of text[start:end], where `cut` was found."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    left, right = _left(cut.lead, cut.inner, before), _right(cut.trail, cut.inner, after)
    loss = losses.loss_cut(cut.lead, cut.inner, cut.trail, before, after)
    if not left and loss:
        left = Change(ChangeKind.NUMBER, cut.inner[:12], loss)
    if not left and not cut.open_left:
        left = _negation(negation_before(cut.inner, text, start))
    if not right and not cut.open_right:
        right = _negation(negation_after(text, end))
    changes = [change for change in (left, right) if change is not None]
    return changes or mark_changes(cut.lead, cut.inner, cut.trail, text, start, end)


def _negation(left_out: str) -> Change | None:
    return Change(ChangeKind.NEGATION, "", left_out) if left_out else None


def _left(lead: str, inner: str, before: str) -> Change | None:
    head = inner[:1]
    if before and _runs_on(before[-1], head):
        return Change(ChangeKind.CUT, inner[:12], before[_word_start(before) :] + inner[:12])
    broken = seams.broken_word_before(head, before)
    if broken:
        return Change(ChangeKind.CUT, inner[:12], broken + inner[:12])
    number = seams.number_before(inner, before) or _minus_before(inner, before)
    number = number or _scaled_before(inner, before)
    if number:
        return Change(ChangeKind.NUMBER, inner[:12], number + inner[:12])
    own_operator, operator = seams.operator_before(lead), seams.operator_before(before)
    if own_operator != operator:
        return Change(ChangeKind.NUMBER, own_operator + inner[:12], operator + inner[:12])
    if (
        head in words.CJK_NUMERALS
        and before[-1:]
        and (before[-1] in words.CJK_NUMERALS or before[-1].isdigit())
    ):
        return Change(ChangeKind.NUMBER, inner[:6], before[-3:] + inner[:6])
    if signs.begins_amount(inner):
        own, found = signs.signs_before(lead), signs.signs_before(before)
        if own != found:
            kind = ChangeKind.CURRENCY if set(own + found) & set(words.CURRENCY_SIGNS) else ChangeKind.NUMBER
            return Change(kind, own + inner[:12], found + inner[:12])
        currency = _CURRENCY_BEFORE.search(before) if head.isdigit() else None
        if currency and not lead.strip():
            return Change(ChangeKind.CURRENCY, inner[:12], currency.group() + inner[:12])
    return None


def _minus_before(inner: str, before: str) -> str:
    return (
        signs.written_minus(before) if signs.begins_amount(inner) or seams.WRITTEN_FIRST.match(inner) else ""
    )


def _scaled_before(inner: str, before: str) -> str:
    """The number whose scale the quote begins with: "5 " of "5 million"."""
    found = _NUMBER_BEFORE.search(before)
    return found.group() if found and words.SCALES.match(inner) else ""


def _right(trail: str, inner: str, after: str) -> Change | None:
    tail = inner[-1:]
    if after and _runs_on(tail, after[0]) and not _note_mark(inner, after):
        return Change(ChangeKind.CUT, inner[-12:], inner[-12:] + after[: _word_end(after)])
    broken = seams.broken_word_after(tail, after)
    if broken:
        return Change(ChangeKind.CUT, inner[-12:], inner[-12:] + broken)
    number = seams.number_after(inner, after)
    if number:
        return Change(ChangeKind.NUMBER, inner[-12:], inner[-12:] + number)
    own_sign, found_sign = signs.sign_after(trail), signs.sign_after(after)
    if own_sign != found_sign and (own_sign or tail.isdigit()):
        return Change(ChangeKind.NUMBER, inner[-12:] + own_sign, inner[-12:] + found_sign)
    numeral = tail.isdigit() or tail in words.CJK_NUMERALS
    scale = words.SCALES.match(after) if numeral and not own_sign else None
    if scale and not trail.strip(" .,;:。，；：)]"):
        return Change(ChangeKind.NUMBER, inner[-12:], inner[-12:] + scale.group())
    return None


def _runs_on(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word or number. CJK has no such seams."""
    return bool(_LETTER.match(left) and _LETTER.match(right))


def _note_mark(inner: str, after: str) -> bool:
    """A footnote number glued to a word's end ("revenue12", "2023⁴") is not part of the word."""
    plain = re.search(r"[^\W\d_]{4}$", inner) and re.match(r"\d{1,2}(?![\w])", after)
    return bool(plain or NOTE.match(inner + after, len(inner)))


def _word_start(before: str) -> int:
    match = re.search(r"[\w]+$", before)
    return match.start() if match else len(before)


def _word_end(after: str) -> int:
    match = re.match(r"[\w]+", after)
    return match.end() if match else 0
