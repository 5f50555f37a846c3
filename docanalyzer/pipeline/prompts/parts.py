"""What a prompt is made of: documents, tasks and turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docanalyzer.pipeline.reading.result import Anchor, Reading


@dataclass(frozen=True, slots=True)
class PromptPage:
    index: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PromptDocument:
    """A whole document on its way into a prompt; for an unpaged one, `anchors` give its paragraphs."""

    title: str
    pages: Sequence[PromptPage]
    paged: bool = True
    anchors: Sequence[Anchor] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked. kind: "summary", "extraction", "comparison" or "question".

    instructions: the rendered template, or the question itself. fields: for extraction, the wanted
    values as {"name", "title", "type" (text, number, date, amount, percentage, duration, party),
    "description", "required", "list", "choices" (the only values there may be)}. output: "markdown" or
    "json". language: "en", "zh" or "".
    """

    kind: str
    instructions: str
    fields: Sequence[dict[str, Any]] = ()
    output: str = "markdown"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: the user's carries a Task, the assistant's its text.

    role: "user", "assistant", or "tool" for what a called function gave back (as `text`).
    """

    role: str
    text: str = ""
    task: Task | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def asked(self) -> Task:
        """The turn's task; a user turn that only has text asks that text as a question."""
        return self.task or Task(kind="question", instructions=self.text)


def document_of(reading: Reading, *, title: str = "") -> PromptDocument:
    """The whole of a reading, every page of it, under `title` (or the title the file itself carries)."""
    return PromptDocument(
        title=title or reading.title,
        pages=tuple(PromptPage(page.index, page.label, page.text) for page in reading.pages),
        paged=reading.paged,
        anchors=reading.anchors,
    )
