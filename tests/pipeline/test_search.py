"""The plain search: all hits with their place, forms of words, and the statement that there are none."""

import pytest

from docanalyzer.pipeline.citations import PageSpan, SourceText
from docanalyzer.pipeline.reading.result import Anchor
from docanalyzer.pipeline.search import search
from docanalyzer.pipeline.stems import same_word

TEXTS = [
    "Either party may terminate this Agreement. TERMINATION takes effect at once; a terminated ser-\nvice ends.",
    "The fee is ５００ euros. Fees are payable monthly. The ﬁnancial year.",
    "",
    "违约金按日计算。乙方应支付违\n约金。ＡＢＣ公司",
]


def book() -> SourceText:
    spans, start = [], 0
    for number, text in enumerate(TEXTS, start=1):
        spans.append(PageSpan(number, f"A-{number}", start, start + len(text)))
        start += len(text) + 2
    return SourceText("\n\n".join(TEXTS), spans)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("termination", ["terminate", "TERMINATION", "terminated"]),
        ("fee", ["fee", "Fees"]),
        ("fees", ["fee", "Fees"]),
        ("services", ["ser-\nvice"]),
        ("500", ["５００"]),
        ("financial year", ["ﬁnancial year"]),
        ("违约金", ["违约金", "违\n约金"]),
        ("ABC公司", ["ＡＢＣ公司"]),
        ("either parties", ["Either party"]),
        ("term", []),
        ("nate", []),
        ("indemnity", []),
    ],
)
def test_a_term_is_found_in_all_its_forms(term: str, found: list[str]) -> None:
    assert [hit.found for hit in search(book(), [term]).hits] == found


def test_a_hit_knows_its_page_and_what_is_around() -> None:
    (hit,) = search(book(), ["payable"]).hits
    assert (hit.page_index, hit.page_label) == (2, "A-2")
    assert hit.before.endswith("Fees are ")
    assert hit.after.startswith(" monthly")
    assert book().text[hit.start : hit.end] == "payable"


def test_without_variants_only_the_word_itself() -> None:
    assert [hit.found for hit in search(book(), ["terminate"], variants=False).hits] == ["terminate"]


def test_find_as_you_type_finds_parts_of_words() -> None:
    assert search(book(), ["termin"], whole_words=False).total == 3


def test_nothing_found_is_said_with_what_was_searched() -> None:
    report = search(book(), ["escrow", "fee"])
    assert report.absent == ("escrow",)
    said = report.sentence("escrow")
    assert said == "no occurrence of “escrow” in 4 pages (1 page without text could not be searched)"
    assert report.sentence("fee").startswith("2 occurrences of “fee” in 4 pages")


def test_every_occurrence_is_counted_though_not_all_are_listed() -> None:
    report = search("A word. " * 500, ["word"], limit=10)
    assert len(report.hits) == 10
    assert report.total == 500


def test_a_word_document_gives_paragraph_and_clause() -> None:
    text = "1. Terms\n4.2 The deposit is due."
    source = SourceText(
        text, [PageSpan(1, "", 0, len(text))], [Anchor(0, 1, "1."), Anchor(9, 2, "4.2")], paged=False
    )
    (hit,) = search(source, ["deposit"]).hits
    assert (hit.paragraph, hit.clause, hit.page_index) == (2, "4.2", 0)
    assert search(source, ["escrow"]).sentence("escrow") == "no occurrence of “escrow” in 2 paragraphs"


def test_spaces_and_signs_of_a_term_matter() -> None:
    assert search("notable, not able", ["not able"]).total == 1
    assert search("42 and 4.2", ["4.2"]).total == 1
    assert search("a § and a $5", ["§"]).total == 1


FORMS = [
    ("party", "parties"),
    ("terminate", "terminating"),
    ("indemnify", "indemnification"),
    ("permit", "permitted"),
    ("tax", "taxes"),
    ("fee", "fees"),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert same_word(one, other)


OTHER_WORDS = [("term", "terminate"), ("interest", "interior"), ("not", "note"), ("cat", "catalogue")]


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_other_words_are_not_forms(one: str, other: str) -> None:
    assert not same_word(one, other)
