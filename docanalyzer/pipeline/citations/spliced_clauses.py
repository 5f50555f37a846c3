"""Whether an ellipsis gives the subject of one clause the rest of another, within one sentence."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.own_clauses import FINITE_VERBS
from docanalyzer.pipeline.citations.seams import WRITTEN
from docanalyzer.pipeline.citations.words import CURRENCY_SIGNS

_NUMBER = re.compile(
    rf"[\s.,:|(\[（-]*(?:[A-Z]{{0,3}}\s?[{CURRENCY_SIGNS}]|[A-Z]{{3}}\s)?\s?(?:\d|(?!one\b){WRITTEN}\b)(?!\w{{0,3}}[.)]\s)",
    re.IGNORECASE,
)
_MODALS = r"(?:shall|must|may|will|can|should|would)"
_VERBS = rf"(?:{_MODALS}|is|are|was|were|has|have|had|{FINITE_VERBS})\b"
_JOINT = r"(?:;|\b(?:and|but|or|while|whereas|so|nor)\b)"
"""No mere comma: it may be the one after a condition, or after a relative clause."""
_LEADS_IN = re.compile(
    r"\W*(?:(?:however|therefore|accordingly|moreover|also),?\s+)?(?:\(?\w{1,4}[).]\s*)?(?:if|when|where|whenever|once|should"
    r"|in|within|during|without|with|for|notwithstanding|otherwise|before|after|until|unless|upon|on|at|by|to|as|because"
    r"|since|although|though|while|subject|except|under|provided)\b|\W*(?:如|若|当|當|除|因|在|对|對|自|凡|倘|一旦|经|經)"
    r"|.*(?:,|，|\bthat|\bwhether|\bif)\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A condition, or what else stands before the main clause: what follows is that of another subject by itself."""
_NO_LINK = r"(?!(?:that|which|who|whose|to|if|when|where|as|and|or|not)\b)"
_SUBJECT = (
    rf"(?P<subject>(?:(?:the|an?|each|every|any|no|all|its|his|her|their|our|such|this|these)\s+(?:{_NO_LINK}[\w’'-]+\s+){{1,5}}"
    rf"|(?-i:[A-Z])[\w’'-]*\s+(?:{_NO_LINK}[\w’'-]+\s+){{0,3}}|(?:it|he|she|they|we|you|i)\s+))"
)
_OTHER_CLAUSE = re.compile(
    rf"{_JOINT}\s*(?:(?:and|but|or|while|whereas|so|nor)\s+)?{_SUBJECT}{_VERBS}(?P<rest>[^,;:]*(?:,[^,;:]*,\s*)?)$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|where|whether|unless|that|which|because|provided|although|as|after|before|until)\s+"
    r"(?:the|an?|any|each|such|it|they|he|she|we|you|(?-i:[A-Z])\w*)\s[^,;:]*$",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(r"(?:\band|\bbut|\bwhile|[,;])\s+(?:the\s+)?(?P<subject>[A-Z][\w’'-]*)")
_MODAL = re.compile(rf"\b{_MODALS}\b", re.IGNORECASE)
_MODAL_FIRST = re.compile(rf"\W*{_MODALS}\b", re.IGNORECASE)
_PARTY = (
    r"(?:[甲乙丙丁戊][方は]|[甲乙丙丁](?=[がの])|(?:出租|承租|买受|買受|出卖|出賣|借款|贷款|貸款|担保|擔保|保证|保證|发包|發包|承包"
    r"|受让|受讓|转让|轉讓|委托|委託|受托|受託|抵押|质押)(?:人|方)|[买買卖賣供需][方家]|貸主|借主|売主|買主)"
)
_OTHER_PARTY = re.compile(rf"[，、；,;]\s*(?:而|但|且|并|由|则|則|及)?(?P<subject>{_PARTY})[^，。；]*$")
_LATER = re.compile(r"(?:[后後时時前]|場合|とき)[，、]?$")


def joins_clauses(part: str, gap: str, following: str) -> bool:
    """Whether `part` … `following` leaves out, in the gap, what `part` goes on with and the subject of `following`.

    A number left out where the quote then shows a number does the same: "Revenue for 2023 was … 9 million".
    """
    if _LEADS_IN.match(part):
        return False
    if _begins_with_number(gap) and _begins_with_number(following):
        return True
    return _other_clause(part, gap, following) or _other_party(part, gap)


def _begins_with_number(text: str) -> bool:
    return bool(_NUMBER.match(text))


def _other_clause(part: str, gap: str, following: str) -> bool:
    if _MODAL_FIRST.match(following) and _MODAL.search(part):
        other = next(reversed(list(_OTHER_SUBJECT.finditer(gap))), None)
        return other is not None and not _names(part, other["subject"])
    found = _OTHER_CLAUSE.search(gap)
    if not found or _names(part, found["subject"]):
        return False
    return not _SUBORDINATE.search(gap[: found.start()] + " " if found.start() else "")


def _other_party(part: str, gap: str) -> bool:
    found = _OTHER_PARTY.search(gap)
    return bool(found and found["subject"].rstrip("は") not in part and not _LATER.search(gap))


def _names(part: str, subject: str) -> bool:
    """Whether the part before the gap has the same subject, so that nothing of another is given to it."""
    words = subject.split()
    return bool(words) and words[-1].casefold() in part.casefold().split()
