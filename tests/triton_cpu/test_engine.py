import json
import re

import pytest
from extractive.engine import count_prompt, run
from extractive.errors import Cancelled, PromptError, PromptTooLong

from tests.triton_cpu.prompts import document, prompt, unpaged

PAGES = [
    "ANNUAL REPORT OF NORTHWIND\n1 Business\nNorthwind Trading Ltd. sells tea to hotels in eleven countries of Europe.\n"
    "The group employed 412 people at the end of the year, eight more than before.\n1",
    "ANNUAL REPORT OF NORTHWIND\n2 Results\nRevenue rose by 12.5% to €48.2 million in the year to 31 March 2024.\n"
    "The board proposes a dividend of €0.35 for each share of the company.\n2",
    "ANNUAL REPORT OF NORTHWIND\n3 Risks\nThe largest risk to the business is a shortage of good tea leaves.\n"
    "The lease of the warehouse in Rotterdam may be ended with six months of notice.\n3",
]
ZH = [
    "第一章 公司业务\n北风贸易有限公司主要向欧洲十一个国家的酒店销售茶叶。截至年末，集团共有员工412人，比上\n年增加八人。",
    "第二章 经营业绩\n截至2024年3月31日的年度，营业收入增长12.5%，达到4820万欧元。董事会建议每股派发股息0.35欧元。",
]


def go(text: str, max_tokens: int = 100_000) -> str:
    return "".join(piece.text for piece in run(text, max_tokens, lambda: None))


def quotes(output: str) -> list[tuple[str, int]]:
    return [(quote, int(page)) for quote, page in re.findall(r"“(.+?)” \[(?:p\. |第|¶)(\d+)页?\]", output)]


@pytest.mark.parametrize(("pages", "joint"), [(PAGES, " "), (ZH, "")])
def test_every_summary_line_is_a_quote_that_stands_on_its_page(pages: list[str], joint: str) -> None:
    output = go(prompt(document(pages), kind="summary"))
    found = quotes(output)
    assert len(found) >= 3
    for quote, page in found:
        assert quote in pages[page - 1].replace("\n", joint)


def test_a_summary_is_grouped_by_section_without_running_heads() -> None:
    output = go(prompt(document(PAGES), kind="summary"))
    assert "## 2 Results" in output
    assert "ANNUAL REPORT" not in output


def test_labels_are_in_the_language_asked_for_or_the_documents() -> None:
    assert "## 概览" in go(prompt(document(ZH), kind="summary"))
    assert "## Overview" in go(prompt(document(ZH), kind="summary", language="en"))
    assert "[第1页]" in go(prompt(document(ZH), kind="summary"))


@pytest.mark.parametrize(
    ("question", "label", "words", "page"),
    [
        ("What dividend does the board propose?", "**Answer**", "dividend of €0.35", 2),
        ("How long is the notice for the warehouse lease?", "**Answer**", "six months of notice", 3),
        ("Which hotels buy the leaves of the tea?", "**Closest passage, may not answer**", "tea", 1),
    ],
)
def test_a_question_gets_a_labelled_passage(question: str, label: str, words: str, page: int) -> None:
    output = go(prompt(document(PAGES), kind="question", instructions=question))
    assert label in output
    quote, place = quotes(output)[0]
    assert words in quote
    assert place == page or page == 1


def test_nothing_found_names_the_terms_that_were_searched() -> None:
    output = go(prompt(document(PAGES), kind="question", instructions="Is there an arbitration clause?"))
    assert "**Nothing found**" in output
    assert "arbitration (0)" in output
    assert not quotes(output)


def test_a_chinese_question_is_answered_in_chinese() -> None:
    output = go(prompt(document(ZH), kind="question", instructions="每股股息是多少？"))
    assert "**回答**" in output
    assert quotes(output)[0] == ("董事会建议每股派发股息0.35欧元。", 2)


def test_a_follow_up_is_read_with_the_question_before_it() -> None:
    turns = [("user", "What is said about the warehouse lease?"), ("assistant", "“The lease …” [p. 3]")]
    output = go(
        prompt(document(PAGES), kind="question", instructions="And how long is its notice?", turns=turns)
    )
    assert "Read together with the earlier question" in output
    assert "warehouse in Rotterdam" in quotes(output)[0][0]


def test_a_question_that_stands_alone_ignores_earlier_turns() -> None:
    turns = [("user", "What is said about the warehouse lease?")]
    output = go(
        prompt(document(PAGES), kind="question", instructions="What dividend is proposed?", turns=turns)
    )
    assert "earlier question" not in output


def test_extraction_without_fields_lists_values_with_their_quotes() -> None:
    output = go(prompt(document(PAGES), kind="extraction"))
    assert "Northwind Trading Ltd. — “Northwind Trading Ltd. sells tea" in output
    assert "- 31 March 2024 — " in output
    assert "- €48.2 million — " in output
    assert "- 12.5% — " in output
    assert "- six months — " in output


def test_extraction_of_fields_as_json_has_value_quote_and_page() -> None:
    fields = [
        {"name": "dividend", "title": "Dividend", "type": "amount"},
        {"name": "growth", "title": "Revenue growth", "type": "percentage", "list": True},
        {"name": "auditor", "title": "Auditor", "type": "party"},
    ]
    found = json.loads(go(prompt(document(PAGES), kind="extraction", fields=fields, output="json")))
    assert found["dividend"]["value"] == "€0.35"
    assert found["dividend"]["page"] == 2
    assert found["dividend"]["quote"] in PAGES[1]
    assert [item["value"] for item in found["growth"]] == ["12.5%"]
    assert found["auditor"] is None


