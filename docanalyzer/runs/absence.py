"""What stands behind "it is not in the document": a plain search of the whole text for the question's terms.

A model that says so may have overlooked it; the reader sees every occurrence of the words, or that there is none.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence

from docanalyzer.documents.models import WholeText
from docanalyzer.pipeline.absence import QUOTED, says_absent
from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.runs.missing import MOST_TERMS, found
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)

_WORD = re.compile(r"[^\W_\u3400-\u9fff]+(?:[’'&./-][^\W_\u3400-\u9fff]+)*")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]+")
_CHINESE_SMALL = re.compile(
    "是不是|有没有|为什么|怎么样|多少|什么|哪些|哪个|哪里|哪|谁|何时|何处|如何|怎么|怎样|是否|能否|可否|请问|请|关于|根据"
    "|按照|本文档|这份|这个|该|文档|本合同|本报告|中的|里的|规定的|的|了|吗|呢|吧|是|有|在|和|与|及|或|对|由|被|把|从|到|中|里"
    "|我们|我|你|它|几|说|写|提到|提及|规定|说明"
)
_SMALL_TEXT = (
    "a about above after again all also am an and any are as at be because been before being below between both but by"
    " can could did do does doing done during each either else ever every few find for from further give given gives"
    " had has have having he her here hers him his how i if in into is it its itself just know let like list long"
    " made make makes many may me mean means mentioned might more most much must my name named need no nor not of off"
    " often on once one only or other our out over own page please quote read said same say says section see she"
    " should show so some state stated states such tell than that the their them then there these they this those"
    " through to too under until up us use used very was we were what when where whether which while who whom whose"
    " why will with within without would yes you your document documents text report contract agreement exactly"
    " according describe explain"
)
_SMALL = frozenset(_SMALL_TEXT.split())
LONGEST_PHRASE = 3


def terms_in(question: str) -> list[str]:
    """What a reader would search for: words in quotation marks, phrases of content words, then each of them."""
    quoted = [match[0][1:-1].strip() for match in QUOTED.finditer(question)]
    rest = QUOTED.sub(" ", question)
    phrases = [*_phrases(rest), *_chinese(rest)]
    words = [word for phrase in phrases for word in phrase.split() if " " in phrase]
    terms = [term for term in [*quoted, *phrases, *words] if len(term) > 1]
    return list({term.casefold(): term for term in reversed(terms)}.values())[::-1][:MOST_TERMS]


def _phrases(text: str) -> Iterator[str]:
    """Content words that stand side by side, three at most: "termination fee", "net cash flow"."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        beside = not text[end : match.start()].strip() and len(run) < LONGEST_PHRASE
        small = word.casefold() in _SMALL or (len(word) < 3 and not word.isupper()) or word.isdecimal()
        if run and (small or not beside):
            yield " ".join(run)
            run = []
        if not small:
            run.append(word)
        end = match.end()
    if run:
        yield " ".join(run)


def _chinese(text: str) -> Iterator[str]:
    for match in _CHINESE_RUN.finditer(text):
        yield from (piece for piece in _CHINESE_SMALL.split(match[0]) if len(piece) > 1)


def back_absence(
    run: Run, output: str, texts: Sequence[WholeText], indexes: Callable[[], Sequence[SourceIndex]]
) -> None:
    """Search for what an answer in prose says is absent; kept in run.extraction["absence"], one for each document.

    As missing.back_missing() keeps its own. Never raises: a search must not cost an answer.
    """
    if run.task.get("output") == "json" or run.kind != "question":
        return
    try:
        terms = terms_in(str(run.task["instructions"])) if says_absent(output) else []
        if terms:
            run.extraction["absence"] = [
                found(text, index, terms) for text, index in zip(texts, indexes(), strict=True)
            ]
    except Exception:
        log.exception("run %s: the search behind an answer's absence failed", run.pk)
