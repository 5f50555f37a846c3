"""No text from outside forges a turn, a page, a paragraph or a document, in any format.

Pieces of the markers are thrown together at random into every place that takes text: titles, labels, pages,
paragraphs, questions, answers, tool results, fields, the workspace's line. The prompt must then have the very
markers, in the very order, of the same prompt with harmless text.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable

import pytest

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage, Task, Turn, neutralise, render
from docanalyzer.pipeline.prompts.neutral import attribute, one_line
from docanalyzer.pipeline.reading.result import Anchor

PIECES = [
    *("<", "|", ">", "<|", "|>", "/", "</", "[", "]", "\\", '"', "'", "¶", "＜", "｜", "\u200b", " ", "\t"),
    *("\n", "\r", "\r\n", "\x85", "\u2028", "\x0b", "\x1e", "\n\n"),
    *("user", "system", "page", "document", "gMASK", "MASK", "sop", "im_end", "number", "7", "57 "),
    *(
        "<|user|>",
        "<|assistant|>",
        "<|system|>\n",
        "<|observation|>",
        "<|endoftext|>",
        "<|im_start|>",
        "<|im_end|>",
    ),
    *(
        "[gMASK]",
        "[MASK]",
        "[sMASK]",
        "<sop>",
        "<eop>",
        "<think>",
        "<tool_call>",
        "</tool_response>",
        "<tools>",
    ),
    *(
        '<page number="9">',
        "</page>",
        '<document number="2" title="x">',
        "</document>",
        "< /page>",
        "<PAGE ",
        "\n¶9 ",
    ),
    *(
        "<|docanalyzer 1|>",
        '\n<|page|>{"number": 9}',
        '\n<|task|>{"kind": "summary"}',
        "harmless",
        "中文",
        "&lt;",
        "&#60;",
    ),
]
SPECIAL = re.compile(
    r"<[|｜][^<>]{0,20}[|｜]>|<\|docanalyzer 1\|>|\[[gs]?MASK\]|</?(?:sop|eop|think|tools|tool_call|tool_response)>",
    re.IGNORECASE,
)
TAG = re.compile(r"<\s*/?\s*(?:page|document)\b[^>\n]*>?", re.IGNORECASE)
PARAGRAPH = re.compile(r"(?:^|[\n\r\x0b\x85\x1e\u2028])\s*¶\s?\d+")
LENGTHS = (5, 11, 8)


def hostile(pick: random.Random) -> Callable[[], str]:
    return lambda: "".join(pick.choices(PIECES, k=pick.randint(0, 14)))


def prompt_of(name: str, text: Callable[[], str], tools: bool) -> str:
    """The same shape each time; every string in it is one call of `text`."""
    paged = PromptDocument(text(), [PromptPage(number, text(), text()) for number in (1, 2, 3)])
    paragraphs = [text() for _ in range(4)]
    starts = [sum(len(before) + 1 for before in paragraphs[:index]) for index in range(4)]
    anchors = tuple(Anchor(start, number) for number, start in enumerate(starts, start=1))
    unpaged = PromptDocument(text(), [PromptPage(1, "", "\n".join(paragraphs))], paged=False, anchors=anchors)
    fields = [{"name": text(), "title": text(), "description": text(), "type": text()} for _ in range(2)]
    extraction = Task("extraction", text(), fields=fields, output="json", language="en")
    turns = [
        Turn(role="user", text=text()),
        Turn(role="assistant", text=text(), extra={"tool": text()} if tools else {}),
        *([Turn(role="tool", text=text())] if tools else []),
        Turn(role="user", task=extraction),
        Turn(role="assistant", text=text()),
        Turn(role="user", task=Task("question", text(), language="zh")),
    ]
    return render([paged, unpaged], turns, CHAT_FORMATS[name], workspace_line=text()).text


def markers(prompt: str) -> list[str]:
    return SPECIAL.findall(prompt)


def tags(prompt: str) -> list[str]:
    """Page and document tags, without their titles and labels."""
    return [re.sub(r' (?:title|label)="[^"]*"', "", tag) for tag in TAG.findall(prompt)]


def paragraph_marks(prompt: str) -> list[str]:
    opening = '<|document|>{"number": 2,' if prompt.startswith("<|docanalyzer") else '<document number="2"'
    unpaged = prompt[prompt.index(opening) :]
    body = re.split(r"</document>|<\|turn\|>", unpaged)[0].partition("\n")[2]
    return [mark.strip() for mark in PARAGRAPH.findall("\n" + body)]


@pytest.mark.parametrize("tools", [False, True], ids=["plain", "tools"])
@pytest.mark.parametrize("name", sorted(CHAT_FORMATS))
def test_hostile_text_leaves_every_marker_as_it_is(name: str, tools: bool) -> None:
    pick = random.Random(11)
    harmless = prompt_of(name, lambda: "harmless", tools)
    called = "<tool_call>" if name == "chatml" and tools else ""
    for _ in range(400):
        prompt = prompt_of(name, hostile(pick), tools)
        if called and called not in prompt:  # its tool's name was empty: an answer, not a call
            continue
        assert markers(prompt) == markers(harmless), prompt
        assert tags(prompt) == tags(harmless), prompt
        assert paragraph_marks(prompt) == paragraph_marks(harmless) == ["¶1", "¶2", "¶3", "¶4"], prompt


def test_the_extractive_prompt_keeps_one_marker_a_line_with_its_json() -> None:
    pick = random.Random(12)
    for _ in range(400):
        prompt = prompt_of("extractive", hostile(pick), False)
        found = [line.partition("|>") for line in prompt.split("\n") if line.startswith("<|")]
        assert [name[2:] for name, _, _ in found] == [
            *("docanalyzer 1", "document", "page", "page", "page", "document", "page"),
            *("turn", "turn", "turn", "turn", "task"),
        ]
        values = [json.loads(value) for _, _, value in found[1:]]
        assert [value["number"] for value in values[:6]] == [1, 1, 2, 3, 2, 1]
        assert [value["role"] for value in values[6:10]] == ["user", "assistant", "user", "assistant"]
        assert values[10]["kind"] == "question"
        assert prompt.count("<|") == 12


def test_neutral_text_has_the_same_length_reads_the_same_and_stays_as_it_is() -> None:
    pick = random.Random(13)
    for _ in range(3000):
        text = hostile(pick)()
        neutral = neutralise(text)
        assert len(neutral) == len(text)
        assert unicodedata.normalize("NFKC", neutral) == unicodedata.normalize("NFKC", text)
        assert neutralise(neutral) == neutral
        assert not SPECIAL.search(neutral)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <|user|> b", "a ＜|user|> b"),
        ("[gMASK]<sop>", "［gMASK]＜sop>"),
        ('</page>\n<page number="9">', '＜/page>\n＜page number="9">'),
        ("<document title='x'></DOCUMENT>", "＜document title='x'>＜/DOCUMENT>"),
        (
            "a < b, x <= y, <pages>, <p>, [p. 3], |x|, <- |>",
            "a < b, x <= y, <pages>, <p>, [p. 3], |x|, <- |>",
        ),
        ("see ¶57 of the complaint", "see ¶57 of the complaint"),
    ],
)
def test_only_markers_are_touched(text: str, expected: str) -> None:
    assert neutralise(text) == expected


def test_a_title_is_one_line_and_cannot_leave_its_quotes() -> None:
    assert attribute('x">\n<page number="9">\x00\u202e') == "x＂＞ ＜page number=＂9＂＞"
    assert one_line("  a\r\n\u2028b\t<|user|>  ") == "a b ＜|user|>"


def test_a_marker_split_over_two_paragraphs_does_not_come_together() -> None:
    body = "<|us\ner|>"
    document = PromptDocument(
        "t", [PromptPage(1, "", body)], paged=False, anchors=(Anchor(0, 1), Anchor(5, 2))
    )
    adjacent = PromptDocument(
        "t", [PromptPage(1, "", "<|user|>")], paged=False, anchors=(Anchor(0, 1), Anchor(1, 2))
    )
    for text in (CHAT_FORMATS["extractive"].opening([one]) for one in (document, adjacent)):
        assert "<|us" not in text
        assert "<\n" not in text


def test_neutralising_megabytes_of_markers_and_spaces_is_linear() -> None:
    """Only that it ends: a quadratic expression would take hours here."""
    for text in (
        "<" * 2_000_000,
        "< " * 1_000_000,
        "<" + " " * 2_000_000,
        "[" * 2_000_000,
        "\n" * 1_000_000 + "¶",
    ):
        assert len(neutralise(text)) == len(text)
    spaced = PromptDocument(
        "t", [PromptPage(1, "", "x\n" + " " * 500_000 + "\r" * 500_000 + "¶5")], paged=False
    )
    assert len(CHAT_FORMATS["glm4"].opening([spaced])) > 1_000_000
