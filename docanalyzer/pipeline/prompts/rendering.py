"""Documents and turns become the one text that is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docanalyzer.pipeline.prompts.parts import PromptDocument, Turn

if TYPE_CHECKING:
    from docanalyzer.pipeline.chat_formats import ChatFormat


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to the model, and the part of it that every other task on the same documents shares.

    prefix: `text` up to and including the documents; sha256: hex digest of `text` in UTF-8.
    """

    text: str = field(repr=False)
    prefix: str = field(repr=False)
    sha256: str


def render(
    documents: Sequence[PromptDocument],
    turns: Sequence[Turn],
    chat_format: ChatFormat,
    *,
    workspace_line: str = "",
    tools: Sequence[Mapping[str, Any]] = (),
) -> Prompt:
    """The exact prompt for the next answer. Same input, same bytes; documents are whole and come first.

    turns: the conversation so far, ending with the user's (or with a tool's result); at least one.
    workspace_line: constant for a workspace; it keeps workspaces out of each other's prefix cache.
    tools: function declarations ({"name", "description", "parameters"}), placed after the documents.
    Raises ValueError where nothing is asked, or where the last turn is the assistant's.
    """
    if not turns or turns[-1].role == "assistant":
        raise ValueError("A prompt ends with a turn of the user or of a tool.")
    prefix = chat_format.opening(documents, workspace_line=workspace_line)
    text = prefix + chat_format.conversation(turns, tools=tools)
    return Prompt(text=text, prefix=prefix, sha256=hashlib.sha256(text.encode()).hexdigest())
