"""A call is found where there is one, refused with words the model can use, and answered in its own format."""

import json

import pytest

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, Turn, render
from docanalyzer.pipeline.tools import Tool, ToolCall, call, turns_of

PAGES = ["The indemnity is limited.", "No liability."]
SEARCH = Tool(
    name="search",
    description="Find words in the document.",
    parameters={
        "type": "object",
        "properties": {
            "words": {"type": "string"},
            "limit": {"type": "integer"},
            "exact": {"type": "boolean"},
        },
        "required": ["words"],
    },
    function=lambda words, limit=9, exact=False: {
        "pages": [number for number, text in enumerate(PAGES, start=1) if words in text][:limit]
    },
)
DOCUMENT = PromptDocument("t", [PromptPage(number, "", text) for number, text in enumerate(PAGES, start=1)])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('search\n{"words": "x"}', [{"words": "x"}]),
        ('\nsearch\n{"words": "x"}', [{"words": "x"}]),
        ('search \n{"words":\n "x"}\n', [{"words": "x"}]),
        ('search\n{"words": ', [None]),
        ('search\n{"words": "x"} and more', [None]),
        ('delete\n{"words": "x"}', []),
        ("search\nThe word does not occur.", []),
        ('search {"words": "x"}', []),
        ("search", []),
        ('The answer:\nsearch\n{"words": "x"}', []),
        ("", []),
    ],
)
def test_glm4_calls_by_a_known_name_and_a_second_line_that_opens_a_brace(
    answer: str, expected: list[object]
) -> None:
    assert [found.arguments for found in CHAT_FORMATS["glm4"].tool_calls(answer, ["search"])] == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('<tool_call>\n{"name": "search", "arguments": {"words": "x"}}\n</tool_call>', [{"words": "x"}]),
        (
            'I look.\n<tool_call>{"name": "search", "arguments": "{\\"words\\": \\"x\\"}"}</tool_call>',
            [{"words": "x"}],
        ),
        ('<tool_call>{"name": "search", "arguments": {"words": "x"}}', [{"words": "x"}]),
        ('<tool_call>{"name": "search"}</tool_call>', [None]),
        ('<tool_call>{"name": "delete", "arguments": {}}</tool_call>', []),
        ("<tool_call>search</tool_call>", []),
        ('{"name": "search", "arguments": {"words": "x"}}', []),
    ],
)
def test_chatml_calls_between_its_tags(answer: str, expected: list[object]) -> None:
    assert [found.arguments for found in CHAT_FORMATS["chatml"].tool_calls(answer, ["search"])] == expected


def test_chatml_may_call_twice() -> None:
    one = '<tool_call>{"name": "search", "arguments": {"words": "%s"}}</tool_call>'
    found = CHAT_FORMATS["chatml"].tool_calls(one % "a" + "\n" + one % "b", ["search"])
    assert [wanted.arguments for wanted in found] == [{"words": "a"}, {"words": "b"}]


def test_the_extractive_engine_calls_nothing() -> None:
    assert CHAT_FORMATS["extractive"].tool_calls('search\n{"words": "x"}', ["search"]) == []


def test_a_call_gives_the_functions_result_as_text() -> None:
    assert json.loads(call([SEARCH], ToolCall("search", "", {"words": "liability"}))) == {"pages": [2]}


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("delete", {}, "There is no function delete."),
        ("search", None, "The arguments of search are not one JSON object."),
        ("search", {}, "search needs words."),
        ("search", {"words": "x", "path": "/"}, "search takes no path."),
        ("search", {"words": 3}, "words is not of type string."),
        ("search", {"words": "x", "limit": True}, "limit is not of type integer."),
        ("search", {"words": "x", "exact": 1}, "exact is not of type boolean."),
    ],
)
def test_a_wrong_call_is_told_to_the_model(
    name: str, arguments: dict[str, object] | None, error: str
) -> None:
    assert json.loads(call([SEARCH], ToolCall(name, "", arguments))) == {"error": error}


def test_what_the_function_raises_is_not_hidden() -> None:
    broken = Tool("broken", "", {"type": "object"}, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call([broken], ToolCall("broken", "{}", {}))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("glm4", 'search\n{"words": "indemnity"}'),
        ("chatml", '<tool_call>\n{"name": "search", "arguments": {"words": "indemnity"}}\n</tool_call>'),
    ],
)
def test_a_call_and_its_result_continue_the_prompt_that_asked(name: str, answer: str) -> None:
    chat_format = CHAT_FORMATS[name]
    asked = [Turn(role="user", text="Is there an indemnity?")]
    tools = [SEARCH.declaration()]
    [wanted] = chat_format.tool_calls(answer, ["search"])
    first = render([DOCUMENT], asked, chat_format, tools=tools).text
    then = render(
        [DOCUMENT], [*asked, *turns_of(wanted, call([SEARCH], wanted))], chat_format, tools=tools
    ).text
    assert then.startswith(first + answer)
    assert '{"pages": [1]}' in then[len(first + answer) :]


@pytest.mark.parametrize("name", ["glm4", "chatml"])
def test_the_tool_list_does_not_change_the_prefix(name: str) -> None:
    asked = [Turn(role="user", text="Why?")]
    with_tools = render([DOCUMENT], asked, CHAT_FORMATS[name], tools=[SEARCH.declaration()])
    assert with_tools.prefix == render([DOCUMENT], asked, CHAT_FORMATS[name]).prefix
    assert with_tools.text.startswith(with_tools.prefix)
