"""What a question asks about, as the terms that a reader would search for: English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.pipeline.simplified import simplified

QUOTED = re.compile('“[^“”]*”|"[^"\n]*"|「[^「」]*」|『[^『』]*』|«[^«»]*»|`[^`]*`')
"""The innermost marks of a kind: without the opening one inside, a text full of them is read in one pass."""
_WORD = re.compile(r"[^\W_\u3400-\u9fff]+(?:[’'&./-][^\W_\u3400-\u9fff]+)*")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]+")
_CHINESE_WHOLE = (
    "和解|对价|中介|到期日?|有限|有效期?|有关方|有权|所有权?|共有|持有人?|国有|享有|拥有|在建|在职|从业|把握|写字楼|说明书|及时|中国|中止|中标|中期"
    "|对方|对账|对外|到账|或有|目的|标的物?|里程|公里|被告|被保险人|被担保|由于|中小|中央|中级|规定期限|约定利率|与会|了结|几何|说法|提供方|规定动作|内容物"
)
"""Words that hold a small word, and stay whole."""
_CHINESE_SMALL = (
    "是不是|有没有|有无|为什么|怎么样|多少|什么|哪些|哪个|哪里|哪种|哪|谁|何时|何处|如何|怎么|怎样|是否|能否|可否|请问|请|关于|根据|按照"
    "|本文档|这份|这个|那个|该|文档|文中|全文|本合同|本协议|本报告|中的|里的|规定的|约定的|任何|具体|相关|有关|明确|一下|时候"
    "|规定|约定|说明|提到|提及|涉及|包含|包括|载明|写明|列明|写|说|提供|存在|设有|列出|给出|告诉|需要|可以|应该|应当|必须|属于|多久|多长"
    "|的|了|吗|呢|吧|是|有|在|和|与|及|或|对|由|被|把|从|到|中|里|我们|我|你|它|几|会|能|要|都|也|就|那|这"
)
_CHINESE_PIECE = re.compile(f"(?P<whole>{_CHINESE_WHOLE})|{_CHINESE_SMALL}")
_SMALL_TEXT = (
    "a about above after again all also am an and any anything anywhere are as at be because been before being below"
    " between both but by can contain contained contains could cover covered covers define defined defines describe"
    " described describes did disclose disclosed discloses discuss discussed discusses do does doing done during each"
    " either else ever every exist exists explain few find for found from further give given gives had has have having"
    " he her here hers him his how i identified identify if in include included includes into is it its itself just"
    " know let like list listed long made make makes many may me mean means mention mentioned mentions might more most"
    " much must my name named names need no nor not of off often on once one only or other our out over own page please"
    " provide provided provides quote read refer reference references referred refers regarding said same say says"
    " section see set she should show so some somewhere specified specifies specify state stated states such tell than"
    " that the their them then there these they thing this those through to too under until up us use used very was we"
    " were what when where whether which while who whom whose why will with within without would yes you your document"
    " documents text report contract agreement exactly according"
)
SMALL = frozenset(_SMALL_TEXT.split())
LONGEST_PHRASE = 3


def terms_in(question: str, most: int = 6) -> list[str]:
    """What a reader would search for: words in quotation marks, phrases of content words, then each of them."""
    quoted = [match[0][1:-1].strip() for match in QUOTED.finditer(question)]
    rest = QUOTED.sub(" ", question)
    phrases = [*_phrases(rest), *_chinese(rest)]
    words = [word for phrase in phrases for word in phrase.split() if " " in phrase]
    terms = [term for term in [*quoted, *phrases, *_pairs(phrases), *words] if len(term) > 1]
    return list({term.casefold(): term for term in reversed(terms)}.values())[::-1][:most]


def _phrases(text: str) -> Iterator[str]:
    """Content words that stand side by side, three at most: "termination fee", "net cash flow"."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        beside = not text[end : match.start()].strip() and len(run) < LONGEST_PHRASE
        small = word.casefold() in SMALL or (len(word) < 3 and not word.isupper()) or word.isdecimal()
        if run and (small or not beside):
            yield " ".join(run)
            run = []
        if not small:
            run.append(word)
        end = match.end()
    if run:
        yield " ".join(run)


def _pairs(phrases: list[str]) -> Iterator[str]:
    """Of "liquidated damages cap" also "liquidated damages" and "damages cap"."""
    for phrase in phrases:
        words = phrase.split()
        if len(words) == LONGEST_PHRASE:
            yield " ".join(words[:2])
            yield " ".join(words[1:])


def _chinese(text: str) -> Iterator[str]:
    for match in _CHINESE_RUN.finditer(text):
        start = 0
        for small in _CHINESE_PIECE.finditer(simplified(match[0])):
            if small["whole"]:
                continue
            yield from _long_enough(match[0][start : small.start()])
            start = small.end()
        yield from _long_enough(match[0][start:])


def _long_enough(piece: str) -> Iterator[str]:
    if len(piece) > 1:
        yield piece
