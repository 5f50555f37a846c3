"""A clause that is claimed with a page must be one that the page can lie in."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState, PageSpan, SourceText, check_claims, find_claims

PAGES = [
    "1. Rent\nThe rent is $900 a month.\nSee Section 7 of the Act.",
    "2.1 Use\nThe tenant shall not sublet the flat. A share of 9.9 percent is paid.",
    "第五条 修缮\n甲方应当维修房屋。\n5.3 Notice\nNotice is given by post.",
]


def book() -> SourceText:
    spans, start = [], 0
    for number, page in enumerate(PAGES, start=1):
        spans.append(PageSpan(number, str(number), start, start + len(page)))
        start += len(page) + 2
    return SourceText("\n\n".join(PAGES), spans)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("p. 2, §9.9", "there is no clause “9.9”; stands on page 2"),
        ("p. 2, §42", "there is no clause “42”"),
        ("p. 2, Item 9", "there is no clause “Item 9”"),
        ("p. 2, 第九条", "there is no clause “第九条”"),
        ("p. 2, §5.3", "clause “5.3” begins on page 3; stands on page 2"),
        ("p. 2, 第五条", "clause “第五条” begins on page 3"),
        ("p. 1, §9.9", "there is no clause “9.9”; stands on page 2"),
    ],
)
def test_a_clause_that_the_page_cannot_lie_in_is_said(place: str, said: str) -> None:
    [found] = check_claims(find_claims(f"“The tenant shall not sublet the flat” [{place}]"), [book()])
    assert found.state is CitationState.MOVED
    assert said in found.difference


@pytest.mark.parametrize(
    "place", ["p. 2", "p. 2, §2.1", "p. 2, §2.1(a)", "p. 2, §1", "p. 2, §7", "p. 3, §9.9; p. 2"]
)
def test_a_clause_that_it_may_lie_in_is_taken(place: str) -> None:
    [found] = check_claims(find_claims(f"“The tenant shall not sublet the flat” [{place}]"), [book()])
    assert found.state is CitationState.VERIFIED


@pytest.mark.parametrize("place", ["p. 3, 第五条", "p. 3, 第5条", "p. 3, §5.3"])
def test_a_clause_named_within_a_line_is_one(place: str) -> None:
    [found] = check_claims(find_claims(f"“Notice is given by post.” [{place}]"), [book()])
    assert found.state is CitationState.VERIFIED


def test_a_clause_that_is_nowhere_is_not_found_without_words() -> None:
    [found] = check_claims(find_claims("The flat is let [p. 2, §9.9]."), [book()])
    assert found.state is CitationState.NOT_FOUND
    assert found.difference == "there is no clause “9.9”"
