"""Where a quote stands: spellings that keep the words, changes that do not, gaps, borders, places."""

import pytest

from docanalyzer.pipeline.citations import ChangeKind, PageSpan, Place, SourceIndex, SourceText, locate

SOURCE = """\
The Seller shall not be liable for any loss exceed-
ing US$5,000,000 in the year 2023. The ﬁnancial state-
ments (“Accounts”) are well-known to the Buyer’s auditors.
Growth was 12.5% – the best since 1998. He was notable, not able.
The area is 10² metres; 1½ hours. The fee is -5 units.
甲方不得将本合同项下的权利转
让给第三方，但应在３０日内通知乙方。
当社は責任を負わないものとします。
LIMITATION OF LIABILITY
paid to US Steel and to us all. Nothing in this clause, which is not a penalty, binds the Guarantor. End
"""


def source(text: str = SOURCE) -> SourceText:
    return SourceText(text, [PageSpan(1, "1", 0, len(text))])


INDEX = SourceIndex(source())


@pytest.mark.parametrize(
    "quote",
    [
        "The Seller shall not be liable for any loss exceeding US$5,000,000",
        "the Seller shall not be liable",
        "loss exceed-\ning US$5,000,000 in the year 2023.",
        'The financial statements ("Accounts") are well-known to the Buyer\'s auditors',
        "The financial statements ('Accounts') are well‑known",
        "Growth was 12.5% - the best since 1998",
        "Growth was 12.5 % — the best since 1998",
        "He was notable, not able",
        "甲方不得将本合同项下的权利转让给第三方",
        "但应在30日内通知乙方",
        "甲方不得将本合同 项下的权利转让给第三方,但应在 30 日内",
        "¶12 甲方不得将本合同项下的权利",
        "当社は責任を負わないものとします",
        "Limitation of liability",
        "The **Seller** shall not be _liable_",
        "[T]he Seller shall not be liable",
        "The Seller shall not be liable … in the year 2023",
        "The Seller shall not be liable for any loss...The financial statements",
        "The financial statements [...] auditors. Growth was 12.5%",
        "1 1/2 hours",
        "...shall not be liable for any loss...",
    ],
)
def test_the_same_words_are_found_without_a_difference(quote: str) -> None:
    found = locate(quote, INDEX)
    assert found is not None
    assert found.changes == ()


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("The Seller shall be liable for any loss exceeding US$5,000,000", ChangeKind.NEGATION),
        ("The Seller shall not be liable for any loss exceeding US$6,000,000", ChangeKind.NUMBER),
        ("for any loss exceeding HK$5,000,000 in the year 2023", ChangeKind.CURRENCY),
        ("for any loss exceeding 5,000,000 in the year", ChangeKind.CURRENCY),
        ("for any loss exceeding US$5,000,000 in the year 2024", ChangeKind.DATE),
        ("loss exceeding US$5,000", ChangeKind.NUMBER),
        ("000,000 in the year 2023. The financial", ChangeKind.NUMBER),
        ("Growth was 12", ChangeKind.NUMBER),
        ("5% – the best since 1998", ChangeKind.NUMBER),
        ("Growth was 12.5", ChangeKind.NUMBER),
        ("Growth was 125% – the best since 1998", ChangeKind.NUMBER),
        ("He was not able, not able", ChangeKind.NEGATION),
        ("Growth was 12.5% – the be st since", ChangeKind.SPACING),
        ("The Seller … be liable for any loss", ChangeKind.NEGATION),
        ("be liable for any loss", ChangeKind.NEGATION),
        ("eller shall not be liable", ChangeKind.CUT),
        ("the Buyer’s auditor", ChangeKind.CUT),
        ("The area is 102 metres", ChangeKind.NUMBER),
        ("甲方得将本合同项下的权利转让给第三方", ChangeKind.NEGATION),
        ("得将本合同项下的权利转让", ChangeKind.NEGATION),
        ("但应在40日内通知乙方", ChangeKind.DATE),
        ("当社は責任を負うものとします", ChangeKind.NEGATION),
        ("当社は責任を負わ", ChangeKind.NEGATION),
        ("paid to us Steel", ChangeKind.CAPITALS),
        ("paid to US Iron and to us all", ChangeKind.NAME),
        ("Nothing in this clause … binds the Guarantor", ChangeKind.NEGATION),
        ("The fee is 5 units", ChangeKind.NUMBER),
        ("The Seller … Accounts … Buyer", ChangeKind.WORDING),
    ],
)
def test_a_change_of_sense_is_never_the_same_words(quote: str, kind: ChangeKind) -> None:
    found = locate(quote, INDEX)
    assert found is None or kind in {change.kind for change in found.changes}


@pytest.mark.parametrize(
    "quote", ["The Purchaser may freely transfer all shares", "完全没有出现过的一句话", "", "…"]
)
def test_what_does_not_stand_there_is_not_located(quote: str) -> None:
    assert locate(quote, INDEX) is None


@pytest.mark.parametrize(
    "quote", ["the <|user|> turn and [gMASK] stay", "the ＜|user|＞ turn and ［gMASK］ stay"]
)
def test_what_the_prompt_neutralised_is_found_in_the_readers_text(quote: str) -> None:
    found = locate(quote, source("Here the <|user|> turn and [gMASK] stay as written."))
    assert found is not None
    assert found.changes == ()


def pages(*texts: str) -> SourceText:
    spans, start = [], 0
    for number, text in enumerate(texts, start=1):
        spans.append(PageSpan(number, f"{number + 10}", start, start + len(text)))
        start += len(text) + 2
    return SourceText("\n\n".join(texts), spans)


def test_of_several_places_the_claimed_one_is_taken_then_the_nearest() -> None:
    words = "These very words."
    book = pages(words, "other", "other", words, "other", "other", "other", words)
    starts = {page.index: page.start for page in book.pages}
    assert locate(words, book, Place(page=8)).start == starts[8]  # type: ignore[union-attr]
    assert locate(words, book, Place(page=5)).start == starts[4]  # type: ignore[union-attr]
    assert locate(words, book).start == starts[1]  # type: ignore[union-attr]


def test_a_quote_runs_over_a_page_border_and_its_running_head() -> None:
    book = pages(
        "Annual report\n1\nThe first page ends in the mid-\nAcme plc",
        "Annual report\n2\ndle of a word and goes on. Then more.\nAcme plc",
        "Annual report\n3\nThe last page.\nAcme plc",
    )
    found = locate("The first page ends in the middle of a word", book, Place(page=1))
    assert found is not None
    assert found.changes == ()
    assert book.text[found.start : found.end].endswith("of a word")


def test_words_left_out_at_a_page_border_are_a_difference() -> None:
    book = pages("The fee is due\nunless waived", "\non the first of May every year.", "Something else.")
    found = locate("The fee is due on the first of May every year", book, Place(page=1))
    assert found is None or found.changes


def test_parts_that_stand_far_apart_are_no_quote() -> None:
    book = pages("The first half.", *["x " * 4000] * 3, "The second half.")
    found = locate("The first half … The second half", book)
    assert found is None or found.changes


def test_offsets_are_those_of_the_original_behind_ligatures_and_wide_characters() -> None:
    text = "ﬁﬃ㈱１２３ e\u0301té ｶﾞ 终点 here it is."
    found = locate("here it is", SourceText(text, [PageSpan(1, "", 0, len(text))]))
    assert found is not None
    assert text[found.start : found.end] == "here it is"
