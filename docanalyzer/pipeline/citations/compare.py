"""Hold a quote against the words it was found at: nothing differs, or what differs, in words."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from docanalyzer.pipeline.citations import lines, words
from docanalyzer.pipeline.citations.bidi import order_changes
from docanalyzer.pipeline.citations.canon import CJK, canonical
from docanalyzer.pipeline.citations.edges import Cut, edge_changes
from docanalyzer.pipeline.citations.types import Change, ChangeKind

_TOKEN = re.compile(rf"\d+(?:[.,:/]\d+)*|[{CJK}]|[^\W\d_{CJK}]+(?:'[^\W\d_{CJK}]+)*|\S")
_WORD = re.compile(rf"[^\W_{CJK}]")
_SENTENCE_BREAK = frozenset(".!?:;…([")
_SIGNS = frozenset("-+±<>≥≤=~≈")
_ACRONYM = range(2, 6)


def changes_between(
    quote: str, text: str, start: int, end: int, *, open_left: bool = False, open_right: bool = False
) -> tuple[Change, ...]:
    """What differs between a quote and text[start:end]; () means word for word the same.

    quote: begins and ends wherever its author put the quotation marks; start/end: the first letter that was
    matched and the end of the last. open_left/open_right: the quote's own ellipsis stands there, so it may
    stop inside a sentence, though never inside a word or a number: what the gap hides is looked at there.
    """
    inner_start, inner_end = letter_bounds(quote)
    if inner_end <= inner_start:
        return ()
    end = after_marks(text, end)
    inner, found = quote[inner_start:inner_end], lines.cells_apart(text, start, end)
    changes = inner_changes(inner, found)
    cut = Cut(quote[:inner_start], inner, quote[inner_end:], open_left, open_right)
    changes += edge_changes(cut, text, start, end) + order_changes(quote, text, start, end)
    return tuple(changes)


def inner_changes(quoted: str, found: str) -> list[Change]:
    """What differs between two texts that begin and end with a letter or digit."""
    if quoted == found:
        return []
    said, stands = canonical(quoted, found), canonical(found, quoted)
    if said == stands:
        return []
    unlisted, plain = lines.without_list_marks(quoted), lines.without_list_marks(found)
    if (unlisted, plain) != (quoted, found) and canonical(unlisted, plain) == canonical(plain, unlisted):
        return []
    return token_changes(said, stands)


def letter_bounds(quote: str) -> tuple[int, int]:
    """[first letter or digit, end of the last one), with the marks that belong to it."""
    places = [at for at, character in enumerate(quote) if unicodedata.category(character)[0] in "LN"]
    return (places[0], after_marks(quote, places[-1] + 1)) if places else (0, 0)


def after_marks(text: str, end: int) -> int:
    """Step over accents and voicing marks that combine with the character before `end`."""
    while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] in "ﾞﾟ"):
        end += 1
    return end


def token_changes(said: str, stands: str) -> list[Change]:
    """The differences of two canonical texts, token by token (a word, a number, one CJK character)."""
    quoted, found = _TOKEN.findall(said), _TOKEN.findall(stands)
    if [token.casefold() for token in quoted] == [token.casefold() for token in found]:
        return _capital_changes(quoted, found) if quoted != found else [_spacing(said, stands)]
    changes = []
    for first, last, other_first, other_last in _blocks(quoted, found):
        changes.append(_change(quoted, found, (first, last), (other_first, other_last)))
    return changes


def _blocks(quoted: list[str], found: list[str]) -> list[tuple[int, int, int, int]]:
    """Neighbouring edits put together: [first, last) of the quote against [first, last) of the source."""
    blocks: list[tuple[int, int, int, int]] = []
    folded = [token.casefold() for token in quoted], [token.casefold() for token in found]
    for code in Levenshtein.opcodes(*folded):
        if code.tag == "equal":
            continue
        block = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if blocks and blocks[-1][1] == block[0] and blocks[-1][3] == block[2]:
            block = (blocks[-1][0], block[1], blocks[-1][2], block[3])
            blocks.pop()
        blocks.append(block)
    return blocks


def _change(quoted: list[str], found: list[str], own: tuple[int, int], other: tuple[int, int]) -> Change:
    said, stands = quoted[slice(*own)], found[slice(*other)]
    near = quoted[max(0, own[0] - 1) : own[1] + 1] + found[max(0, other[0] - 1) : other[1] + 1]
    kind = _kind(said, stands, near, own[0] == 0)
    return Change(kind, _spell(said), _spell(stands))


def _kind(said: list[str], stands: list[str], near: list[str], first: bool) -> ChangeKind:
    lower = {token.casefold() for token in said + stands}
    if _has_negation(said) != _has_negation(stands) or (_has_negation(said) and said != stands):
        return ChangeKind.NEGATION
    if any(_is_number(token) for token in said + stands):
        around = {token.casefold() for token in near}
        dated = around & (words.MONTHS | words.DATE_UNITS) or any(
            _looks_dated(token) for token in said + stands
        )
        return ChangeKind.DATE if dated else ChangeKind.NUMBER
    if lower <= _SIGNS and any(_is_number(token) for token in near):
        return ChangeKind.NUMBER
    if lower & words.MONTHS:
        return ChangeKind.DATE
    if lower & words.CURRENCY_WORDS or any(sign in token for token in lower for sign in words.CURRENCY_SIGNS):
        return ChangeKind.CURRENCY
    if "".join(said) == "".join(stands):
        return ChangeKind.SPACING
    if not any(character.isalnum() for token in lower for character in token):
        return ChangeKind.PUNCTUATION
    if any(token[:1].isupper() for token in (stands if first else said + stands)):
        return ChangeKind.NAME
    return ChangeKind.WORDING


def _has_negation(tokens: list[str]) -> bool:
    joined = "".join(tokens)
    return (
        any(token.casefold() in words.NEGATIONS or token.casefold().endswith("n't") for token in tokens)
        or any(character in words.NEGATION_CHARACTERS for character in joined)
        or words.JAPANESE_NEGATION.search(joined) is not None
    )


def _is_number(token: str) -> bool:
    return (
        any(character.isdigit() for character in token)
        or token.casefold() in words.NUMBER_WORDS
        or (len(token) == 1 and token in words.CJK_NUMERALS)
        or token in ("%", "‰")
    )


def _looks_dated(token: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d|\d{1,2}/\d{2,4}|\d{1,4}([/.:-])\d{1,2}\1\d{1,4}", token) is not None


def _spell(tokens: list[str]) -> str:
    """Tokens as a reader would write them: spaces between words and numbers, none beside CJK or signs."""
    spelled = ""
    for token in tokens:
        between = spelled and _WORD.match(spelled[-1]) and _WORD.match(token[0])
        spelled += f" {token}" if between else token
    return spelled


def _spacing(said: str, stands: str) -> Change:
    """Same tokens, other spaces: point at the first place where they part."""
    at = next((i for i, pair in enumerate(zip(said, stands, strict=False)) if pair[0] != pair[1]), 0)
    digits = any(c.isdigit() for c in said[max(0, at - 1) : at + 2])
    kind = ChangeKind.NUMBER if digits else ChangeKind.SPACING
    return Change(kind, _around(said, at), _around(stands, at))


def _around(text: str, at: int) -> str:
    return text[max(0, at - 8) : at + 9].strip()


def _capital_changes(quoted: list[str], found: list[str]) -> list[Change]:
    """Capitals that may matter (Seller/seller, US/us). A sentence's first letter or a heading's may differ."""
    all_upper = not any(c.islower() for token in quoted for c in token)
    all_lower = not any(c.isupper() for token in quoted for c in token)
    changes = []
    for at, (said, stands) in enumerate(zip(quoted, found, strict=True)):
        if said == stands:
            continue
        if at and _is_number(found[at - 1]) and stands.casefold() in words.CASED_UNITS:
            changes.append(Change(ChangeKind.NUMBER, said, stands))
            continue
        if all_upper:
            continue
        acronym = len(stands) in _ACRONYM and stands.isupper() and not _in_capitals(found, at)
        if all_lower and not acronym:
            continue
        begins = at == 0 or quoted[at - 1] in _SENTENCE_BREAK
        if begins and said[1:] == stands[1:]:
            continue
        if not acronym and (_in_capitals(found, at) or _in_capitals(quoted, at)):
            continue
        changes.append(Change(ChangeKind.CAPITALS, said, stands))
    return changes


def _in_capitals(tokens: list[str], at: int) -> bool:
    """Whether a word stands in capitals as part of a heading: long, or beside another such word."""
    if not tokens[at].isupper():
        return False
    beside = tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    return len(tokens[at]) not in _ACRONYM or any(len(token) > 1 and token.isupper() for token in beside)
