"""Values with the quotes they stand in: parties, dates, amounts and so on, or the fields that were asked for."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from . import guide, patterns
from .grammar import Field, TaskSpec
from .headings import title_key
from .outline import CODE, LINE, PROSE, Outline, Sentence
from .query import Query, understand
from .question import Passage, Search
from .wording import Wording, quotable

KINDS = ("party", "date", "amount", "percentage", "duration")
_GROUPS = {
    "party": "parties",
    "date": "dates",
    "amount": "amounts",
    "percentage": "percentages",
    "duration": "durations",
}
MOST = 25
"""Values listed of one kind; how many more there are is said."""
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
_LABEL = re.compile(r"^[^:：]{2,60}[:：]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the sentence it stands in; [start, end): where in that sentence."""

    value: str
    outline: Outline
    sentence: Sentence
    start: int
    end: int

    def cite(self, wording: Wording) -> str:
        return wording.cite(self.outline, self.sentence, (self.start, self.end))

    def record(self, wording: Wording) -> dict[str, Any]:
        """As JSON: value, quote and its page or paragraph."""
        record: dict[str, Any] = {
            "value": self.value,
            "quote": quotable(self.sentence.text, (self.start, self.end)),
            "page" if self.outline.paged else "paragraph": self.sentence.place,
        }
        return {**record, "document": self.outline.number} if wording.documents else record


def extract(
    outlines: list[Outline], wording: Wording, task: TaskSpec, check: Callable[[], None]
) -> Iterator[str]:
    """Markdown, or one JSON object written a key a line."""
    if task.fields:
        search = Search(outlines, check)
        found = ((field.name, field.title, _field(search, field), field.list) for field in task.fields)
    else:
        found = (
            (_GROUPS[kind], wording.say(_GROUPS[kind]), everything(outlines, kind, check), True)
            for kind in KINDS
        )
    if task.output == "json":
        yield from _as_json(found, wording, check)
    elif task.fields:
        yield from _as_lines(found, wording, check)
    else:
        yield from _as_groups(found, wording, check)


Found = Iterator[tuple[str, str, list[Value], bool]]


def _as_json(found: Found, wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    before = "{\n"
    for name, _, values, many in found:
        check()
        records = [value.record(wording) for value in values]
        shown: Any = records if many and records else records[0] if records else None
        yield f"{before}  {json.dumps(name, ensure_ascii=False)}: {json.dumps(shown, ensure_ascii=False)}"
        before = ",\n"
    yield "\n}\n"


def _as_lines(found: Found, wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    for _, title, values, _ in found:
        check()
        if not values:
            yield f"- {wording.labelled(f'**{title}**', wording.say('not_stated'))}\n"
        elif len(values) == 1:
            yield f"- {wording.labelled(f'**{title}**', _shown(values[0], wording))}\n"
        else:
            yield f"- **{title}**\n"
            for value in values:
                yield f"  - {_shown(value, wording)}\n"


def _as_groups(found: Found, wording: Wording, check: Callable[[], None]) -> Iterator[str]:
    for number, (_, title, values, _) in enumerate(found):
        check()
        yield f"{'' if number == 0 else chr(10)}## {title}\n\n"
        if not values:
            yield f"{wording.say('none')}\n"
        for value in values[:MOST]:
            yield f"- {_shown(value, wording)}\n"
        if len(values) > MOST:
            yield f"- {wording.say('more', count=len(values) - MOST)}\n"


def _shown(value: Value, wording: Wording) -> str:
    cited = value.cite(wording)
    return cited if value.value in ("", quotable(value.sentence.text)) else f"{value.value} — {cited}"


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


def _field(search: Search, field: Field) -> list[Value]:
    """The values of one field, best first; empty when the text does not state it."""
    if field.list and field.name in guide.PARTS:
        parts = [one for outline in search.outlines for one in guide.PARTS[field.name](outline, search.check)]
        return [Value(text, outline, sentence, 0, len(sentence.text)) for text, outline, sentence in parts]
    if field.list and any(_ALL_OF[field.type].fullmatch(word) for word in (field.name, field.title)):
        return everything(search.outlines, field.type, search.check)[:MOST]
    query = understand(field.title, ())
    query.expected = field.type if field.type in patterns.TYPED else ""
    labelled = list(_labelled(search, field))
    values = labelled or _from_passages(search, query, field)
    return values[:MOST] if field.list else values[:1]


def _labelled(search: Search, field: Field) -> Iterator[Value]:
    """Form-like places: "Governing law: …", or a section of that title whose first sentence is the value."""
    keys = {title_key(field.title), title_key(field.name)}
    for outline in search.outlines:
        for sentence in outline.sentences:
            label = _LABEL.match(sentence.text)
            if label and title_key(label[0]) in keys:
                yield from _typed(field, outline, sentence, label.end())
            elif sentence.kind == LINE and sentence.text.lower().startswith(f"{field.title.lower()} "):
                yield from _typed(field, outline, sentence, len(field.title) + 1)
        for section in outline.sections:
            if section.title and section.last > section.first and title_key(section.title) in keys:
                yield from _typed(field, outline, outline.sentences[section.first], 0)


def _typed(field: Field, outline: Outline, sentence: Sentence, start: int) -> Iterator[Value]:
    """The value of the field's type after `start`; for text, what stands there."""
    if field.type in patterns.TYPED:
        for match in patterns.find(field.type, sentence.text):
            if match.start >= start:
                yield Value(match.value, outline, sentence, match.start, match.end)
                return
        return
    text = sentence.text[start:]
    yield Value(quotable(text), outline, sentence, start, start + min(len(text), 200))


def _from_passages(search: Search, query: Query, field: Field) -> list[Value]:
    needed = 0.55 if query.expected else 0.7
    values: dict[str, Value] = {}
    passages = search.rank(query)
    for passage in passages:
        if passage.coverage < needed or passage.score < 0.5 * passages[0].score:
            continue
        outline, sentence = search.at(passage.row)
        for value in _nearest(query, field, outline, sentence, passage):
            values.setdefault(value.value.casefold(), value)
    return list(values.values())


def _nearest(
    query: Query, field: Field, outline: Outline, sentence: Sentence, passage: Passage
) -> Iterator[Value]:
    """Of the values in a sentence the one nearest to the field's words."""
    if not query.expected:
        yield Value(quotable(sentence.text), outline, sentence, 0, min(len(sentence.text), 200))
        return
    lower = sentence.text.lower()
    words = [place for term in query.terms if (place := lower.find(term.shown.lower()[:6])) >= 0]
    matches = list(patterns.find(query.expected, sentence.text))
    matches.sort(key=lambda match: min((abs(match.start - word) for word in words), default=0))
    for match in matches if field.list else matches[:1]:
        yield Value(match.value, outline, sentence, match.start, match.end)
