"""A run that asks for fields as JSON: its schema goes to the server, a poor answer is asked for once again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings

from docanalyzer import events
from docanalyzer.documents.fit import fit_count
from docanalyzer.documents.models import WholeText
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError
from docanalyzer.pipeline.extraction import Extraction, FieldResult, read_extraction
from docanalyzer.pipeline.inference import Chunk, Usage
from docanalyzer.pipeline.prompts import Prompt, Task, Turn, json_schema, render
from docanalyzer.pipeline.values.notation import notation_of
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)
Ask = Callable[[Prompt, dict[str, Any] | None], Iterator[Chunk]]
"""Sends a prompt that must be answered after a schema; the chunks of the answer."""


def schema_of(run: Run, fields: Sequence[dict[str, Any]] | None = None) -> dict[str, Any] | None:
    """What the answer must look like; None for a run that asks for no fields as JSON."""
    if not run.asks_for_fields:
        return None
    kinds = {item.document.paged for item in run.run_documents.select_related("document")}
    paged = kinds.pop() if len(kinds) == 1 else None
    wanted = run.task["fields"] if fields is None else fields
    return json_schema(wanted, paged=paged, documents=run.run_documents.count())


def read_run(run: Run) -> Extraction:
    """What the run's output says of each field. A field that failed may be null there: see run.extraction."""
    schema = schema_of(run)
    if schema is None:
        raise ValueError(f"{run} asks for no fields")
    ended = run.status == Run.Status.SUCCEEDED and run.finish_reason != "length"
    return read_extraction(run.output, run.task["fields"], schema, ended=ended)


def settle(run: Run, texts: list[WholeText], output: str, ask: Ask, keep: Callable[[str], None]) -> None:
    """Check a whole answer, ask once again about the fields that failed, and write down what happened.

    keep: takes the output, at once and again when it is mended. What the model said word for word is kept in
    run.extraction where the output is another text than that. Raises InferenceCancelled, and ServerUnavailable
    for the run to be tried again; any other error of the second request leaves the failed fields failed.
    """
    schema = schema_of(run)
    if schema is None:
        return
    # Read from the whole text: only where a number will be held against it.
    numeric = any(field.get("type") == "number" for field in run.task["fields"])
    notation = notation_of_all(texts) if numeric else ""
    first = read_extraction(
        output, run.task["fields"], schema, ended=run.finish_reason != "length", notation=notation
    )
    answers = [said(output, run, first)]
    settled = first
    write_down(run, settled, answers, output, keep)
    if not first.failed():
        return
    second = Second(run, texts, first, output, notation)
    try:
        settled = first.mended_by(second.answer(ask))
    except InferenceCancelled:
        raise
    except InferenceError as error:
        if error.retryable:
            raise
        log.warning("run %s was not asked again: %s", run.pk, error)
    if second.said:
        answers.append(second.said)
    write_down(run, settled, answers, output, keep)


def notation_of_all(texts: Sequence[WholeText]) -> str:
    """How the documents write numbers; "" where one writes them in another way than the next."""
    found = {notation_of(text.text) for text in texts}
    return found.pop() if len(found) == 1 else ""


def write_down(
    run: Run, settled: Extraction, answers: list[dict[str, Any]], output: str, keep: Callable[[str], None]
) -> None:
    if not settled.exact:
        keep(settled.json())
    run.extraction = {
        "failed": {field.name: list(field.reasons) for field in settled.failed()},
        "answers": [] if settled.exact else answers,
    }
    if len(answers) > 1:
        counts = [answer["usage"]["output_tokens"] for answer in answers]
        run.output_tokens = sum(count or 0 for count in counts) if any(counts) else run.output_tokens


def said(output: str, run: Run, read: Extraction) -> dict[str, Any]:
    """An answer as it came, with what it cost and what could not be used of it."""
    return {
        "output": output,
        "finish_reason": run.finish_reason,
        "usage": asdict(Usage(run.input_tokens, run.output_tokens, run.cached_tokens)),
        "reasons": {field.name: list(field.reasons) for field in read.failed()},
    }


class Second:
    """The second turn: the same conversation, so the prefix is warm, and only the fields that failed."""

    def __init__(
        self, run: Run, texts: list[WholeText], first: Extraction, output: str, notation: str
    ) -> None:
        self.run, self.texts, self.notation = run, texts, notation
        self.failed = first.failed()
        names = {field.name for field in self.failed}
        self.fields = [field for field in run.task["fields"] if field["name"] in names]
        self.output = output
        self.said: dict[str, Any] = {}

    def answer(self, ask: Ask) -> Extraction:
        """Raises InferenceError; where the conversation does not fit any more, nothing is sent."""
        prompt, schema = self.prompt(), schema_of(self.run, self.fields)
        assert schema is not None  # noqa: S101
        if not fit_count(tokens.count(prompt.text, settings.MODEL["tokenizer_path"])).fits:
            raise InferenceError("the conversation with its second question does not fit the model")
        events.publish(self.run.stream, "again", fields=[field.name for field in self.failed])
        parts, usage, reason = [], Usage(), ""
        for chunk in ask(prompt, schema):
            parts.append(chunk.text)
            usage, reason = chunk.usage or usage, chunk.finish_reason or reason
        output = "".join(parts)
        read = read_extraction(output, self.fields, schema, ended=reason != "length", notation=self.notation)
        self.said = {
            "output": output,
            "finish_reason": reason,
            "usage": asdict(usage),
            "reasons": {field.name: list(field.reasons) for field in read.failed()},
        }
        return read

    def prompt(self) -> Prompt:
        run = self.run
        task = replace(Task(**run.task), instructions=correction(self.failed), fields=self.fields)
        turns = [*run.turns(), Turn(role="assistant", text=self.output), Turn(role="user", task=task)]
        return render(
            [text.prompt_document() for text in self.texts],
            turns,
            CHAT_FORMATS[run.chat_format],
            workspace_line=f"Workspace {run.workspace.cache_key}",
        )


def correction(failed: Sequence[FieldResult]) -> str:
    """What was wrong, in words for the model."""
    lines = [f'- "{field.name}": {"; ".join(field.reasons[:5])}' for field in failed]
    return "\n".join(["This of your answer could not be used:", *lines, "Give these keys again, correctly."])
