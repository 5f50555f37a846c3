"""Function calling: declare the tools to the model, parse its call, call the function, return the result."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docanalyzer.pipeline.prompts.parts import Turn

GLM4_PREAMBLE = (
    "你是一个名为 ChatGLM 的人工智能助手。你是基于智谱AI训练的语言模型 GLM-4 模型开发的，"
    "你的任务是针对用户的问题和要求提供适当的答复和支持。"
)
CHATML_PREAMBLE = (
    "# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"
    "You are provided with function signatures within <tools></tools> XML tags:"
)
CHATML_CLOSING = (
    "For each function call, return a json object with function name and arguments within "
    "<tool_call></tool_call> XML tags:\n<tool_call>\n"
    '{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>'
)
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A function the model may call. parameters: a JSON schema of type "object"; function: takes them by name.

    What `function` gives back must be text or JSON.
    """

    name: str
    description: str
    parameters: Mapping[str, Any]
    function: Callable[..., Any]

    def declaration(self) -> dict[str, Any]:
        """What `render(…, tools=[…])` takes."""
        return {"name": self.name, "description": self.description, "parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as the model wrote it. arguments: None where `written` is not one JSON object."""

    name: str
    written: str
    arguments: dict[str, Any] | None


def glm4_declaration(tools: Sequence[Mapping[str, Any]]) -> str:
    """The system turn that tells GLM-4 its tools, in the form it was trained on."""
    blocks = [
        f"\n\n## {tool['name']}\n\n{json.dumps(tool, ensure_ascii=False, indent=4)}"
        "\n在调用上述函数时，请使用 Json 格式表示调用的参数。"
        for tool in tools
    ]
    return GLM4_PREAMBLE + "\n\n# 可用工具" + "".join(blocks)


def chatml_declaration(tools: Sequence[Mapping[str, Any]]) -> str:
    """The same for ChatML models, in the form that Hermes and Qwen were trained on."""
    lines = [json.dumps({"type": "function", "function": dict(tool)}, ensure_ascii=False) for tool in tools]
    return "\n".join([CHATML_PREAMBLE, "<tools>", *lines, "</tools>", "", CHATML_CLOSING])


def parse_glm4(answer: str, names: Sequence[str]) -> list[ToolCall]:
    """GLM-4 calls with `name\\n{json}`: only where the name is known and the second line opens with "{"."""
    name, line_break, written = answer.removeprefix("\n").partition("\n")
    if not line_break or name.strip() not in names or not written.startswith("{"):
        return []
    return [_tool_call(name.strip(), written)]


def parse_chatml(answer: str, names: Sequence[str]) -> list[ToolCall]:
    """ChatML models call with `<tool_call>{"name": …, "arguments": {…}}</tool_call>`, perhaps several times."""
    calls = []
    for found in re.finditer(r"<tool_call>(.*?)(?:</tool_call>|\Z)", answer, re.DOTALL):
        wanted = _json_object(found[1].strip())
        if wanted and wanted.get("name") in names:
            arguments = wanted.get("arguments")
            written = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
            calls.append(_tool_call(wanted["name"], written))
    return calls


def call(tools: Sequence[Tool], wanted: ToolCall) -> str:
    """The function's result as text for the model. A wrong call is told to the model, as {"error": …}.

    What the function itself raises is the caller's to handle.
    """
    tool = next((tool for tool in tools if tool.name == wanted.name), None)
    problem = f"There is no function {wanted.name}." if tool is None else _problem(tool, wanted.arguments)
    if tool is None or problem:
        return json.dumps({"error": problem}, ensure_ascii=False)
    result = tool.function(**(wanted.arguments or {}))
    return result if isinstance(result, str) else json.dumps(result, ensure_ascii=False)


def turns_of(wanted: ToolCall, result: str) -> list[Turn]:
    """The two turns that follow a call: the model's own, and what came back."""
    named = {"tool": wanted.name}
    return [
        Turn(role="assistant", text=wanted.written, extra=named),
        Turn(role="tool", text=result, extra=named),
    ]


def _tool_call(name: str, written: str) -> ToolCall:
    return ToolCall(name, written.strip(), _json_object(written.strip()))


def _json_object(written: str) -> dict[str, Any] | None:
    try:
        value, end = json.JSONDecoder().raw_decode(written)
    except ValueError:
        return None
    return value if isinstance(value, dict) and not written[end:].strip() else None


def _problem(tool: Tool, arguments: dict[str, Any] | None) -> str:
    if arguments is None:
        return f"The arguments of {tool.name} are not one JSON object."
    return " ".join(_problems(tool, arguments))


def _problems(tool: Tool, arguments: dict[str, Any]) -> Iterator[str]:
    properties = tool.parameters.get("properties", {})
    for name in tool.parameters.get("required", ()):
        if name not in arguments:
            yield f"{tool.name} needs {name}."
    for name, value in arguments.items():
        if name not in properties:
            yield f"{tool.name} takes no {name}."
        elif not _is_type(value, properties[name]):
            yield f"{name} is not of type {properties[name]['type']}."


def _is_type(value: Any, schema: Mapping[str, Any]) -> bool:
    wanted = TYPES.get(schema.get("type", ""), object)
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool) or wanted is object)
