"""The prompts that the product builds are read by the engine as they were meant, also where their text is hostile."""

import random

from extractive.grammar import parse

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, Turn, render
from tests.pipeline.test_prompts_forgery import hostile, prompt_of


def test_hostile_text_forges_no_document_page_or_turn() -> None:
    pick = random.Random(14)
    for _ in range(200):
        prompt = parse(prompt_of("extractive", hostile(pick), tools=False))
        assert [(read.paged, len(read.pages)) for read in prompt.documents] == [(True, 3), (False, 1)]
        assert [turn.role for turn in prompt.turns] == ["user", "assistant", "user", "assistant"]
        assert (prompt.task.kind, prompt.task.language) == ("question", "zh")


def test_turns_of_a_function_call_are_left_out() -> None:
    prompt = parse(prompt_of("extractive", lambda: "x", tools=True))
    assert [turn.role for turn in prompt.turns] == ["user", "user", "assistant"]


def test_every_character_of_a_page_is_read_back() -> None:
    text = "One\n\n  two\t<three>\n\u2028¶ end\n"
    document = PromptDocument("t", [PromptPage(1, "", text), PromptPage(2, "", "")])
    [read] = parse(
        render([document], [Turn(role="user", text="?")], CHAT_FORMATS["extractive"]).text
    ).documents
    assert [page.text for page in read.pages] == [text, ""]
