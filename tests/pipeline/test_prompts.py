"""Documents go in whole and first; the same documents always make the same prefix."""

import hashlib

import pytest

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS, ChatFormat
from docanalyzer.pipeline.prompts import (
    PromptDocument,
    PromptPage,
    Task,
    Turn,
    document_of,
    json_schema,
    render,
)
from docanalyzer.pipeline.reading.result import Anchor, Page, Reading
from tests.pipeline.prompt_samples import BODY, CONTRACT, EXTRACTION, REPORT, SUMMARY, THREAD

EVERY_FORMAT = pytest.mark.parametrize("chat_format", CHAT_FORMATS.values(), ids=CHAT_FORMATS)


@EVERY_FORMAT
def test_every_task_on_the_same_documents_shares_the_prefix(chat_format: ChatFormat) -> None:
    prompts = [
        render([REPORT, CONTRACT], [Turn(role="user", task=task)], chat_format, workspace_line="w")
        for task in (SUMMARY, EXTRACTION, Task("question", "Why?"))
    ]
    assert len({prompt.prefix for prompt in prompts}) == 1
    assert len({prompt.sha256 for prompt in prompts}) == 3
    for prompt in prompts:
        assert prompt.text.startswith(prompt.prefix)
        assert prompt.sha256 == hashlib.sha256(prompt.text.encode()).hexdigest()


@EVERY_FORMAT
def test_the_prefix_holds_every_page_whole(chat_format: ChatFormat) -> None:
    prefix = render([REPORT, CONTRACT], THREAD, chat_format).prefix
    for page in REPORT.pages:
        assert page.text in prefix
    for line in BODY.split("\n"):
        assert line in prefix


@EVERY_FORMAT
def test_a_longer_thread_keeps_its_earlier_turns_byte_identical(chat_format: ChatFormat) -> None:
    ending = {"glm4": "<|assistant|>", "chatml": "<|im_start|>assistant\n"}.get(chat_format.name, "")
    shorter = render([REPORT], THREAD[:3], chat_format).text.removesuffix(ending)
    longer = render([REPORT], THREAD, chat_format).text
    if chat_format.name == "extractive":  # its last turn is a task, an earlier one a turn
        shorter = shorter[: shorter.index("<|task|>")]
    assert longer.startswith(shorter)


def test_nothing_that_varies_stands_before_the_document_but_the_workspace() -> None:
    glm4 = CHAT_FORMATS["glm4"]
    plain = render([REPORT], THREAD[:1], glm4).prefix
    of_workspace = render([REPORT], THREAD[:1], glm4, workspace_line="Workspace 1").prefix
    assert of_workspace == plain.replace("<|user|>", "\n\nWorkspace 1<|user|>", 1)


@EVERY_FORMAT
@pytest.mark.parametrize("turns", [[], THREAD[:2]], ids=["nothing", "ends with an answer"])
def test_a_prompt_that_asks_nothing_is_refused(chat_format: ChatFormat, turns: list[Turn]) -> None:
    with pytest.raises(ValueError, match="ends with a turn of the user"):
        render([REPORT], turns, chat_format)


def test_a_page_shows_its_label_only_where_it_differs() -> None:
    text = render([REPORT], THREAD[:1], CHAT_FORMATS["glm4"]).text
    assert '<page number="1" label="i">\nAnnual report\n2024\n</page>' in text
    assert '<page number="2">\n' in text
    assert '<page number="3">\n\n</page>' in text


def test_an_unpaged_document_numbers_its_paragraphs_and_has_no_pages() -> None:
    text = CHAT_FORMATS["glm4"].opening([CONTRACT])
    assert (
        "\n¶1 1. Parties\n¶2 Acme Ltd and Beta GmbH\n¶3 第三条　付款\n¶4 甲方应当付款。\n</document>" in text
    )
    assert "<page number" not in text.split("<document ", 1)[1]


def test_text_before_the_first_paragraph_and_cells_on_one_line_are_kept() -> None:
    document = PromptDocument(
        "t", [PromptPage(1, "", "Cover\nA\tB")], paged=False, anchors=(Anchor(6, 1), Anchor(8, 2))
    )
    assert "\nCover\n¶1 A\t\n¶2 B\n</document>" in CHAT_FORMATS["glm4"].opening([document])


def test_an_unpaged_document_without_paragraphs_is_kept_whole() -> None:
    document = PromptDocument("t", [PromptPage(1, "", "one\ntwo")], paged=False)
    assert '<document number="1" title="t">\none\ntwo\n</document>' in CHAT_FORMATS["glm4"].opening(
        [document]
    )


def test_a_reading_becomes_a_document_with_every_page() -> None:
    reading = Reading(
        kind="pdf",
        media_type="application/pdf",
        paged=True,
        pages=(Page(1, "i", "one"), Page(2, "1", "two")),
        title="Inside",
    )
    document = document_of(reading)
    assert document.title == "Inside"
    assert document_of(reading, title="file.pdf").title == "file.pdf"
    assert [(page.index, page.label, page.text) for page in document.pages] == [
        (1, "i", "one"),
        (2, "1", "two"),
    ]


def test_a_question_goes_in_as_it_was_asked_with_the_form_of_a_citation() -> None:
    text = render([REPORT], [Turn(role="user", text="  Why?\n")], CHAT_FORMATS["glm4"]).text
    assert text.endswith(
        "</document>\n\nWhy?\n\nQuote the exact words and give the place after each quotation, "
        "as in “exact words” [p. 87].<|assistant|>"
    )


def test_chinese_is_asked_for_in_chinese() -> None:
    task = Task("summary", "请总结。", language="zh")
    text = render([REPORT], [Turn(role="user", task=task)], CHAT_FORMATS["chatml"]).text
    assert "请用简体中文回答" in text
    assert "[第87页]。" in text.rpartition("</document>")[2]


def test_an_extraction_names_its_fields_and_their_form() -> None:
    text = render([REPORT], [Turn(role="user", task=EXTRACTION)], CHAT_FORMATS["glm4"]).text
    assert (
        '- "parties" (the full name of a person or organisation, as written; list): Parties. All of them.\n'
        '- "fee" (an amount of money with its currency, as written; required)\n'
    ) in text
    assert '{"value": …, "quote": "exact words", "page": 87}' in text


def test_the_schema_lets_every_value_be_absent_and_asks_for_its_place() -> None:
    schema = json_schema([{"name": "n", "type": "number"}, {"name": "all", "list": True}])
    assert schema["required"] == ["n", "all"]
    number, null = schema["properties"]["n"]["anyOf"]
    assert null == {"type": "null"}
    assert number["properties"]["value"] == {"type": "number"}
    assert number["required"] == ["value", "quote", "page"]
    assert schema["properties"]["all"]["anyOf"][0]["type"] == "array"


def test_the_schema_of_several_unpaged_documents_names_document_and_paragraph() -> None:
    schema = json_schema([{"name": "n"}], paged=False, documents=3)
    value = schema["properties"]["n"]["anyOf"][0]
    assert value["required"] == ["value", "quote", "paragraph", "document"]
    assert value["properties"]["document"]["maximum"] == 3
