"""Quotations that change, drop or hide something that counts: none of them is ever verified."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState, Claim, PageSpan, SourceText, check_claims


def state(text: str | SourceText, quote: str) -> CitationState:
    source = SourceText(text, paged=False) if isinstance(text, str) else text
    (found,) = check_claims([Claim(0, 0, quote, ())], [source])
    return found.state


def paged(*pages: str) -> SourceText:
    spans, start = [], 0
    for number, page in enumerate(pages, start=1):
        spans.append(PageSpan(number, str(number), start, start + len(page)))
        start += len(page) + 2
    return SourceText("\n\n".join(pages), spans)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # Two cells, or two lines of a list, are not one number.
        ("采购清单\n数量5\n30元\n合计", "数量530元"),
        ("起步价第3\n20元起", "第320元起"),
        ("单价10\n20元/件", "单价1020元/件"),
        # An ellipsis hides what turns the sentence.
        (
            "The Seller shall, pursuant to Sec. 2, not, subject to Art. 5 hereof, pay the Buyer.",
            "The Seller shall … pay the Buyer.",
        ),
        ("The Buyer is prohibited from selling the shares.", "The Buyer … selling the shares."),
        ("The Agent shall refrain from disclosing the secret.", "The Agent shall … disclosing the secret."),
        ("The company lacks the power to sell the land.", "The company … the power to sell the land."),
        ("Rent is 5 million euros a year.", "Rent is … million euros a year."),
        ("甲方应停止向乙方支付全部款项。", "甲方应……向乙方支付全部款项"),
        # Units, signs and case that make another value.
        ("The gap is 30″ wide.", "The gap is 30′ wide."),
        ("The board is 6' long.", 'The board is 6" long.'),
        ('a 5" pipe of steel', "a 5 pipe of steel"),
        ("a dose of 5 Mg a day", "a dose of 5 mg a day"),
        ("the result is 234 in all", "the result is 2*3*4 in all"),
        ("5 years of service", "> 5 years of service"),
        ("租期为3、5年", "租期为3,5年"),
        # A quotation that stops or begins beside what turns it.
        ("It costs 5 millions in all.", "It costs 5"),
        ("The sum is 5 × 10⁶ dollars in all.", "10⁶ dollars in all"),
        ("乙は代金を支払う必要はない。", "乙は代金を支払う"),
        ("乙は代金を支払うわけではない。", "乙は代金を支払う"),
        ("甲は責任を負うものではない。", "甲は責任を負うもの"),
        ("甲は義務を負わない。", "甲は義務を負"),
        ("甲は損害を賠償しない。", "甲は損害を賠償"),
        ("The agent shall not knowingly disclose the secret.", "disclose the secret."),
        ("The agent shall not in any way disclose the secret.", "disclose the secret."),
        ("It is false that the seller signed the deed.", "the seller signed the deed."),
        ("乙方不得擅自转让本合同。", "转让本合同。"),
        ("乙方应避免转租房屋给他人。", "转租房屋给他人。"),
        ("除甲方外，任何人可以使用。", "甲方外，任何人可以使用。"),
    ],
)
def test_what_turns_the_sense_is_shown(text: str, quote: str) -> None:
    assert state(text, quote) in (CitationState.CLOSE, CitationState.NOT_FOUND)


def test_a_number_at_the_edge_of_a_page_is_no_page_number() -> None:
    source = paged("The tenant shall pay the full rent within\n30", "days after receipt of the invoice.")
    assert state(source, "pay the full rent within days after receipt of the invoice") is CitationState.CLOSE
    assert state(source, "pay the full rent within 30 days after receipt of the invoice") is (
        CitationState.VERIFIED
    )


BODIES = [
    "The harbour is dredged every spring and then",
    "opened to ships of any size before the summer",
    "tides bring sand back across the outer bar so",
    "that pilots sound the channel twice a week and",
    "report what they find to the harbour master",
    "who keeps a chart of it in his own office",
]
"""Six pages, one line each."""


def test_sums_and_negations_at_the_edges_of_pages_are_read() -> None:
    for edge in ("${}", "Not {}", "{} %"):
        pages = (f"{body}\n{edge.format(number)}" for number, body in enumerate(BODIES, start=1))
        assert state(paged(*pages), f"{BODIES[2]} {BODIES[3]}") is CitationState.CLOSE


def test_running_feet_and_page_numbers_are_still_passed_over() -> None:
    pages = (f"{body}\nAnnual report\n{number}" for number, body in enumerate(BODIES, start=5))
    assert state(paged(*pages), f"{BODIES[2]} {BODIES[3]}") is CitationState.VERIFIED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "截至报告期末，公司员工总数与去年相比增加到了技术人员占比44\n.2%，其中研发人员的比例与去年相比继续提高到",
            "技术人员占比44.2%",
        ),
        ('It was said in "the class of 2023" and never again.', "the class of 2023"),
        ('It was said in "the class of 2023" and again.', "It was said in the class of 2023 and again."),
        ("租金为5万元。\n租期为3年。", "租期为3年。"),
        ("The board met on 3 May. It approved the plan.", "The board met on 3 May. … approved the plan."),
        ("The company is no bank. It sold the land in 2020.", "It sold the land in 2020."),
        ("未来三年公司将扩大产能。", "公司将扩大产能。"),
        ("乙は代金を支払う。甲は関与しない。", "乙は代金を支払う。"),
    ],
)
def test_what_says_the_same_is_verified(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED
