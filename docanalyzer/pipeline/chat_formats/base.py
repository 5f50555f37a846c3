"""The protocol every chat format keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from docanalyzer.pipeline.prompts.neutral import one_line
from docanalyzer.pipeline.prompts.parts import PromptDocument, Turn
from docanalyzer.pipeline.prompts.system import SYSTEM_TEXT
from docanalyzer.pipeline.tools import ToolCall


class ChatFormat(Protocol):
    """Text in, text out; holds no state, so one object serves every run.

    A prompt is `opening(documents) + conversation(turns)`. Both neutralise whatever comes from outside.
    """

    @property
    def name(self) -> str: ...

    @property
    def stop_token_ids(self) -> tuple[int, ...]:
        """The same for every model with this format; empty where they differ: see stops.py."""

    @property
    def stop_tokens(self) -> tuple[str, ...]:
        """Those whose ids a model's own tokenizer tells."""

    @property
    def system_text(self) -> str:
        """What stands before every document, without the workspace's line."""

    def opening(self, documents: Sequence[PromptDocument], *, workspace_line: str = "") -> str:
        """Everything up to and including the documents: the same bytes for every task on them."""

    def conversation(self, turns: Sequence[Turn], *, tools: Sequence[Mapping[str, Any]] = ()) -> str:
        """Everything after the documents, up to where the answer begins."""

    def tool_calls(self, answer: str, names: Sequence[str]) -> list[ToolCall]:
        """The calls of the functions `names` in a whole answer; none where it is an answer."""

    def cleaner(self) -> Callable[[str], str]:
        """A function for one answer: each piece as it streams → what of it is the answer."""


def clean(chat_format: ChatFormat, pieces: Iterable[str]) -> Iterator[str]:
    """The answer in a stream of pieces, without what the format adds around it."""
    return filter(None, map(chat_format.cleaner(), pieces))


def as_it_is(piece: str) -> str:
    return piece


def system_turn(workspace_line: str) -> str:
    """The system text and the workspace's line."""
    return "\n\n".join(filter(None, [SYSTEM_TEXT, one_line(workspace_line)]))
