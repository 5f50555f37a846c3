"""GLM-4's turns: `<|user|>\\n…<|assistant|>`. The tokenizer adds `[gMASK]<sop>`: sent too, it doubles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docanalyzer.pipeline.chat_formats.base import system_turn
from docanalyzer.pipeline.prompts.documents import documents_block
from docanalyzer.pipeline.prompts.neutral import neutralise, one_line
from docanalyzer.pipeline.prompts.parts import PromptDocument, Turn
from docanalyzer.pipeline.prompts.system import SYSTEM_TEXT
from docanalyzer.pipeline.prompts.tasks import task_text
from docanalyzer.pipeline.tools import ToolCall, glm4_declaration, parse_glm4


class GLM4:
    name = "glm4"
    stop_token_ids = (151329, 151336, 151338)
    """<|endoftext|>, <|user|>, <|observation|>."""
    stop_tokens: tuple[str, ...] = ()
    system_text = SYSTEM_TEXT

    def opening(self, documents: Sequence[PromptDocument], *, workspace_line: str = "") -> str:
        return f"<|system|>\n{system_turn(workspace_line)}<|user|>\n{documents_block(documents)}"

    def conversation(self, turns: Sequence[Turn], *, tools: Sequence[Mapping[str, Any]] = ()) -> str:
        # The model learned its tools in a system turn; one of its own keeps them behind the documents.
        declared = f"<|system|>\n{glm4_declaration(tools)}" if tools else ""
        first, *later = turns
        joined = _turn(first) if declared or first.role != "user" else f"\n\n{task_text(first.asked())}"
        return "".join([declared, joined, *map(_turn, later), "<|assistant|>"])

    def tool_calls(self, answer: str, names: Sequence[str]) -> list[ToolCall]:
        return parse_glm4(answer, names)

    def cleaner(self) -> Callable[[str], str]:
        """Takes away the line break that the model opens its answers with."""
        begun = False

        def clean_piece(piece: str) -> str:
            nonlocal begun
            if begun or not piece:
                return piece
            begun = True
            return piece.removeprefix("\n")

        return clean_piece


def _turn(turn: Turn) -> str:
    if turn.role == "user":
        return f"<|user|>\n{task_text(turn.asked())}"
    if turn.role == "tool":
        return f"<|observation|>\n{neutralise(turn.text)}"
    called = one_line(str(turn.extra.get("tool", "")))
    return f"<|assistant|>{called}\n{neutralise(turn.text)}"
