"""How much of the model's window a thread has left, counted as its next prompt will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.conf import settings

from docanalyzer.documents.fit import fit, fit_count
from docanalyzer.documents.models import Document
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.pipeline.prompts import Task
from docanalyzer.pipeline.tokens import Fit, TokenCount
from docanalyzer.runs.models import Run


class ThreadFull(PromptTooLong):
    """The documents fit, and with the conversation so far they do not: the message has both numbers."""


@dataclass(frozen=True, slots=True)
class Room:
    """documents, turns: their tokens; exact: by the model's own tokenizer; fit: all of it against the limit."""

    documents: int
    turns: int
    exact: bool
    fit: Fit

    @property
    def left(self) -> int:
        return max(self.fit.limit - self.fit.tokens, 0)

    @property
    def percent(self) -> int:
        """Of the limit, what is taken; 100 where it is full."""
        return min(100, round(100 * self.fit.tokens / max(self.fit.limit, 1)))


def room(documents: Sequence[Document], follows: Run | None, question: str = "") -> Room | None:
    """None while a document was not read. follows: the run whose conversation goes on."""
    needed = fit(*documents)
    if needed is None:
        return None
    asked = Run(task=asdict(Task(kind="question", instructions=question)), follows=follows)
    chat_format = CHAT_FORMATS[settings.MODEL["chat_format"]]
    turns = tokens.count(chat_format.conversation(asked.turns()), settings.MODEL["tokenizer_path"])
    exact = all(document.tokens_exact for document in documents) and turns.exact
    server = all(document.tokens_method == "server" for document in documents)
    method = "tokenizer" if exact else "server" if server else "estimate"
    whole = fit_count(TokenCount(needed.tokens + turns.tokens, exact, method))
    return Room(needed.tokens, turns.tokens, exact, whole)


def check_room(documents: Sequence[Document], follows: Run | None, question: str) -> None:
    """Refuse before anything is queued. Raises ThreadFull where a fresh thread would help, else PromptTooLong."""
    found = room(documents, follows, question)
    if found is None or found.fit.fits:
        return
    sentence = f"{found.fit.sentence}."
    alone = room(documents, None, question)
    kind = ThreadFull if follows is not None and alone is not None and alone.fit.fits else PromptTooLong
    raise kind(sentence, tokens=found.fit.tokens, limit=found.fit.limit)
