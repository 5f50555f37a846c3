"""Function calling: declare, parse, call, return."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

GLM4_PREAMBLE = (
    "你是一个名为 ChatGLM 的人工智能助手。你是基于智谱AI训练的语言模型 GLM-4 模型开发的，"
    "你的任务是针对用户的问题和要求提供适当的答复和支持。"
)


def glm4_declaration(tools: Sequence[Mapping[str, Any]]) -> str:
    """The system turn that tells GLM-4 its tools, in the form it was trained on."""
    blocks = [
        f"\n\n## {tool['name']}\n\n{json.dumps(tool, ensure_ascii=False, indent=4)}"
        "\n在调用上述函数时，请使用 Json 格式表示调用的参数。"
        for tool in tools
    ]
    return GLM4_PREAMBLE + "\n\n# 可用工具" + "".join(blocks)


def chatml_declaration(tools: Sequence[Mapping[str, Any]]) -> str:
    """The same for ChatML models, in the Hermes form."""
    lines = [json.dumps({"type": "function", "function": dict(tool)}, ensure_ascii=False) for tool in tools]
    return "\n".join(["# Tools", "", "<tools>", *lines, "</tools>"])
