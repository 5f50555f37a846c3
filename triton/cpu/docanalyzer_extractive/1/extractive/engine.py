"""Prompt in, lines of Markdown or JSON out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .characters import LIMIT_TOKENS, count_tokens, token_prefix
from .comparison import compare
from .errors import PromptError, PromptTooLong
from .extraction import extract
from .grammar import Prompt, SourceDocument, TaskSpec, parse
from .outline import Outline, is_cjk_document, outline
from .question import answer
from .summary import summarise, title_line
from .wording import Wording

NOTICE = "Built-in extractive engine: quotes your document, does not write or reason."


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the answer. tokens: its count; finish_reason: "stop" or "length" on the last, else None."""

    text: str
    tokens: int
    finish_reason: str | None = None


def count_prompt(prompt: str, check: Callable[[], None], limit: int = LIMIT_TOKENS) -> int:
    """The engine's token count of a prompt. Raises PromptTooLong above the limit."""
    total, step = 0, 1 << 16
    for start in range(0, len(prompt), step):
        check()
        total += count_tokens(prompt[start : start + step])
    if total > limit:
        raise PromptTooLong(total, limit)
    return total


def run(prompt: str, max_tokens: int, check: Callable[[], None]) -> Iterator[Piece]:
    """Pieces of the answer, about a line each; the last has a finish_reason.

    `check` is called at least every few hundredths of a second and may raise to stop (errors.Cancelled).
    At `max_tokens` the answer ends before the line that would pass it, so no quote is cut in two; only
    a first line that is too long by itself is cut. Raises PromptError.
    """
    spent = 0
    for line in _lines(parse(prompt), check):
        check()
        tokens = count_tokens(line)
        if spent + tokens > max_tokens:
            text = "" if spent else token_prefix(line, max_tokens)
            yield Piece(text, 0 if spent else max_tokens, "length")
            return
        spent += tokens
        yield Piece(line, tokens)
    yield Piece("", 0, "stop")


def _lines(prompt: Prompt, check: Callable[[], None]) -> Iterator[str]:
    task = prompt.task
    if task.kind == "comparison" and len(prompt.documents) < 2:
        raise PromptError("A comparison needs two documents; the prompt has one")
    several = len(prompt.documents) > 1
    wording = Wording(_language(task, prompt.documents), several)
    if task.kind == "summary":
        for document in prompt.documents:
            yield title_line(document.number, document.title, several, wording)
            yield from summarise(_outline(document, check), wording, task.instructions, check)
        return
    outlines = [_outline(document, check) for document in prompt.documents]
    if task.kind == "question":
        yield from answer(outlines, wording, task.instructions, prompt.turns, check)
    elif task.kind == "extraction":
        yield from extract(outlines, wording, task, check)
    else:
        yield from compare(outlines, wording, check)


def _outline(document: SourceDocument, check: Callable[[], None]) -> Outline:
    found = outline(document, check)
    document.pages.clear()  # the sentences hold all that is needed from here on
    return found


def _language(task: TaskSpec, documents: list[SourceDocument]) -> str:
    if task.language in ("en", "zh"):
        return task.language
    return "zh" if sum(map(is_cjk_document, documents)) * 2 >= len(documents) else "en"
