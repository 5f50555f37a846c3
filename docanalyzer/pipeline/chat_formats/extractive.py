"""The prompt of the built-in extractive engine: markers at the start of a line, each with its JSON.

Nothing from outside holds `<|`, so a marker is never ambiguous. The engine needs no system text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docanalyzer.pipeline.chat_formats.base import as_it_is
from docanalyzer.pipeline.prompts.documents import numbered_paragraphs
from docanalyzer.pipeline.prompts.neutral import neutralise, neutralise_values, one_line
from docanalyzer.pipeline.prompts.parts import PromptDocument, Task, Turn
from docanalyzer.pipeline.tools import ToolCall


class Extractive:
    name = "extractive"
    stop_token_ids: tuple[int, ...] = ()
    stop_tokens: tuple[str, ...] = ()
    system_text = ""

    def opening(self, documents: Sequence[PromptDocument], *, workspace_line: str = "") -> str:
        """`workspace_line` is left out: the engine keeps no cache between requests."""
        lines = ["<|docanalyzer 1|>\n"]
        for number, document in enumerate(documents, start=1):
            title = one_line(document.title)
            lines.append(_line("document", {"number": number, "title": title, "paged": document.paged}))
            lines.extend(_pages(document))
        return "".join(lines)

    def conversation(self, turns: Sequence[Turn], *, tools: Sequence[Mapping[str, Any]] = ()) -> str:
        """`tools` are left out, and with them the turns of a call that another model made: it calls none."""
        *earlier, last = [turn for turn in turns if turn.role != "tool" and "tool" not in turn.extra]
        lines = [_line("turn", {"role": turn.role, "text": _said(turn)}) for turn in earlier]
        return "".join([*lines, _line("task", _task(last.asked()))])

    def tool_calls(self, answer: str, names: Sequence[str]) -> list[ToolCall]:
        return []

    def cleaner(self) -> Callable[[str], str]:
        return as_it_is


def _pages(document: PromptDocument) -> Iterator[str]:
    if not document.paged:
        yield _line("page", {"number": 1, "label": ""}) + numbered_paragraphs(document) + "\n"
        return
    for page in document.pages:
        yield _line("page", {"number": page.index, "label": one_line(page.label)})
        yield neutralise(page.text) + "\n"


def _said(turn: Turn) -> str:
    return turn.asked().instructions if turn.role == "user" else turn.text


def _task(task: Task) -> dict[str, Any]:
    return {
        "kind": task.kind,
        "instructions": task.instructions,
        "fields": list(task.fields),
        "output": task.output,
        "language": task.language,
    }


def _line(marker: str, value: dict[str, Any]) -> str:
    return f"<|{marker}|>{json.dumps(neutralise_values(value), ensure_ascii=False)}\n"
