"""An ellipsis leaves something out of a sentence; it never makes one sentence of two."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState, Claim, PageSpan, SourceText, check_claims


def state(text: str, quote: str, *, second: str = "") -> CitationState:
    pages = [PageSpan(1, "1", 0, len(text))]
    if second:
        pages.append(PageSpan(2, "2", len(text) + 2, len(text) + 2 + len(second)))
        text = f"{text}\n\n{second}"
    [found] = check_claims([Claim(0, 0, quote, ())], [SourceText(text, pages)])
    return found.state


SUPPLY = "The Supplier shall deliver the goods on time. The Customer shall be liable for all delays."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (SUPPLY, "The Supplier shall … be liable for all delays"),
        (SUPPLY, "The Supplier shall deliver … be liable for all delays"),
        (SUPPLY.replace(". The", "; the"), "The Supplier shall … be liable for all delays"),
        (SUPPLY.replace(". The", ".\n\nThe"), "The Supplier shall … be liable for all delays"),
        ("甲方应当按期支付租金。乙方应当承担全部维修费用及相关责任。", "甲方应当……承担全部维修费用"),
        ("甲方应当按期支付租金；乙方应当承担全部维修费用。", "甲方应当……承担全部维修费用"),
        ("甲は代金を支払う。乙は修理の費用を全額負担する。", "甲は代金を……費用を全額負担する"),
        (
            "The Tenant shall pay the rent. Repairs are made. The Landlord shall insure the Premises.",
            "The Tenant shall pay the rent … shall insure the Premises",
        ),
    ],
)
def test_two_sentences_are_not_made_one(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Tenant pays 5 percent and Landlord pays 9 percent.", "Tenant pays … 9 percent"),
        ("Tenant pays $5 and Landlord pays $9 a month.", "Tenant pays … $9 a month"),
        (
            "Revenue for 2023 was 5 million and revenue for 2022 was 9 million.",
            "Revenue for 2023 was … 9 million",
        ),
        ("Revenue was 5 million in 2023 (2022: 9 million).", "Revenue was … 9 million"),
        (
            "The rate for Tranche A is five percent, and for B nine percent.",
            "The rate for Tranche A is … nine percent",
        ),
        ("甲方承担30%，乙方承担70%。", "甲方承担……70%"),
        ("甲方支付租金，乙方支付维修费用及保险。", "甲方支付……维修费用及保险"),
        ("甲は賃料を支払い、乙は修理費及び保険料を負担する。", "甲は……修理費及び保険料を負担する"),
        (
            "The Tenant shall pay the rent, and the Landlord shall insure the building.",
            "The Tenant shall … insure the building",
        ),
        (
            "The Tenant shall pay rent (the “Rent”) and the Landlord shall insure the building.",
            "The Tenant shall … insure the building",
        ),
        (
            "The Tenant shall pay rent when due, and the Landlord shall, at its cost, insure the building.",
            "The Tenant shall … insure the building",
        ),
        (
            "The Tenant shall pay rent and the Landlord, having received it, shall insure the building.",
            "The Tenant shall pay … shall insure the building",
        ),
    ],
)
def test_two_clauses_are_not_made_one(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The Tenant shall, if the Landlord asks for it and the Agent has agreed, insure the building.",
            "The Tenant shall … insure the building",
        ),
        (
            "The Tenant shall pay the rent, the tax and the charges that are due on the first day.",
            "The Tenant shall pay … on the first day",
        ),
        (
            "The Tenant shall pay the rent, and the Tenant shall insure the building.",
            "The Tenant shall … insure the building",
        ),
        (
            "The Tenant, and any person who may use the Premises, shall insure the building.",
            "The Tenant … shall insure the building",
        ),
        ("The rent is 5 percent of the price and falls due in May.", "The rent is … due in May"),
        ("甲方应当在收到通知并经乙方同意后，支付租金。", "甲方应当……支付租金"),
        (SUPPLY, "The Supplier shall deliver the goods … The Customer shall be liable"),
        (SUPPLY, "The Supplier shall deliver the goods on time. … be liable for all delays."),
        (
            "The Supplier, as named in No. 3 of the Schedule, shall be liable for all delays.",
            "The Supplier … shall be liable for all delays",
        ),
        (
            "The Tenant shall: (a) pay the rent on time; (b) at all times insure the Premises.",
            "The Tenant shall: (a) pay the rent … insure the Premises.",
        ),
        (
            "1. The Tenant pays the rent. 2. The Landlord pays the tax. 3. The Agent signs the deed.",
            "The Tenant pays the rent … The Agent signs the deed.",
        ),
        ("甲方应当在每月五日前按期支付租金。乙方应当维修房屋。", "甲方应当……支付租金"),
        (
            "甲方应当按期支付全部租金。乙方应当承担全部维修费用。",
            "甲方应当按期支付……乙方应当承担全部维修费用",
        ),
    ],
)
def test_words_of_one_sentence_or_whole_sentences_may_be_left_out(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED


def test_a_page_border_ends_no_sentence() -> None:
    second = "and at its own cost insure the Premises against fire."
    assert state(
        "The Tenant shall at all times", "The Tenant shall … insure the Premises", second=second
    ) is (CitationState.VERIFIED)
