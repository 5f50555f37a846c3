"""Claims checked against sources: the five states, places that do not exist, several documents."""

import pytest

from docanalyzer.pipeline.citations import (
    CitationState,
    Claim,
    PageSpan,
    Place,
    SourceText,
    check_claims,
    find_claims,
)
from docanalyzer.pipeline.reading.result import Anchor

PAGES = [
    "The lease begins on 1 March 2021.",
    "The rent is $900 a month.",
    "The tenant shall not sublet the flat.",
]


def book(texts: list[str] = PAGES) -> SourceText:
    spans, start = [], 0
    for number, text in enumerate(texts, start=1):
        spans.append(PageSpan(number, ["i", "ii", "1"][number - 1], start, start + len(text)))
        start += len(text) + 2
    return SourceText("\n\n".join(texts), spans)


CLAUSES = ["1. Definitions", "In this deed words matter.", "4.2 Payment falls due monthly.", "(a) by bank transfer;",
           "(b) not in cash;", "第十二条 乙方不得转租。"]  # fmt: skip


def contract() -> SourceText:
    anchors, start = [], 0
    labels = ["1.", "", "4.2", "(a)", "(b)", "第十二条"]
    for ordinal, (line, label) in enumerate(zip(CLAUSES, labels, strict=True), start=1):
        anchors.append(Anchor(start, ordinal, label))
        start += len(line) + 1
    text = "\n".join(CLAUSES)
    return SourceText(text, [PageSpan(1, "", 0, len(text))], anchors, paged=False)


@pytest.mark.parametrize(
    ("output", "state", "page", "said"),
    [
        ("“The rent is $900 a month” [p. 2]", CitationState.VERIFIED, 2, ""),
        ("“The rent is $900 a month” [pp. 1–2]", CitationState.VERIFIED, 2, ""),
        ("“The rent is $900 a month” [p. 3; p. 2]", CitationState.VERIFIED, 2, ""),
        ("“The rent is $900 a month” [p. ii]", CitationState.VERIFIED, 2, ""),
        ("“The rent is $900 a month” [p. 3]", CitationState.MOVED, 2, "stands on page 2"),
        ("“The rent is $900 a month” [p. 30]", CitationState.MOVED, 2, "there is no page 30"),
        ("“The rent is $950 a month” [p. 2]", CitationState.CLOSE, 2, "“950” where the source has “900”"),
        ("“The tenant shall sublet the flat” [p. 3]", CitationState.CLOSE, 3, "“not” is left out"),
        ("“The landlord pays for all repairs” [p. 3]", CitationState.NOT_FOUND, 0, ""),
        ("The rent is high [p. 2].", CitationState.UNQUOTED, 2, ""),
        ("The rent is high [p. 30].", CitationState.NOT_FOUND, 0, "the document has 3 pages"),
        ("“The tenant shall not sublet the flat” [p. 1]", CitationState.MOVED, 3, "labelled “1”"),
    ],
)
def test_a_claim_on_a_paged_document(output: str, state: CitationState, page: int, said: str) -> None:
    (citation,) = check_claims(find_claims(output), [book()])
    assert (citation.state, citation.page_index) == (state, page)
    assert said in citation.difference


@pytest.mark.parametrize(
    ("output", "state", "clause"),
    [
        ("“by bank transfer” [§4.2(a)]", CitationState.VERIFIED, "(a)"),
        ("“by bank transfer” [§4.2]", CitationState.VERIFIED, "(a)"),
        ("“by bank transfer” [¶4]", CitationState.VERIFIED, "(a)"),
        ("“by bank transfer” [Clause 4.2(b)]", CitationState.MOVED, "(a)"),
        ("“乙方不得转租” [第十二条]", CitationState.VERIFIED, "第十二条"),
        ("“乙方不得转租” [第12条第2款]", CitationState.VERIFIED, "第十二条"),
        ("“乙方得转租。” [第十二条]", CitationState.NOT_FOUND, ""),
        ("“by bank transfer” [§9.9]", CitationState.MOVED, "(a)"),
        ("Paid monthly [§4.2].", CitationState.UNQUOTED, "4.2"),
        ("Paid monthly [¶77].", CitationState.NOT_FOUND, ""),
    ],
)
def test_a_claim_on_a_word_document(output: str, state: CitationState, clause: str) -> None:
    (citation,) = check_claims(find_claims(output), [contract()])
    assert (citation.state, citation.clause) == (state, clause)


def test_a_claim_names_its_document() -> None:
    other = book(["Nothing here.", "Nor here.", "Nothing."])
    sources = [other, book()]
    (right,) = check_claims(find_claims("“The rent is $900 a month” [2: p. 2]"), sources)
    (wrong,) = check_claims(find_claims("“The rent is $900 a month” [1: p. 2]"), sources)
    (none,) = check_claims(find_claims("“The rent is $900 a month” [3: p. 2]"), sources)
    assert (right.state, right.source) == (CitationState.VERIFIED, 1)
    assert (wrong.state, wrong.source) == (CitationState.MOVED, 1)
    assert "document 2" in wrong.difference
    assert none.state is CitationState.MOVED
    assert "there is no document 3" in none.difference


def test_the_found_text_is_the_sources_own() -> None:
    (citation,) = check_claims([Claim(0, 0, "the rent is $900", (Place(page=2),))], [book()])
    assert citation.found_text == "The rent is $900"
    assert book().text[citation.start : citation.end] == citation.found_text


def test_a_document_without_text_finds_nothing() -> None:
    empty = SourceText("", [PageSpan(1, "", 0, 0)])
    (citation,) = check_claims([Claim(0, 0, "any words at all", (Place(page=1),))], [empty])
    assert citation.state is CitationState.NOT_FOUND
    assert check_claims([Claim(0, 0, "any words", ())], [])[0].state is CitationState.NOT_FOUND
