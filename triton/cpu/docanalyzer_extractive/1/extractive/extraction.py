"""Values with the quotes they stand in: parties, dates, amounts and so on, or the fields that were asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from .everything import everything
from .fields import values_of
from .grammar import TaskSpec
from .outline import Outline
from .question import Search
from .values import Value
from .wording import Wording, quotable

KINDS = ("party", "date", "amount", "percentage", "duration")
_GROUPS = {
    "party": "parties",
    "date": "dates",
    "amount": "amounts",
    "percentage": "percentages",
    "duration": "durations",
}
MOST, MOST_ALONE = 25, 50
"""Values listed of one kind, and of a task's only field; how many more there are is said."""


def extract(
    outlines: list[Outline], wording: Wording, task: TaskSpec, check: Callable[[], None]
) -> Iterator[str]:
    """Markdown, or one JSON object written a key a line."""
    if task.fields:
        search = Search(outlines, check)
        most = MOST if len(task.fields) > 1 else MOST_ALONE
        found = (
            (field.name, field.title, values_of(search, field, most), field.list) for field in task.fields
        )
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
