import pytest
from extractive.errors import PromptError
from extractive.grammar import parse

from tests.triton_cpu.prompts import document, prompt, unpaged

GOOD = prompt(document(["One page."]), kind="summary")


def test_a_prompt_becomes_documents_turns_and_a_task() -> None:
    text = prompt(
        document(["First page.\nSecond line.", "Second page."], title="年报"),
        unpaged(["A clause."], number=2),
        kind="question",
        instructions="When?",
        turns=[("user", "Who?"), ("assistant", "They.")],
        language="zh",
    )
    parsed = parse(text)
    assert [(d.title, d.paged, len(d.pages)) for d in parsed.documents] == [
        ("年报", True, 2),
        ("A report", False, 1),
    ]
    assert parsed.documents[0].pages[0].text == "First page.\nSecond line."
    assert parsed.documents[1].pages[0].text == "¶1 A clause."
    assert [(turn.role, turn.text) for turn in parsed.turns] == [("user", "Who?"), ("assistant", "They.")]
    assert (parsed.task.kind, parsed.task.instructions, parsed.task.language) == ("question", "When?", "zh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Summarise this", "Line 1 must be <|docanalyzer 1|>"),
        ("<|docanalyzer 2|>\n", "Line 1"),
        ("<|docanalyzer 1|>\nhello", "Line 2: a marker"),
        (GOOD.replace('"kind": "summary"', '"kind": "poem"'), "Line 5: kind must be one of"),
        (
            GOOD.replace('"number": 1, "label"', '"number": "1", "label"'),
            "Line 3: 'number' must be of type int",
        ),
        (GOOD.replace('"label": ""}', '"label": ""'), "Line 3: the JSON after the marker does not parse"),
        (GOOD.replace("<|page|>", "<|side|>"), "Line 3: text may follow only <|page|>"),
        (GOOD + "more", "Line 5: text may follow only"),
        (GOOD + GOOD.splitlines()[-1], "nothing may follow <|task|>"),
        (GOOD.rsplit("<|task|>", 1)[0], "no <|task|>"),
        (prompt(kind="summary"), "no <|document|>"),
        (prompt(document(["x"], number=2), kind="summary"), "document number 2, expected 1"),
        (prompt(document(["x"]), kind="extraction", fields=[{"name": "a", "type": "poem"}]), "field 'a'"),
        (prompt(document(["x"]), kind="extraction", fields=[{"name": "a"}, {"name": "a"}]), "same name"),
    ],
)
def test_a_malformed_prompt_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PromptError, match=r".") as caught:
        parse(text)
    assert said in str(caught.value)


def test_text_that_only_looks_like_a_marker_inside_a_line_stays_text() -> None:
    parsed = parse(prompt(document(["a <|b|> c"]), kind="summary"))
    assert parsed.documents[0].pages[0].text == "a <|b|> c"
