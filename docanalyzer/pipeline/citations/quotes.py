"""Find the quotation that a bracket belongs to, among the marks that models use."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.sentence import Span, quotations_after
from docanalyzer.pipeline.citations.unmarked import quote_without_marks

_OPENERS = {
    "”": "“„", "’": "‘‚", "»": "«", "«": "»", "›": "‹", "‹": "›", "」": "「", "』": "『", "〞": "〝", "〟": "〝",
    "“": "„", "‘": "‚", "＂": "＂", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‘": "’",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    '"': '"',
    "»": "«",
}
_SAME = "\"'`＂"
_APOSTROPHES = "'’"
_LONGEST_QUOTE = 8000
_LONGEST_ENCLOSED = 2000
_LONGEST_GLUE = 48
_GLUE = re.compile(r"(?:[\s*_.,;:。，；：、!?！？—–-]|\[\^[\w-]{1,20}\])*|[ \t*_.,。，|]*")
_FEW_WORDS = r"""(?:[^\s.!?。！？"“”\[\]]+[ \t]+){0,4}[^\s.!?。！？"“”\[\]]{0,20}"""
_ASIDE = re.compile(rf"[\s*_.,;:。，；：、—–-]*(?:[(（][^()（）\n]{{1,40}}[)）]|{_FEW_WORDS})[\s*_:：,，]*")
_JOINT = re.compile(
    r"[\s*_]*(?:[,，、;；]\s*(?:and|or)?|\b(?:and|or|as well as)\b|&|\+|及|和|与|以及|或|或者|、)[\s*_]*$"
)
_LISTED = r"[ \t]*[,，、;；…]+[ \t]*(?:and|or|和|及)?[ \t]*"
_BRACKETS = {"]": "[", "］": "［", "】": "【", "〕": "〔", ")": "(", "）": "（"}
_AFTER_PLACE = re.compile(r"[\s*_]*[:：—–|(（-]?[\s*_]*")


def quote_before(text: str, end: int, floor: int) -> Span | None:
    """The quote that stands directly before `end`; text before `floor` belongs to the citation before.

    Between the two may stand emphasis, punctuation, or a few words of the same sentence ("(emphasis added)").
    """
    for at in range(end - 1, max(floor, end - _LONGEST_GLUE) - 1, -1):
        if text[at] not in _OPENERS or _inside_word(text, at):
            continue
        glue = text[at + 1 : end]
        if "\n\n" in glue or "\n#" in glue or not (_GLUE.fullmatch(glue) or _ASIDE.fullmatch(glue)):
            break
        opener = _opener(text, at, floor)
        if opener is not None:
            return (opener + 1, at)
    return quote_without_marks(text, end, floor)


def quotes_joined_before(text: str, quote: Span, floor: int) -> list[Span]:
    """The quotes joined to this one by a comma or “and”: they share its bracket."""
    found: list[Span] = []
    start = quote[0] - 1
    while len(found) < 8:
        joint = _JOINT.search(text, max(floor, start - 24), start)
        if joint is None or joint.start() - 1 < floor:
            break
        closer = joint.start() - 1
        if text[closer] not in _OPENERS or text[closer] in _APOSTROPHES + "`":
            break
        opener = _opener(text, closer, floor)
        if opener is None:
            break
        found.insert(0, (opener + 1, closer))
        start = opener
    return found


def quotes_after(text: str, start: int, end: int) -> list[Span]:
    """The quotes that follow a place on its line, [p. 87]: “exact words”, up to `end`; none where none does."""
    glue = _AFTER_PLACE.match(text, start, end)
    at = glue.end() if glue else start
    return quotations_after(text, at, end) if at < end and may_close(text, at, end) else []


def may_close(text: str, at: int, end: int) -> bool:
    """Whether a mark that closes the quotation opened at `at` follows before `end`."""
    return any(text.find(closer, at + 1, end) >= 0 for closer in _CLOSERS.get(text[at], ""))


def may_be_followed(text: str, start: int) -> bool:
    """Whether text that goes on behind a place may bring its quote: nothing else has come so far."""
    glue = _AFTER_PLACE.match(text, start)
    at = glue.end() if glue else start
    return at >= len(text) or text[at] in _CLOSERS


def quote_closed_at(text: str, closer: int, floor: int) -> Span | None:
    """The quote whose closing mark is text[closer]."""
    opener = _opener(text, closer, floor)
    return None if opener is None else (opener + 1, closer)


def is_within_quotation(text: str, at: int, floor: int) -> bool:
    """Whether a quotation that began in the same paragraph is still open at `at`."""
    before = text[max(floor, text.rfind("\n\n", floor, at)) : at]
    closed = before.count("”") + (before.count("“") if "„" in before else 0)
    curly = before.count("„") or before.count("“")
    corner = before.count("「") + before.count("『") - before.count("」") - before.count("』")
    return curly > closed or corner > 0 or before.count('"') % 2 == 1


def quotes_within(text: str, start: int, closing: str) -> tuple[list[Span], int] | None:
    """The quotes from `start` to a bracket's end, [p. 3: “a”; “b”], and where it ends; none where it does not.

    None: the text ends first. It must be closed in the same paragraph, by a mark of the kind that opens it.
    """
    marks = _CLOSERS[text[start]]
    end = re.compile(rf"(?P<mark>[{marks}])[.,;。，；]?[*_]*[ \t]*{re.escape(closing)}|\n[ \t>]*\n")
    stop = start + _LONGEST_ENCLOSED
    match = end.search(text, start + 1, stop)
    if match is None:
        return None if len(text) < stop else ([], stop)
    within = text[start + 1 : match.start()]
    if not match.group("mark") or within.count(closing) > within.count(_BRACKETS[closing]):
        return [], match.end()
    quotes, begin = [], start + 1
    for joint in re.finditer(rf"[{marks}]{_LISTED}{text[start]}", within):
        quotes.append((begin, start + 1 + joint.start()))
        begin = start + 1 + joint.end()
    return [*quotes, (begin, match.start())], match.end()


def _inside_word(text: str, at: int) -> bool:
    return text[at] in _APOSTROPHES and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _opener(text: str, closer: int, floor: int) -> int | None:
    """Where the quotation that ends at `closer` begins; nested pairs are stepped over."""
    low = max(floor, closer - _LONGEST_QUOTE)
    mark = text[closer]
    if mark in _SAME:
        same = _same_opener(text, closer, low)
        return _mixed_opener(text, closer, low) if same is None else same
    openers, depth = _OPENERS[mark], 0
    for at in range(closer - 1, low - 1, -1):
        if text[at] in openers:
            if depth == 0:
                return at
            depth -= 1
        elif text[at] == mark and not _inside_word(text, at):
            depth += 1
    nearest = max(text.rfind(opener, low, closer) for opener in openers)
    return nearest if nearest >= 0 else _mixed_opener(text, closer, low)


def _mixed_opener(text: str, closer: int, low: int) -> int | None:
    """Marks of two kinds ("…”): the nearest that can open, in the same paragraph."""
    if text[closer] in _APOSTROPHES + "`":
        return None
    low = max(low, text.rfind("\n\n", low, closer) + 1)
    for at in range(closer - 2, low - 1, -1):
        if text[at] in '“„「『«"”' and _may_open(text, at):
            return at
    return None


def _same_opener(text: str, closer: int, low: int) -> int | None:
    """For marks that look alike on both sides: told apart by the spaces around them."""
    mark = text[closer]
    low = max(low, text.rfind("\n\n", low, closer) + 1)
    depth = 0
    for at in range(closer - 1, low - 1, -1):
        if text[at] != mark or _inside_word(text, at):
            continue
        if _may_open(text, at):
            if depth == 0:
                return at
            depth -= 1
        elif mark not in _APOSTROPHES:
            depth += 1
    for at in range(closer - 2, low - 1, -1):
        if text[at] == mark and _may_open(text, at) and not _inside_word(text, at):
            return at
    at = text.rfind(mark, low, closer)
    return at if at >= 0 and mark not in _APOSTROPHES else None


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    opens = (
        not before or before.isspace() or before in "([{（【*_—–-:：,，。；;、>/“‘「『" or before > "\u2e7f"
    )
    return opens and bool(after) and not after.isspace()
