"""A Task as words for a language model: what to do, in which form, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docanalyzer.pipeline.prompts.neutral import neutralise, one_line
from docanalyzer.pipeline.prompts.parts import Task

LANGUAGES = {
    "en": "Answer in English; leave quoted words in the document's own language.",
    "zh": "请用简体中文回答；引文保留文档原来的语言。",
}
REMINDERS = {
    "en": "Quote the exact words and give the place after each quotation, as in “exact words” [p. 87].",
    "zh": "逐字引用原文，并在每处引文之后注明出处，如：“原文”[第87页]。",
}
VALUES = {
    "text": "text",
    "number": "a number, without separators or unit",
    "date": "a date as YYYY-MM-DD (YYYY-MM or YYYY if no more is stated)",
    "amount": "an amount of money with its currency, as written",
    "percentage": "a percentage, as written",
    "duration": "a length of time, as written",
    "party": "the full name of a person or organisation, as written",
}
JSON_FORM = """\
Answer with one JSON object and nothing else: no explanation, no code fence. It has exactly these keys:
{fields}

The value of a key is {{"value": …, "quote": "exact words", "page": 87}}, where "quote" is copied word \
for word from the document and "page" is the number of the page it stands on. In a document without \
pages, give "paragraph": 57 instead of "page". With several documents, add "document": 2. For a key \
marked "list", the value is a list of such objects, one for each occurrence. For what is not stated in \
the document, the value is null."""


def task_text(task: Task) -> str:
    """The whole request as it stands in the user's turn; neutral, without a line break at its ends."""
    parts = [neutralise(task.instructions).strip()]
    if task.output == "json":
        parts.append(JSON_FORM.format(fields="\n".join(map(_field_line, task.fields))))
    else:
        if task.fields:
            parts.append("\n".join(["Find these values:", *map(_field_line, task.fields)]))
        parts.append(REMINDERS["zh" if task.language == "zh" else "en"])
    if task.language in LANGUAGES:
        parts.append(LANGUAGES[task.language])
    return "\n\n".join(part for part in parts if part)


def _field_line(field: Mapping[str, Any]) -> str:
    name, title = one_line(str(field["name"])), one_line(str(field.get("title", "")))
    notes = [VALUES.get(str(field.get("type", "text")), "text")]
    notes += ["list"] if field.get("list") else []
    notes += ["required"] if field.get("required") else []
    described = ". ".join(part for part in (title, one_line(str(field.get("description", "")))) if part)
    return f'- "{name}" ({"; ".join(notes)}){": " + described if described else ""}'
