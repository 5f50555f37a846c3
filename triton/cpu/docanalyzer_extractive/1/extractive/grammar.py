"""The prompt of the engine: documents with pages, earlier turns, one task. Parsed strictly.

    <|docanalyzer 1|>
    <|document|>{"number": 1, "title": "…", "paged": true}
    <|page|>{"number": 87, "label": "79"}
    text…
    <|turn|>{"role": "user", "text": "…"}
    <|task|>{"kind": "question", "instructions": "…", "fields": [], "output": "markdown", "language": ""}

Each marker stands at the start of a line with its JSON on the same line. `<|` never stands at the
start of a line of document text: the prompt builder neutralises it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .errors import PromptError

HEADER = "<|docanalyzer 1|>"
KINDS = ("summary", "extraction", "comparison", "question")
FIELD_TYPES = ("text", "number", "date", "amount", "percentage", "duration", "party")
_MARKER = re.compile(r"<\|([^|\n]{1,40})\|>")


@dataclass(slots=True)
class PageText:
    """number: what a citation names; label: what the document prints there."""

    number: int
    label: str
    text: str


@dataclass(slots=True)
class SourceDocument:
    """For an unpaged document there is one page and lines begin with `¶57 `."""

    number: int
    title: str
    paged: bool
    pages: list[PageText] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turn:
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One wanted value of an extraction."""

    name: str
    title: str
    type: str = "text"
    description: str = ""
    required: bool = False
    list: bool = False


@dataclass(frozen=True, slots=True)
class TaskSpec:
    kind: str
    instructions: str
    fields: tuple[Field, ...]
    output: str
    language: str


@dataclass(slots=True)
class Prompt:
    documents: list[SourceDocument]
    turns: list[Turn]
    task: TaskSpec


def parse(prompt: str) -> Prompt:
    """The parsed prompt. PromptError names the line and what is wrong with it."""
    if not prompt.startswith(HEADER + "\n"):
        raise PromptError(f"Line 1 must be {HEADER}")
    documents: list[SourceDocument] = []
    turns: list[Turn] = []
    task: TaskSpec | None = None
    for line, marker, data, body in _blocks(prompt):
        if task is not None:
            raise PromptError(f"Line {line}: nothing may follow <|task|>")
        if marker != "page" and body.strip():
            raise PromptError(f"Line {line}: text may follow only <|page|>, not <|{marker}|>")
        if marker == "document":
            _add_document(documents, turns, data, line)
        elif marker == "page":
            _add_page(documents, turns, data, body, line)
        elif marker == "turn":
            turns.append(_turn(data, line))
        elif marker == "task":
            task = _task(data, line)
        else:
            raise PromptError(f"Line {line}: unknown marker <|{marker}|>")
    if task is None:
        raise PromptError("The prompt has no <|task|>")
    if not documents:
        raise PromptError("The prompt has no <|document|>")
    return Prompt(documents, turns, task)


def _blocks(prompt: str) -> Iterator[tuple[int, str, dict[str, Any], str]]:
    """(line number, marker, its JSON, the text up to the next marker)."""
    start, line = len(HEADER) + 1, 2
    if not prompt.startswith("<|", start):
        raise PromptError(f"Line {line}: a marker such as <|document|> must follow the first line")
    while start < len(prompt):
        end = prompt.find("\n<|", start)
        stop = len(prompt) if end < 0 else end
        head_end = prompt.find("\n", start, stop)
        head = prompt[start : stop if head_end < 0 else head_end]
        match = _MARKER.match(head)
        if match is None:
            raise PromptError(f"Line {line}: {head[:40]!r} is not a marker")
        yield (
            line,
            match[1],
            _json(head[match.end() :], line),
            "" if head_end < 0 else prompt[head_end + 1 : stop],
        )
        line += prompt.count("\n", start, stop) + 1
        start = stop + 1


def _json(text: str, line: int) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise PromptError(f"Line {line}: the JSON after the marker does not parse ({error})") from error
    if not isinstance(data, dict):
        raise PromptError(f"Line {line}: a JSON object must follow the marker")
    return data


def _value(data: dict[str, Any], key: str, kind: type, line: int, default: Any = None) -> Any:
    value = data.get(key, default)
    if value is None or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise PromptError(f"Line {line}: {key!r} must be of type {kind.__name__}")
    return value


def _add_document(
    documents: list[SourceDocument], turns: list[Turn], data: dict[str, Any], line: int
) -> None:
    number = _value(data, "number", int, line)
    if turns:
        raise PromptError(f"Line {line}: documents stand before turns")
    if number != len(documents) + 1:
        raise PromptError(f"Line {line}: document number {number}, expected {len(documents) + 1}")
    title, paged = _value(data, "title", str, line, ""), _value(data, "paged", bool, line, True)
    documents.append(SourceDocument(number, title, paged))


def _add_page(
    documents: list[SourceDocument], turns: list[Turn], data: dict[str, Any], body: str, line: int
) -> None:
    if not documents or turns:
        raise PromptError(f"Line {line}: a page stands inside a document")
    document = documents[-1]
    number = _value(data, "number", int, line)
    if document.pages and (number <= document.pages[-1].number or not document.paged):
        raise PromptError(f"Line {line}: page {number} does not follow page {document.pages[-1].number}")
    if number < 1:
        raise PromptError(f"Line {line}: page numbers begin at 1")
    document.pages.append(PageText(number, str(data.get("label", "")), body))


def _turn(data: dict[str, Any], line: int) -> Turn:
    role = _value(data, "role", str, line)
    if role not in ("user", "assistant"):
        raise PromptError(f"Line {line}: role must be user or assistant, not {role!r}")
    return Turn(role, _value(data, "text", str, line))


def _task(data: dict[str, Any], line: int) -> TaskSpec:
    kind = _value(data, "kind", str, line)
    output = _value(data, "output", str, line, "markdown") or "markdown"
    if kind not in KINDS:
        raise PromptError(f"Line {line}: kind must be one of {', '.join(KINDS)}, not {kind!r}")
    if output not in ("markdown", "json"):
        raise PromptError(f"Line {line}: output must be markdown or json, not {output!r}")
    fields = tuple(_field(item, line) for item in _value(data, "fields", list, line, []))
    if len({item.name for item in fields}) < len(fields):
        raise PromptError(f"Line {line}: two fields have the same name")
    language = str(data.get("language") or "").lower()[:2]
    return TaskSpec(kind, _value(data, "instructions", str, line, ""), fields, output, language)


def _field(item: Any, line: int) -> Field:
    if not isinstance(item, dict):
        raise PromptError(f"Line {line}: each field must be a JSON object")
    name = _value(item, "name", str, line)
    kind = _value(item, "type", str, line, "text") or "text"
    if not name or kind not in FIELD_TYPES:
        raise PromptError(f"Line {line}: field {name!r} needs a name and a type of {', '.join(FIELD_TYPES)}")
    return Field(
        name=name,
        title=str(item.get("title") or name.replace("_", " ")),
        type=kind,
        description=str(item.get("description") or ""),
        required=bool(item.get("required")),
        list=bool(item.get("list")),
    )
