"""Every value of a kind, wherever it stands: for fields named after their type, and for an extraction without fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from . import patterns
from .grammar import Field
from .outline import CODE, PROSE, Outline
from .values import Value

_DIGIT = re.compile(
    r"[\d%％零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]|one|two|three|four|five|six|seven|ten|twelve|thirty|sixty|ninety",
    re.IGNORECASE,
)
_INSIGNIFICANT = re.compile(r"[\s,，.]")
_SHELL = re.compile(r"\$\s?\d")
_ALL_OF = defaultdict(
    lambda: re.compile(r"(?!)"),
    party=re.compile(r".*(?:part(?:y|ies)|当事|各方|双方|主体).*", re.IGNORECASE),
    date=re.compile(r"(?:all |key |important )?dates?|(?:重要|关键)?日期", re.IGNORECASE),
    amount=re.compile(r"(?:all )?amounts?(?: of money)?|sums?|金额", re.IGNORECASE),
    percentage=re.compile(r"(?:all )?(?:percentages?|rates)|百分比|比例", re.IGNORECASE),
    duration=re.compile(r"(?:all )?(?:durations?|periods?)|期限|期间", re.IGNORECASE),
)
"""By type: a list field of such a name asks for every value of its type, wherever it stands."""


def asked_for(field: Field) -> bool:
    """Whether a field is named after its type, so that it means every value of it."""
    return field.list and any(_ALL_OF[field.type].fullmatch(word) for word in (field.name, field.title))


def everything(outlines: list[Outline], kind: str, check: Callable[[], None]) -> list[Value]:
    """Every distinct value of a kind, full sentences first where one value stands in several."""
    found: dict[str, Value] = {}
    for outline in outlines:
        for number, sentence in enumerate(outline.sentences):
            if number % 500 == 0:
                check()
            if sentence.kind == CODE or (kind != "party" and not _DIGIT.search(sentence.text)):
                continue
            for match in patterns.find(kind, sentence.text):
                if sentence.kind != PROSE and _SHELL.fullmatch(match.value):
                    continue
                key = f"{outline.number} {_INSIGNIFICANT.sub('', match.value.casefold())}"
                known = found.get(key)
                if known is None or (sentence.kind == PROSE and known.sentence.kind != PROSE):
                    found[key] = Value(match.value, outline, sentence, match.start, match.end)
    return sorted(found.values(), key=lambda value: (value.outline.number, value.sentence.kind != PROSE))


def contracting(outlines: list[Outline], check: Callable[[], None]) -> list[Value]:
    """The parties of a contract: those of the sentences that name its parties, where there are two; else everybody."""
    everybody = everything(outlines, "party", check)
    named = [value for value in everybody if patterns.PARTIES.search(value.sentence.text)]
    return named if len(named) > 1 else everybody
