"""Whether an answer denies that there is what its question asks for, where its words alone do not tell.

"There is no escrow agent" may be what the text says, or that it says nothing. Asked for an escrow agent, it is worth a
search; asked for something else it is not. What stands beside a quotation has its support already.
"""

from __future__ import annotations

import re

from docanalyzer.pipeline.asked import QUOTED, SMALL, terms_in
from docanalyzer.pipeline.simplified import simplified
from docanalyzer.pipeline.stems import same_word

_SENTENCE = re.compile(r"[.!?;。！？；\n]+(?=\s|$|[\u3400-\u9fff])|\n")
_QUOTATION = "\ue000"
_NO = re.compile(
    r"""
      \b(?:there|here)(?:[ ](?:is|are|was|were|has[ ]been|have[ ]been)|['’]s)[ ](?:currently[ ]|also[ ])?no\b
    | (?:\b(?:there[ ](?:is|are|was|were)|do|does|did|has|have|had|is|are|was|were|would|will)(?:[ ]not|n['’]t)[ ]
        (?:\w+[ ](?:on[ ]|for[ ]|to[ ]|in[ ])?){0,3}?(?:an?|any|the|such)\b)
    | \b(?:has|have|had|contains?|includes?|names?|appoints?|provides?(?:[ ]for)?|requires?|sets?|imposes?|gives?|with
        |lists?)[ ]no\b
    | \b(?:lacks?|omits?|without)\b | (?:^|[,:][ ])(?:no|neither|nor)[ ]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ENDS = "to of in for on at by with from that which who whose as under is are was were shall may can"
_HEAD_ENDS = frozenset(_ENDS.split())
_HEAD = 5
"""Words after "no" that may name the thing; a preposition or a verb ends them: "no right to sublet" names a right."""
_NO_ZH = re.compile(
    r"(?:没有|并无|[^有]无(?!效|权|需|须|法)|^无|未(?!来|经)|不含|不包[含括]|不存在|不设|没(?!收))(?P<what>[^，。；！？\n]{1,14})"
)
_TO_THERE = re.compile(
    r"""
      \b(?:is|are|was|were)[ ]there\b | \banywhere\b
    | ^\W*(?:do|does|did)\b.{0,60}?\b
        (?:mention|contain|include|have|name|specif|state|provide|address|cover|say|define|refer)
    | ^\W*(?:has|have|is|are|was|were)\b.{0,60}?\b(?:mentioned|named|specified|stated|defined|provided|addressed|included)\b
    | 有没有|有无|是否(?:有|存在|包含|包括|约定|规定|提到|提及|载|设|涉及)
    | 有.{0,16}[吗么] | (?:提到|提及|约定|规定|包含).{0,16}[吗么]
    | ありますか|含まれ.{0,6}か
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A question whether something is there at all."""
_SAYS_NO = re.compile(
    r"^\W*(?:(?:no|none|nope|nothing)\b(?![ ](?:of|later|more|less)\b)|没有|无(?![效权需须法论])|否(?!则)"
    r"|不(?![仅但只过管论同足])|未(?!经|来|满|到)|いいえ)",
    re.IGNORECASE,
)
_SAYS_YES = re.compile(r"^\W*(?:(?:yes|yeah|indeed)\b|有|是的?[，。,.]|不[仅但只]|はい)", re.IGNORECASE)
_PLACE = re.compile(r"[\[(（【][^\])）】\n]{0,12}(?:\bpp?\.\s?\d|\bpage|¶|§|第\s?\d+\s?页)", re.IGNORECASE)


def denies(answer: str, question: str) -> bool:
    """Whether the answer says that something is not there which the question names, or "no" to whether it is."""
    said = simplified(answer)
    if _TO_THERE.search(simplified(question)):
        if _SAYS_YES.match(said):
            return False
        if _SAYS_NO.match(said) and not _PLACE.search(said.strip().split("\n", 1)[0]):  # a place supports it
            return True
    terms = [simplified(term).casefold() for term in terms_in(question, most=20)]
    if not terms:
        return False
    own = QUOTED.sub(_QUOTATION, answer).replace("*", "")
    words = [word for term in terms for word in _WORDS.findall(term)]
    for sentence in _SENTENCE.split(own):
        if _QUOTATION in sentence:
            continue
        if any(_names(sentence[match.end() : match.end() + 120], words) for match in _NO.finditer(sentence)):
            return True
        if any(_shares(match["what"], terms) for match in _NO_ZH.finditer(simplified(sentence))):
            return True
    return False


def _names(rest: str, asked: list[str]) -> bool:
    """Whether the noun that comes next is one of those that were asked for."""
    head: list[str] = []
    for match in _WORDS.finditer(rest):
        word = match[0].casefold()
        if word in _HEAD_ENDS or len(head) == _HEAD:
            break
        head.append(word)
    return any(word not in SMALL and any(same_word(one, word) for one in asked) for word in head)


def _shares(what: str, terms: list[str]) -> bool:
    """Two characters in a row of what is said not to be there, in a term of the question."""
    return any(what[at : at + 2] in term for term in terms for at in range(len(what) - 1))