def test_extraction_from_an_unpaged_document_names_paragraphs() -> None:
    clauses = [
        "Governing law: the laws of Norway.",
        "The fee is $1,500 per month, due within thirty (30) days.",
    ]
    fields = [{"name": "law", "title": "Governing law"}, {"name": "fee", "title": "Fee", "type": "amount"}]
    found = json.loads(go(prompt(unpaged(clauses), kind="extraction", fields=fields, output="json")))
    assert found["law"]["value"] == "the laws of Norway."
    assert (found["fee"]["value"], found["fee"]["paragraph"]) == ("$1,500", 2)


def test_a_comparison_accounts_for_every_change() -> None:
    old = unpaged(
        ["1. Term", "This agreement runs for two years.", "The fee is $100.", "Notices go by post."]
    )
    new = unpaged(
        ["1. Term", "This agreement runs for three years.", "Notices go by post.", "Tea is free."], number=2
    )
    output = go(prompt(old, new, kind="comparison"))
    assert "1 changed, 1 added, 1 removed, 0 moved" in output
    assert (
        "“This agreement runs for two years.” [1: ¶2] → “This agreement runs for three years.” [2: ¶2]"
        in output
    )
    assert "**Removed**: “The fee is $100.” [1: ¶3]" in output
    assert "**Added**: “Tea is free.” [2: ¶4]" in output


def test_a_comparison_needs_two_documents() -> None:
    with pytest.raises(PromptError, match="needs two documents"):
        go(prompt(document(PAGES), kind="comparison"))


def test_max_tokens_ends_the_answer_between_lines() -> None:
    text = prompt(document(PAGES), kind="summary")
    pieces = list(run(text, 40, lambda: None))
    assert pieces[-1].finish_reason == "length"
    assert sum(piece.tokens for piece in pieces) <= 40
    assert go(text).startswith("".join(piece.text for piece in pieces))
    assert [piece.finish_reason for piece in run(text, 100_000, lambda: None)][-1] == "stop"


def test_one_token_still_answers() -> None:
    pieces = list(run(prompt(document(PAGES), kind="summary"), 1, lambda: None))
    assert sum(piece.tokens for piece in pieces) == 1


def test_a_cancelled_request_stops() -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(run(prompt(document(PAGES * 50), kind="summary"), 1000, check))
    assert calls == 6


def test_too_long_a_prompt_is_refused_with_both_numbers() -> None:
    with pytest.raises(PromptTooLong, match="longer than the maximum model length of 10") as caught:
        count_prompt("one two three four five six seven eight nine ten eleven", lambda: None, 10)
    assert "11 tokens" in str(caught.value)


def test_an_empty_document_is_answered_honestly() -> None:
    assert "No full sentence" in go(prompt(document([""]), kind="summary"))
    assert "Nothing found" in go(prompt(document([""]), kind="question", instructions="Who pays?"))


def test_party_names_stay_whole() -> None:
    text = (
        "This agreement is made on 3 May 2025 between Salt and Sons plc, Quay 4 (the “Landlord”), "
        "and Reed Ltd (the “Tenant”)."
    )
    output = go(prompt(unpaged([text]), kind="extraction"))
    assert "- Salt and Sons plc — " in output
    assert "- Reed Ltd — " in output
    assert output.count(" — “This agreement is made") == 3


def test_a_sentence_that_comes_back_at_page_edges_is_no_running_head() -> None:
    output = go(
        prompt(document([f"The tide turned at noon on quay number {n}." for n in range(4)]), kind="summary")
    )
    assert "The tide turned at noon" in output


def test_a_question_for_a_definition_is_not_answered_by_any_sentence_with_the_word() -> None:
    pages = [
        "A mole is a massive wall of stone that protects a harbour from the waves.",
        "The mole was repaired in June by two divers.",
    ]
    assert go(prompt(document(pages[:1]), kind="question", instructions="What is a mole?")).startswith(
        "**Answer**"
    )
    assert go(prompt(document(pages[1:]), kind="question", instructions="What is a mole?")).startswith(
        "**Closest"
    )


def test_a_list_field_named_after_its_type_takes_every_value_of_it() -> None:
    kinds = {"dates": "date", "amounts": "amount", "percentages": "percentage"}
    fields = [
        {"name": name, "title": name.title(), "type": kind, "list": True} for name, kind in kinds.items()
    ]
    fields.append({"name": "durations", "title": "Periods", "type": "duration", "list": True})
    found = json.loads(go(prompt(document(PAGES), kind="extraction", fields=fields, output="json")))
    assert "31 March 2024" in [item["value"] for item in found["dates"]]
    assert "€48.2 million" in [item["value"] for item in found["amounts"]]
    assert "12.5%" in [item["value"] for item in found["percentages"]]
    assert "six months" in [item["value"] for item in found["durations"]]


def test_a_figure_of_another_year_is_no_answer() -> None:
    text = "Group revenue for the year 2025 was 1,284.6 million euros. The board met in Hamburg. It rained in spring."
    asked = {year: f"What was the group revenue in {year}?" for year in (2025, 2023)}
    answers = {
        year: go(prompt(document([text]), kind="question", instructions=ask)) for year, ask in asked.items()
    }
    assert "**Answer**" in answers[2025]
    assert "**Answer**" not in answers[2023]
