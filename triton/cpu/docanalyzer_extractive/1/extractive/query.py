"""What a question looks for: its terms with weights, the kind of answer expected, what earlier turns add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .characters import CJK, HAS_CJK
from .grammar import Turn
from .lists import GENERAL_WORDS, QUESTION_WORDS, STOPWORDS, SYNONYMS
from .terms import is_stopword, normal, stem, tokens

_CJK_FILLER = re.compile(
    "多少(?:名|个|位|家|项|次|人|条|艘|座)|请问|请列出|请说明|请|什么时候|什么|为什么|怎么样|怎么|怎样|如何|多少钱|多少|多久|多长时间|多长"
    "|多大|哪一天|哪天|哪些|哪个|哪里|哪儿|几个|几"
    "|何时|何地|是否|是谁|谁|吗|呢|吧|啊|的|了|是|在|和|与|及|或者|或|有没有|有|对于|对|为|被|把|由"
    "|从|到|并|而|会|能|可以|应该|需要|要"
    "|文中|本文|文档里|文档中|文档|文件里|合同里|合同中|合同规定|规定|关于|之间|其中|里面|这份|这个"
    "|该|此|我|你|它|他们|我们|呀|那么|那|还|也|都|时|个"
)
_ASKING = re.compile(r"\bhow (?:long|much|many|often|far|old|big|large|high)\b", re.IGNORECASE)
_WORD = re.compile(f"[A-Za-z0-9][\\w.'’-]*|[{CJK}]+")
_EXPECTED = (
    ("percentage", r"percent|percentage|what rate|interest rate|百分|比例|税率|利率|比率"),
    ("duration", r"how long|what period|notice period|duration|how many (?:days|months|years|weeks)"
                 r"|多久|多长时间|期限|多少天|几天|几年|几个月"),
    ("amount", r"how much|what (?:is|are|was|were) (?:the |group |total |net |annual |base )*"
               r"(?:dividend|deposit|profit|turnover|penalty|price|fee|fees|cost|costs|amount|revenue|cap"
               r"|value|budget|salary|rent)|多少钱|金额|价格|费用|多少元|总价|价款|收入"),
    ("date", r"\bwhen\b|what date|which date|on what day|deadline|what year|何时|什么时候|哪天|哪一天"
             r"|日期|哪年"),
    ("number", r"how many|多少|几个"),
    ("party", r"\bwho\b|\bwhom\b|which (?:party|parties|company)|谁|哪家|哪方"),
)  # fmt: skip
_MANNERS = (
    (
        "parties",
        re.compile(
            r"\bwho are the (?:contracting )?part|which parties|names? of the parties"
            r"|(?:合同)?(?:双方|当事人|各方|甲乙双方)(?:是|有|分别|都)",
            re.I,
        ),
    ),
    (
        "what",
        re.compile(
            r"^what(?: is| are|'s| does)(?: an?| the)? [\w-]+(?: [\w-]+)?(?: mean)?\s*\?*$"
            r"|什么是|是什么|指什么|什么意思",
            re.I,
        ),
    ),
    ("why", re.compile(r"\bwhy\b|为什么|为何", re.I)),
    ("how", re.compile(r"\bhow (?:do|can|does|to|is|are|should|would|could|must)\b|如何|怎样|怎么", re.I)),
)
_ASKED_WITH = frozenset(map(stem, QUESTION_WORDS))
_GENERIC = frozenset(map(stem, GENERAL_WORDS))
_GENERIC_CJK = re.compile(
    f"^(?:主要|内容|讲|说|概括|总结|概述|摘要|主题|大意|介绍|一下|篇|份|文|合同|报告|目的|[^{CJK}])*$"
)
_LEANING = re.compile(
    r"^(?:and|but|so|also|then|what about|how about|why|where|who|when|how|is that|are they|does it"
    r"|and if|what else|anything else)\b"
    r"|\b(?:it|its|that|this|they|them|their|those|these|he|she|there|the same|former|latter)\b|^(?:那"
    r"|那么|还有|为什么|它|其|他|这|上述|另外)|呢[？?]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. forms: index terms that stand for it; alternatives: weaker ones."""

    shown: str
    forms: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(slots=True)
class Query:
    """expected: a kind of `patterns`, or ""; manner: "how", "why", "what" (a definition), "parties" or "".

    general: asks what the document is about.
    """

    text: str
    terms: list[Term] = field(default_factory=list)
    expected: str = ""
    manner: str = ""
    general: bool = False
    earlier: str = ""
    cjk: bool = False


def understand(question: str, turns: Sequence[Turn]) -> Query:
    """The query of a question. An earlier question is used only where this one leans on it."""
    asked = _ASKING.sub(" ", question)
    query = Query(question, _terms(asked, 1.0), _expected(question), cjk=bool(HAS_CJK.search(question)))
    query.manner = next((kind for kind, pattern in _MANNERS if pattern.search(question)), "")
    content = [term for term in query.terms if not _generic(term)]
    content = [term for term in content if term.forms[0] not in _ASKED_WITH] or content
    query.terms = content or query.terms
    query.general = not content
    before = [turn.text for turn in turns if turn.role == "user" and turn.text.strip() != question.strip()]
    leans = bool(_LEANING.search(question)) and len(content) <= 3
    if before and (leans or not content):
        known = {term.shown.lower() for term in query.terms}
        added = [
            term for term in _terms(before[-1], 0.6) if term.shown.lower() not in known and not _generic(term)
        ]
        if added:
            query.terms = content + added
            query.earlier, query.general = before[-1], False
    return query


def terms_of(title: str) -> list[Term]:
    """Every term of a title: words that a question is only asked with count in it ("Going concern")."""
    return _terms(title, 1.0)


def _generic(term: Term) -> bool:
    return (len(term.forms) == 1 and term.forms[0] in _GENERIC) or bool(
        HAS_CJK.search(term.shown) and _GENERIC_CJK.match(term.shown)
    )


def _expected(question: str) -> str:
    for kind, pattern in _EXPECTED:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return ""


def _terms(text: str, weight: float) -> list[Term]:
    found: dict[str, Term] = {}
    for raw in _WORD.findall(text):
        if HAS_CJK.match(raw):
            for run in _CJK_FILLER.split(raw):
                if len(run) > 1:
                    found.setdefault(run, Term(run, tuple(tokens(run)), _alternatives(run), weight))
            continue
        word = raw.rstrip(".'’-")
        forms = tuple(stem(token) for token in tokens(normal(word)) if not is_stopword(token))
        if forms and word.lower() not in STOPWORDS:
            found.setdefault(forms[0], Term(word, forms, _alternatives(word.lower()), weight))
    return list(found.values())


def _alternatives(word: str) -> tuple[str, ...]:
    stems = {stem(word)}
    others = [
        stem(other)
        for group in SYNONYMS
        for other in sorted(group)
        if word in group or stems & {stem(one) for one in group}
    ]
    return tuple(dict.fromkeys(other for other in others if other not in stems))
