"""ChatML, as Qwen and many others write turns: `<|im_start|>user\\n…<|im_end|>\\n`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docanalyzer.pipeline.chat_formats.base import as_it_is, system_turn
from docanalyzer.pipeline.prompts.documents import documents_block
from docanalyzer.pipeline.prompts.neutral import neutralise, one_line
from docanalyzer.pipeline.prompts.parts import PromptDocument, Turn
from docanalyzer.pipeline.prompts.system import SYSTEM_TEXT
from docanalyzer.pipeline.prompts.tasks import task_text
from docanalyzer.pipeline.tools import ToolCall, chatml_declaration, parse_chatml


class ChatML:
    name = "chatml"
    stop_token_ids: tuple[int, ...] = ()
    """They differ from model to model: its tokenizer tells them."""
    stop_tokens = ("<|im_end|>", "<|endoftext|>")
    system_text = SYSTEM_TEXT

    def opening(self, documents: Sequence[PromptDocument], *, workspace_line: str = "") -> str:
        system = f"<|im_start|>system\n{system_turn(workspace_line)}<|im_end|>\n"
        return f"{system}<|im_start|>user\n{documents_block(documents)}"

    def conversation(self, turns: Sequence[Turn], *, tools: Sequence[Mapping[str, Any]] = ()) -> str:
        declared = f"\n\n{chatml_declaration(tools)}" if tools else ""
        first, *later = turns
        joined = f"\n\n{task_text(first.asked())}<|im_end|>\n"
        return "".join([declared, joined, *map(_turn, later), "<|im_start|>assistant\n"])

    def tool_calls(self, answer: str, names: Sequence[str]) -> list[ToolCall]:
        return parse_chatml(answer, names)

    def cleaner(self) -> Callable[[str], str]:
        return as_it_is


def _turn(turn: Turn) -> str:
    return f"<|im_start|>{_role(turn)}\n{_content(turn)}<|im_end|>\n"


def _role(turn: Turn) -> str:
    return "assistant" if turn.role == "assistant" else "user"


def _content(turn: Turn) -> str:
    if turn.role == "user":
        return task_text(turn.asked())
    text = neutralise(turn.text)
    if turn.role == "tool":
        return f"<tool_response>\n{text}\n</tool_response>"
    called = one_line(str(turn.extra.get("tool", "")))
    if not called:
        return text
    return f'<tool_call>\n{{"name": "{called}", "arguments": {text}}}\n</tool_call>'
