"""Every format's bytes, against files kept beside this test, and what it takes off an answer.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/pipeline/test_chat_formats.py`, then read the difference.
"""

import json
import os
from pathlib import Path

import pytest

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.chat_formats.base import clean
from docanalyzer.pipeline.prompts import Turn, render
from docanalyzer.pipeline.prompts.system import SYSTEM_TEXT
from tests.pipeline.prompt_samples import CONTRACT, REPORT, SUMMARY, THREAD

GOLDEN = Path(__file__).parent / "golden"
TOOL = {
    "name": "search",
    "description": "Find words in the documents.",
    "parameters": {"type": "object", "properties": {"words": {"type": "string"}}, "required": ["words"]},
}
WITH_TOOL = (
    Turn(role="user", text="Is there an indemnity?"),
    Turn(role="assistant", text='{"words": "indemnity"}', extra={"tool": "search"}),
    Turn(role="tool", text='{"hits": 0}', extra={"tool": "search"}),
)


def prompt_text(name: str, case: str) -> str:
    documents, chat_format = [REPORT, CONTRACT], CHAT_FORMATS[name]
    if case == "tools":
        return render(documents[:1], WITH_TOOL, chat_format, tools=[TOOL]).text
    return render(documents, THREAD, chat_format, workspace_line="Workspace 7f3a").text


@pytest.mark.parametrize("name", sorted(CHAT_FORMATS))
@pytest.mark.parametrize("case", ["thread", "tools"])
def test_the_prompt_is_byte_for_byte_the_golden_file(name: str, case: str) -> None:
    golden, rendered = GOLDEN / f"{name}-{case}.txt", prompt_text(name, case).encode()
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(rendered)
    assert rendered == golden.read_bytes()


def test_glm4_opens_turns_with_a_line_break_and_ends_without_one() -> None:
    text = prompt_text("glm4", "thread")
    assert text.startswith(f"<|system|>\n{SYSTEM_TEXT}\n\nWorkspace 7f3a<|user|>\n<document ")
    assert text.endswith("<|assistant|>")
    assert text.count("<|assistant|>\n") == 2
    assert "[gMASK]" not in text
    assert "<sop>" not in text
    assert CHAT_FORMATS["glm4"].stop_token_ids == (151329, 151336, 151338)


def test_glm4_tools_stand_after_the_document_and_their_result_is_an_observation() -> None:
    text = prompt_text("glm4", "tools")
    assert text.index("</document>") < text.index("# 可用工具\n\n## search\n\n{\n    ")
    assert text.count("\n在调用上述函数时，请使用 Json 格式表示调用的参数。<|user|>\n") == 1
    assert text.endswith(
        '<|assistant|>search\n{"words": "indemnity"}<|observation|>\n{"hits": 0}<|assistant|>'
    )


def test_chatml_closes_every_turn_and_opens_the_answer() -> None:
    text = prompt_text("chatml", "thread")
    assert text.startswith(
        f"<|im_start|>system\n{SYSTEM_TEXT}\n\nWorkspace 7f3a<|im_end|>\n<|im_start|>user\n<document "
    )
    assert text.endswith("<|im_end|>\n<|im_start|>assistant\n")
    assert text.count("<|im_start|>") == text.count("<|im_end|>") + 1 == 7


def test_the_extractive_prompt_is_markers_at_line_starts_with_their_json() -> None:
    markers = [
        (line[2 : line.index("|>")], line[line.index("|>") + 2 :])
        for line in prompt_text("extractive", "thread").split("\n")
        if line.startswith("<|")
    ]
    assert [name for name, _ in markers] == [
        *["docanalyzer 1", "document", "page", "page", "page", "document", "page"],
        *["turn", "turn", "turn", "turn", "task"],
    ]
    assert json.loads(markers[5][1]) == {"number": 2, "title": "合同.docx", "paged": False}
    task = json.loads(markers[-1][1])
    assert (task["kind"], task["output"], task["language"]) == ("extraction", "json", "zh")
    assert task["fields"][0]["name"] == "parties"


@pytest.mark.parametrize(
    ("name", "pieces", "expected"),
    [
        ("glm4", ["\n", "Yes", ".\n", "\nNo"], "Yes.\n\nNo"),
        ("glm4", ["", "\nYes"], "Yes"),
        ("glm4", ["Yes\n"], "Yes\n"),
        ("glm4", ["search\n{}"], "search\n{}"),
        ("chatml", ["\nYes", ""], "\nYes"),
        ("extractive", ["“a” [p. 1]\n"], "“a” [p. 1]\n"),
    ],
)
def test_an_answer_loses_what_the_format_adds_and_nothing_else(
    name: str, pieces: list[str], expected: str
) -> None:
    assert "".join(clean(CHAT_FORMATS[name], pieces)) == expected


def test_two_answers_do_not_share_a_cleaner() -> None:
    first, second = CHAT_FORMATS["glm4"].cleaner(), CHAT_FORMATS["glm4"].cleaner()
    assert first("\na") == "a"
    assert second("\nb") == "b"


@pytest.mark.parametrize("name", ["glm4", "chatml"])
def test_the_answer_as_it_streamed_continues_the_prompt_byte_for_byte(name: str) -> None:
    """What the model wrote is in the server's cache: the next prompt must repeat it exactly."""
    chat_format = CHAT_FORMATS[name]
    asked = [Turn(role="user", task=SUMMARY)]
    written = (
        "\nCash flow: “was negative” [p. 2].\n" if name == "glm4" else "Cash flow: “was negative” [p. 2].\n"
    )
    answer = "".join(clean(chat_format, [written]))
    later = render(
        [REPORT], [*asked, Turn(role="assistant", text=answer), Turn(role="user", text="Why?")], chat_format
    )
    assert later.text.startswith(render([REPORT], asked, chat_format).text + written)
