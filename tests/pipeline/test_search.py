"""The plain search: all hits with their place, forms of words, and the statement that there are none."""

import pytest

from docanalyzer.pipeline.citations import PageSpan, SourceIndex, SourceText
from docanalyzer.pipeline.reading.result import Anchor
from docanalyzer.pipeline.search import search, search_with_parts
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


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The sublease is permitted.", "sub-lease"),
        ("The sub-lease is permitted.", "sublease"),
        ("The sub-leases are permitted.", "sub lease"),
        ("Any sub lease is void.", "sublease"),
        ("No sub-\nlease is allowed.", "sublease"),
        ("a force-majeure event", "force majeure"),
        ("a non-compete covenant", "noncompete covenants"),
        ("the right of set off", "set-off"),
        ("the right of set-off", "setoff"),
        ("5 per cent", "percent"),
        ("the work-force", "workforce"),
        ("The licences are free.", "license"),
        ("a licensed product", "licence"),
        ("The organisation shall pay.", "organization"),
        ("organizations", "organisation"),
        ("The colour of the goods", "color"),
        ("cancelled", "canceled"),
        ("in instalments", "installment"),
        ("if it becomes insolvent", "insolvency"),
        ("insolvency of a party", "insolvent"),
        ("the tenancy", "tenants"),
        ("he was paid", "pay"),
        ("a résumé of it", "resume"),
        ("the lessees' rights", "lessee's rights"),
        ("本合同的違約金為百分之五。", "违约金"),
        ("本合同的违约金为百分之五。", "違約金"),
        ("賠償責任", "赔偿责任"),
    ],
)
def test_a_term_is_found_in_other_spellings(text: str, term: str) -> None:
    assert search(text, [term]).total == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("We are not able to.", "notable"),
        ("The press is free.", "present"),
        ("He took the set off the shelf.", "reset"),
        ("That is a sub; lease it.", "sublease"),
        ("the size of it", "sise"),
        ("later", "latre"),
        ("an advance", "advantage"),
    ],
)
def test_other_words_are_no_spellings(text: str, term: str) -> None:
    assert not search(text, [term]).total


def test_what_was_looked_for_is_said() -> None:
    report = search("Nothing of it.", ["sub-lease", "违约金", "fee"])
    assert (
        report.sentence("sub-lease") == "no occurrence of “sub-lease” (or sublease, sub lease) in 1 paragraph"
    )
    assert report.sentence("违约金") == "no occurrence of “违约金” (or 違約金) in 1 paragraph"
    assert report.sentence("fee") == "no occurrence of “fee” in 1 paragraph"
    assert (
        search("Sublease.", ["sub-lease"], variants=False)
        .sentence("sub-lease")
        .startswith("no occurrence of “sub-lease” in")
    )


def test_of_a_run_of_chinese_that_stands_nowhere_the_longest_part_that_does_is_counted() -> None:
    index = SourceIndex(book())
    report = search_with_parts(index, ["约定违约金", "仲裁"])
    assert report.totals == {"约定违约金": 0, "仲裁": 0, "违约金": 2}


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
