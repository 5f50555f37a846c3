"""Whether what begins after a "not" is a clause or a list item of its own, which that "not" does not reach."""

from __future__ import annotations

import re

_PRESENT = (
    r"(?:accrues|agrees|applies|arises|assigns|bears|becomes|begins|ceases|commences|commits|constitutes|consists"
    r"|continues|creates|depends|dissolves|enters|exists|expires|fails|falls|follows|gives|goes|includes|lapses|makes"
    r"|occurs|owns|pays|prevails|provides|receives|remains|requires|suspends|survives|takes|terminates|vests)"
)
_PAST = (
    r"(?:rose|grew|became|began|came|went|took|gave|stood|stayed|followed|remained|occurred|ensued|lapsed)"
)
FINITE_VERBS = rf"(?:{_PRESENT}|{_PAST}|fell)"
"""Verbs that no noun and no participle is written like, so that their subject must stand before them."""
_AUXILIARIES = (
    r"(?:shall|will|may|must|can|could|would|should|might|is|are|was|were|has|have|had|do|does|did)"
)
_LINK = r"(?:or|nor|and|to|that|which|who|whose|where|if|as)\b"
_OTHER_SUBJECT = r"(?:it|he|she|they|we|you|the|any|each|such)\b"
_SUBJECT = rf"(?!{_LINK})[\w$€£%&.'’“”\"-]+\s+(?:(?!{_LINK}|{_OTHER_SUBJECT})[a-z\d%&.'’-]+\s+)"
_OWN_VERB = re.compile(rf"{_SUBJECT}{{0,5}}{FINITE_VERBS}\b")
_OWN_AUXILIARY = re.compile(rf"(?:{_SUBJECT}{{0,5}})?{_AUXILIARIES}\b")
_VERB_FIRST = re.compile(
    rf"(?:{_PRESENT}|{_PAST}|{_AUXILIARIES})\b|[a-z]+(?<![su])s\s+(?:it|them|the|an?|its|his|her|their|any|all|each)\b"
)
_FINITE = re.compile(rf"\b(?:{FINITE_VERBS}|left)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\W*(?:\(?\w{1,4}[).]\s*)?(?:if|when|where|whenever|once|should|in case|in the event|to the extent"
    r"|as long as|so long as|because|since|as|although|though)\b",
    re.IGNORECASE,
)
_NO_MORE_COMMA = re.compile(r"[^,，:]*?(?:[.;!?](?=\s|$)|\n\s*\n|$)")
_LABEL = re.compile(r"(?<![\w(])\(?([a-z]{1,4}|\d{1,2})[).](?=\s|$)", re.IGNORECASE)
_OWN_LABEL = re.compile(r"\(?([a-z]{1,4}|\d{1,2})[).](?=\s|$)", re.IGNORECASE)
_FIRST = {"a", "i", "1"}
_OBJECT = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|having|of|with|by|at|makes?|made|owns?|owes?|pays?|paid|gives?|gave"
    r"|receives?|received|bears?|contains?|provides?)\s+$",
    re.IGNORECASE,
)


def has_own_verb(quoted: str) -> bool:
    """Whether it has a subject of its own and a verb ("interest accrues …"), or begins with a verb ("pays a fee")."""
    return bool(_OWN_VERB.match(quoted) or _VERB_FIRST.match(quoted))


def without_labels(between: str) -> str:
    """The text without the labels of list items, whose dots end no sentence."""
    return _LABEL.sub(" ", between)


def is_other_item(between: str, inner: str) -> bool:
    """Whether a list that began before the "not" goes on between it and the quote: "(a) does not pay; (b) …"."""
    labels = [match[1].lower() for match in _LABEL.finditer(between)]
    own = _OWN_LABEL.match(inner)
    if own:
        labels.append(own[1].lower())
    if not labels:
        return False
    back_to_letters = labels[0] == "i" and not re.fullmatch(r"[ivx]+|\d+", labels[-1])
    return labels[0] not in _FIRST or back_to_letters


def is_main_clause(sentence: str, following: str) -> bool:
    """Whether `following` must be what a condition led up to: "If the Buyer does not pay, [interest runs at 8%]."

    With another comma in it the condition may go on: "If it does not pay, repair or [insure, …]".
    """
    leads = _CONDITION.match(sentence) and sentence.rstrip().endswith((",", "，"))
    return bool(leads and _NO_MORE_COMMA.fullmatch(_to_end(following)))


def _to_end(following: str) -> str:
    end = re.search(r"[.;!?](?=\s|$)|\n\s*\n", following)
    return following[: end.end()] if end else following


def ends_at_clause(before: str, rest: str, inner: str) -> bool:
    """Whether the clause of a "no" has ended where the quote begins.

    before, rest: what stands before "no" and between it and the quote. A "no" that is an object ("there is no …",
    "has no …") denies no verb after it.
    """
    if not re.search(r"(?:[,;:]|\b(?:and|but|so|while|whereas))\s*$", rest):
        return False
    if _OBJECT.search(before):
        return bool(has_own_verb(inner) or _OWN_AUXILIARY.match(inner))
    return bool(_FINITE.search(rest)) and not _RELATIVE.search(rest) and bool(_OWN_VERB.match(inner))
