"""Words in quotation marks that are only mentioned: of them a sentence's place claims nothing.

You asked about “penalties”; the lease only says “exact words” [p. 3].
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docanalyzer.pipeline.citations.sentence import Span

_FEW_WORDS = 3
_FEW_CHARACTERS = 8
_WINDOW = 60
"""So far around a quotation is looked for what governs it."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NUMBER = re.compile(
    r"[\d〇二三四五六七八九十百千万萬亿億%％€$£¥]"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|[mb]illions?|per\s?cent|half|twice)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[\s*_|.…()\[\]（）【】]*(?:[,，、;；]?\s*(?:and|or|as well as|及|和|与|以及|或|或者|&|\+)?)[\s*_|]*"
    # The words stand under a heading: “exact words” under the heading “Outlook” [p. 3].
    r"|[\s*_,]*(?:under|in|from)\s(?:the\s)?(?:(?:heading|title|caption|section|chapter|part|table|clause)\s)?[\s*_]*"
)
_TOLD = re.compile(
    r"[\s*_:：,，|(（—–-]*(?:(?:it\s)?(?:is|are|was|were|says?|states?|reads?|as)\s|[为為是称稱])?[\s*_]*"
)
_SPOKEN_OF = (
    r"(?:mention(?:ed)?|used?|appear|occur|found|defined?|stated?|sa(?:y|id)|contain(?:ed)?|includ(?:ed?))"
)
_NOT = r"(?:\snot|n[’']t|\snever|\snowhere)\s"
_DENIED_BEFORE = re.compile(
    r"(?:\basked\s(?:\w+\s)?(?:about|for|whether|if)|\b(?:your|the)\squestions?(?:\sof|\sabout|\swhether)?"
    r"|\bnothing\s(?:about|on|like|regarding|concerning|of)|\bno\s(?:mention|word|trace)\sof|\bno\sreference\sto"
    rf"|\bthere\s(?:is|are|was|were)\sno|{_NOT}(?:\w+\s)?(?:{_SPOKEN_OF}|refer\sto|speak\sof|provide\sfor)"
    r"|\b(?:without|instead\sof)\s(?:mentioning|saying|using|stating))"
    r"(?:\s(?:the|any|an?)(?:\s(?:words?|terms?|phrases?|clauses?))?)?[\s:,*_]*\Z"
    r"|(?:(?:未|没有|沒有|并未|並未|不)(?:曾|明确|明確)?(?:提及|提到|约定|約定|规定|規定|说明|說明|载明|載明|出现|出現|使用|包含|包括|涉及|写明|寫明)"
    r"|没有|沒有|并无|並無|未见|未見|(?:您|你)(?:所)?(?:问|問|询问|詢問|提)(?:的|及|到)?|(?:询问|詢問)(?:的)?)(?:任何|关于|關於|了|到)?[\s:：]*\Z",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(
    rf"[\s*_]*(?:(?:is|are|was|were|does|do|did|has|have|had|can(?:\sbe)?){_NOT}(?:\w+\s)?{_SPOKEN_OF}\b|cannot\sbe\sfound)"
    r"|[\s*_]*(?:一词|一詞|的字样|的字樣|条款|條款)?(?:并未|並未|未|没有|沒有)(?:被)?(?:提及|提到|出现|出現|约定|約定|规定|規定|使用)",
    re.IGNORECASE,
)
_NO = re.compile(r"\bno\s[*_]*\Z", re.IGNORECASE)
_TERM_BEFORE = re.compile(
    r"(?:\bso-called|\bthe\s(?:defined\s)?(?:terms?|words?|expression|label)|\b(?:also|often|commonly)\s(?:called|known\sas)"
    r"(?:\sthe|\san?)?|所谓的?|所謂的?|术语|術語|词语|詞語)[\s*_]*\Z",
    re.IGNORECASE,
)


def quoted_before(text: str, spans: list[Span], place: int, *, is_ahead: bool = False) -> list[Span]:
    """The spans, in order and before `place`, that are quoted: next to it, or more than a mention.

    is_ahead: the place leads words of its own (page 3 says “…”), so nothing before stands next to it.
    """
    return _quoted(text, spans, [] if is_ahead else _joined(text, spans, place), place)


def quoted_behind(text: str, spans: list[Span], place: int, end: int) -> list[Span]:
    """As quoted_before(), of spans behind a place that ends at `place`; nothing from `end` on is looked at."""
    joined = 0
    for span in spans:
        gap = text[place : span[0] - 1]
        if not (_is_joint(gap) or (not joined and len(gap) <= _WINDOW and _TOLD.fullmatch(gap))):
            break
        joined, place = joined + 1, span[1] + 1
    return _quoted(text, spans, spans[:joined], end)


def is_denied(text: str, quote: Span, end: int) -> bool:
    """Whether the words around say that a quotation is asked for, or stands nowhere; read up to `end`."""
    before = text[max(0, quote[0] - 1 - _WINDOW) : quote[0] - 1]
    return bool(_DENIED_BEFORE.search(before)) or bool(
        _DENIED_BEHIND.match(text, quote[1] + 1, min(end, quote[1] + _WINDOW))
    )


def is_term_denied(text: str, quote: Span, end: int) -> bool:
    """As is_denied(), of few words: nothing is said about “penalties” on page 4."""
    if not _are_few(text[slice(*quote)], 1):
        return False
    return _NO.search(text, max(0, quote[0] - 6), quote[0] - 1) is not None or is_denied(text, quote, end)


def _joined(text: str, spans: list[Span], place: int) -> list[Span]:
    """The last of the spans: those that stand next to `place`, and next to each other."""
    at = len(spans)
    while at and _is_joint(text[spans[at - 1][1] + 1 : place]):
        at, place = at - 1, spans[at - 1][0] - 1
    return spans[at:]


def _is_joint(gap: str) -> bool:
    return len(gap) <= _WINDOW and _JOINT.fullmatch(gap) is not None


def _quoted(text: str, spans: list[Span], joined: Iterable[Span], end: int) -> list[Span]:
    kept = {span for span in joined if not is_term_denied(text, span, span[1] + 1)}
    return [span for span in spans if span in kept or not _is_mentioned(text, span, end)]


def _is_mentioned(text: str, span: Span, end: int) -> bool:
    """Few words without a number, a question, or what is denied. More words than that are a quotation."""
    words = text[slice(*span)].strip()
    if words.endswith(("?", "？")) or is_denied(text, span, end):
        return True
    if _NUMBER.search(words):
        return False
    before = text[max(0, span[0] - 1 - _WINDOW) : span[0] - 1]
    return _are_few(words, 2 if _TERM_BEFORE.search(before) else 1)


def _are_few(words: str, times: int) -> bool:
    return len(words.split()) <= _FEW_WORDS * times and len(_CJK.findall(words)) <= _FEW_CHARACTERS * times
