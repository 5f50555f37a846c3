"""The signs at a quote's ends, struck words, list marks: what counts keeps it from verified, what does not is set aside."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState
from tests.pipeline.citations.quoting import state


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The bonds are rated A-.", "The bonds are rated A+."),
        ("The bonds are rated A-.", "The bonds are rated A."),
        ("The bonds are rated A by the agency.", "The bonds are rated A+"),
        ("The bonds are rated BB- by the agency.", "The bonds are rated BB+"),
        ("The bonds are rated BB+ by the agency.", "The bonds are rated BB"),
        ("The bonds are rated AA−.", "The bonds are rated AA+."),
        ("Visitors must be 18+.", "Visitors must be 18."),
        ("☐ The registrant is a shell company.", "☑ The registrant is a shell company."),
        ("☐ The registrant is a shell company.", "The registrant is a shell company."),
        ("The registrant is a shell company.", "☒ The registrant is a shell company."),
        ("A shell company: Yes ☐ No ☒", "A shell company: Yes ☐ No ☐"),
        ("A shell company: Yes ☐ No ☒", "A shell company: Yes ☒"),
        ("A shell company: Yes ☐ No ☒", "A shell company: Yes"),
        ("the company is a shell: ✗", "the company is a shell: ✓"),
        ("[x] The Company is an emerging growth company", "[ ] The Company is an emerging growth company"),
        ("[ ] The Company is an emerging growth company", "The Company is an emerging growth company"),
        ("□适用 √不适用", "√适用"),
        ("□适用 √不适用", "适用"),
        ("■适用 □不适用", "□适用"),
        ("≦5% of the shares", "≧5% of the shares"),
        ("≦5% of the shares", "5% of the shares"),
        ("⩾5% of the shares", "⩽5% of the shares"),
        ("≠5 units", "=5 units"),
        ("≮5 units", "≯5 units"),
        ("a growth of ▲5.2 in 2023", "▼5.2 in 2023"),
        ("営業利益 ▲5,000百万円", "5,000百万円"),
        ("営業利益 △5,000百万円", "5,000百万円"),
        ("∓0.5 mm tolerance", "±0.5 mm tolerance"),
        ("Growth ↓ in 2023", "↑ in 2023"),
        ("a diameter of 5″.", "a diameter of 5′."),
        ("₿5 only", "5 only"),
        ("US$5,000 only", "$5,000 only"),
        ("rated ★★ by analysts", "rated ★★★"),
    ],
)
def test_a_sign_at_an_end_is_compared(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The bonds are rated A-.", "“The bonds are rated A-”"),
        ("The bonds are rated A−.", "The bonds are rated A-."),
        ("It was sold in 2023—which was late.", "It was sold in 2023"),
        ("It was sold in 2023–which was late.", "It was sold in 2023."),
        ("the Seller—not the Buyer—pays", "the Seller—not the Buyer—"),
        ("☐\nThe registrant is a shell company.", "☐ The registrant is a shell company."),
        ("≦5% of the shares", "≤5% of the shares"),
        ("• goods of any kind", "- goods of any kind"),
        ("- goods of any kind", "goods of any kind"),
        ("√2 units of length", "√2 units of length"),
        ("Net debt stood at €569.6 million in May", "€569.6 million in May"),
        ("The total = 5 units of length", "5 units of length"),
        ("✓ Free delivery to any port", "Free delivery to any port"),
        ("□ The goods of any kind", "The goods of any kind"),
        ("| Rent | 5,000 |", "Rent | 5,000"),
    ],
)
def test_marks_that_writers_set_as_they_like_are_not(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED


@pytest.mark.parametrize("struck", ["~~not~~", "n̶o̶t̶", "<s>not</s>"])
def test_words_struck_out_in_a_quote_are_not_quoted(struck: str) -> None:
    assert state("The Tenant shall not sublet.", f"The Tenant shall {struck} sublet.") is CitationState.CLOSE
    assert state("The Tenant shall not sublet.", "~~The Tenant shall not sublet.~~") is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Covered items are: • goods; • services", "Covered items are: goods; services"),
        ("including:\n• goods;\n• services; and\n• works", "including: goods; services; and works"),
        ("including:\n• goods;\n• services", "including: • goods; • services"),
        ("including:\n• goods;\n• 5 ships", "including: goods; 5 ships"),
        ("including 2020\n• 5 ships", "including 2020 5 ships"),
        ("including:\n- goods;\n- services; and\n- works", "including: goods; services; and works"),
        ("including:\n– goods\n– services", "including: goods services"),
        ("including:\n• goods;\n• services", "including:\n- goods;\n- services"),
        ("the Tenant\n– not the Landlord – pays", "the Tenant – not the Landlord – pays"),
        ("a list of A • B and C", "a list of A · B and C"),
    ],
)
def test_marks_of_lists_may_be_left_out(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Results:\n- 5 in May;\n- 7 in June", "Results: 5 in May; 7 in June"),
        ("a net profit = Revenue\n- Costs\n- Taxes", "net profit = Revenue Costs Taxes"),
        ("an area of 5 • 3 metres", "an area of 5 3 metres"),
    ],
)
def test_a_minus_or_a_product_is_no_mark_of_a_list(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE
