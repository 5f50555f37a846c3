"""The "not" outside a quote that turns its sense: in what stands before it in its sentence.

One rule holds it together: a quote that begins in the middle of a sentence must not begin inside the reach of a
negation that it leaves out. What has its own subject and verb is out of that reach: "…, and the Landlord shall pay".
"""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations import negations_cjk, own_clauses
from docanalyzer.pipeline.citations.sentences import LISTED, sentence_ends

_REACH = 160
_AHEAD = 24
_MAIN = 240

_BETWEEN = (
    r"(?:\w+ly|directly or indirectly|in any (?:way|manner|event|form)|at any time|so|then|be|ever|yet|always|itself|"
    r"himself|herself|themselves|otherwise|in whole or in part)"
)
"""What may stand between a "not" and the verb that it turns."""
_NEAR = re.compile(
    r"(?:\b(?:not|never|cannot|no|without|neither|nor|non|no longer)[\s-]+|\w[nN]['’]t\s+)\W{0,1}$"
    r"|\bnot(?:[”\"’']|,?\s+\(?(?:yet|however|therefore|thereby|always|necessarily)\)?,?)\s+$"
    rf"|\b(?:not|never|cannot)\s+(?:{_BETWEEN}[\s,]+){{1,4}}$"
    r"|\b(?:prohibited|prevented|barred|precluded|exempt(?:ed)?|excused|released|refrain(?:s|ed|ing)?|abstain(?:s|ed)?)"
    r" from\s+$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:(?:not|never|cannot|no (?:evidence|indication|assurance|guarantee|proof|reason|suggestion))\b|n['’]t\b"
    r"|den(?:y|ies|ied|ial)\b|(?:reject|refut|disput|dismiss|disclaim|disagree|doubt|contest)\w*\b"
    r"|(?:false|untrue|incorrect|unlikely|doubtful)\b)[^.;:!?]{0,40}\bthat,?\s+$",
    re.IGNORECASE,
)
"""What follows is said not to be so: "rejected the claim that …"."""
_FAILS = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing)|neglect(?:s|ed|ing)?|omit(?:s|ted|ting)?"
    r"|omission|unable|inability|unwilling|reluctan(?:t|ce)|ceas(?:e|es|ed|ing)|forb(?:id|ids|ade|idden))"
    r"\s+(?:\w+ly\s+)?to\s+(?:\w+ly\s+)?$"
    r"|\b(?:avoid(?:s|ed|ing)?|prohibit(?:s|ed|ing)?|forbid(?:s|den|ding)?|exclud(?:es?|ed|ing)|waiv(?:es?|ed|ing)"
    r"|instead of|rather than|in lieu of|other than|far from|except(?:ing)?(?: for| that| where| when)?"
    r"|save (?:for|that)|but for|lack(?:s|ed|ing)?|(?:lack|absence) of|unless|lest"
    r"|hardly|scarcely|barely|rarely|seldom)\s+$",
    re.IGNORECASE,
)
_IN_NO_EVENT = re.compile(
    r"\b(?:in|under|on|at|by|for) no (?:events?|cases?|circumstances?|accounts?|times?|means|ways?|reasons?)\b"
    r"(?:\s\w+){0,4},?\s+$",
    re.IGNORECASE,
)
_PROHIBITED_LIST = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:prohibited|forbidden|barred|precluded|prevented)"
    r"|not\s+(?:permitted|allowed))\b[^.:;!?]{0,60}:[^.!?]*(?:[:;,]|\b(?:or|and))\s*(?:\(?\w{1,4}[).]\s*)?\(?$",
    re.IGNORECASE,
)
"""A list of what must not be: "prohibited from the following: (a) …; (b) …"."""
_FINITE = (
    r"\b(?:shall|will|may|must|can|could|would|should|might|is|are|was|were|has|have|had|do|does|did|that|which|who|whose"
    r"|because|if|when|where|while|whereas|but|provided|however)\b"
)
"""A verb or word that shows that another clause has begun."""
_NOBODY = re.compile(
    r"\b(?:none|nothing|nobody|no|neither|hardly|scarcely|barely|(?<!a )few of|not (?:all|every|any|one))(?!\.|\s\d)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:shall|will|may|must|can|is|are|was|were|has|have|had)\s+(?:(?:be|been|have|ever|also)\s+)?$",
    re.IGNORECASE,
)
_WIDEST_SUBJECT = 90
_WIDEST_LIST = 140
_NOT_TO_DO = re.compile(
    r"\b(?P<verb>\w+)\s+(?:not(?! only\b)|never)\b|(?P<joined>cannot|\w+n['’]t)\b",
    re.IGNORECASE,
)
_FINITE_WORD = re.compile(_FINITE, re.IGNORECASE)
_PARTICIPLES = re.compile(
    r"is|are|was|were|be|been|being|has|have|had|(?:is|are|was|were|has|have|had)n['’]t", re.IGNORECASE
)
_JOINS = re.compile(
    r"(?:[,;:()]|\b(?:or|nor|and|to))\W*$|[:;]\s*(?:(?:or|and)\s+)?\(?\w{1,4}[).]\s*\(?$", re.IGNORECASE
)
_LABEL = re.compile(r"^\(?(?:[a-z]{1,4}|\d{1,2})[).]\s*")
_NEW_CLAUSE = re.compile(
    r"(?:the|an?|each|every|any|all|some|no|it|he|she|they|we|you|i|there|this|that|these|those|its|his|her|their|our|such"
    r"|of|in|on|at|by|for|from|with|under|over|within|after|before|during|as|than|between|among|upon|pursuant|into|and|or"
    r"|if|when|where|which|who|until|till|but|so|except|unless|save|while|whereas|\d.*)\b",
    re.IGNORECASE,
)
"""A quote that begins so is no verb that a "not" before it could turn: it has a subject of its own, or none."""
_TRIGGER = re.compile(
    r"\b(?:no[tnr]?\b|none|nothing|nobody|never|neither|cannot|without|fail|refus|declin|neglect|omi[ts]|unable|inabil"
    r"|unwill|reluct|ceas|forb|avoid|prohib|exclu|waiv|instead|rather|in lieu|other than|far from|except|save|but for"
    r"|lack|absence|unless|lest|hardly|scarcely|barely|rarely|seldom|few|den[yi]|reject|refut|disput|dismiss|discl"
    r"|disagr|doubt|contest|false|untrue|incorrect|unlikely|prevent|barred|preclud|exempt|excus|releas|refrain|abstain|forbid)"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""Without one of these none of the patterns above can be found."""
NEGATION_WITHIN = re.compile(
    r"\b(?:not|never|no(?!\.\s?\d)|none|nor|neither|cannot|without|unless|except|excluding|hardly|scarcely|barely|only"
    r"|nowhere|nothing|nobody|fail(?:s|ed|ing)? to|failure to|refus(?:e|es|ed|ing) to|prohibit(?:s|ed)?|refrains?|lacks?"
    r"|declin(?:e|es|ed) to|neglect(?:s|ed)? to|unable|exempt(?:s|ed)?|exclude[sd]?|waive[sd]?|cease[sd]?|ban(?:s|ned)?)\b"
    r"|n['’]t\b|[不未非无無没沒勿]|并非|除非|禁止|[严嚴]禁|拒[绝絕]|停止|中止|终止|終止|避免|免除|难以|難以|ない|なかっ|ません",
    re.IGNORECASE,
)


def negation_before(inner: str, text: str, start: int) -> str:
    """The negation before text[start:] whose reach the quote `inner` begins in; "" where there is none."""
    found = negations_cjk.before(text, start)
    if found:
        return found
    sentence = _sentence_before(text, start)
    if not _TRIGGER.search(sentence):
        return ""
    for pattern in (_NEAR, _DENIED, _FAILS, _IN_NO_EVENT, _PROHIBITED_LIST):
        match = pattern.search(sentence)
        if match:
            return match.group().strip()
    found = _nobody(inner, sentence)
    if found or own_clauses.is_main_clause(sentence, text[start : start + _MAIN]):
        return found
    return _not_to_do(inner, sentence)


def _sentence_before(text: str, start: int) -> str:
    """What of its sentence stands before `start`, as far as it matters."""
    begin = max(0, start - _REACH)
    piece = text[begin : start + _AHEAD]
    own = start - begin
    ends = [end for end in sentence_ends(piece) if end.end() <= own and not LISTED.match(piece, end.start())]
    return piece[ends[-1].end() if ends else 0 : own]


def _nobody(inner: str, sentence: str) -> str:
    """A subject that denies its verb: "None of [the Directors shall …]", "Nothing in this Agreement shall [limit …]"."""
    subject = next(reversed(list(_NOBODY.finditer(sentence))), None)
    if not subject or inner[:1].isdigit():
        return ""
    rest = sentence[subject.end() :]
    if own_clauses.ends_at_clause(sentence[: subject.start()], rest, inner):
        return ""
    verb = _FINITE_WORD.search(rest)
    if len(rest) > _WIDEST_SUBJECT or re.search("[.;:!?()]", rest):
        return ""
    if (verb and not _AUXILIARY.match(rest, verb.start())) or (
        rest.rstrip().endswith(",") and _NEW_CLAUSE.match(inner)
    ):
        return ""
    return sentence[subject.start() :].strip()


def _not_to_do(inner: str, sentence: str) -> str:
    """The "not" of a verb that the quote's beginning is one more of: "must not assign, charge or [sublet]"."""
    match = next(reversed(list(_NOT_TO_DO.finditer(sentence))), None)
    between = sentence[match.end() :] if match else ""
    if not match or len(between) > _WIDEST_LIST or re.search("[.!?]", own_clauses.without_labels(between)):
        return ""
    quoted = _LABEL.sub("", inner)
    if own_clauses.is_other_item(between, inner) or own_clauses.has_own_verb(quoted):
        return ""
    clause = re.split(r"[,.;:]", quoted, maxsplit=1)[0]
    if _FINITE_WORD.search(between) or _FINITE_WORD.search(clause) or _NEW_CLAUSE.match(quoted):
        return ""
    if not quoted[:1].islower() or not _JOINS.search(between):
        return ""
    past = re.match(r"\w+", quoted)
    if past and past.group().endswith("ed") and not _PARTICIPLES.fullmatch(match["verb"] or match["joined"]):
        return ""
    return sentence[match.start() :].strip()
