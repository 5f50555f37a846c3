"""Quotations led by places: each has the place before it, not the one that leads the next."""

import pytest

from docanalyzer.pipeline.citations import find_claims
from tests.pipeline.citations.streams import streams_as_whole, takes_no_longer_than_it_is_long

A, B, C = "the term ends on 31 May 2030", "rent is paid monthly in advance", "the deposit is EUR 5,000"


@pytest.mark.parametrize(
    ("output", "found"),
    [
        (f"[p. 3] “{A}”. [p. 4] “{B}”.", [(A, 3), (B, 4)]),
        (f"[p. 3] “{A}.” [p. 4]: “{B}.” [p. 5] “{C}.”", [("", 3), (A + ".", 4), (B + ".", 5), (C + ".", 5)]),
        (f"Term (p. 3): “{A}”; rent (p. 4): “{B}”.", [(A, 3), (B, 4)]),
        (f"Term (p. 3): “{A}” – Rent (p. 4): “{B}” – Deposit (p. 5): “{C}”", [(A, 3), (B, 4), (C, 5)]),
        (f"The term (p. 3) is “{A}”, and the rent (p. 4) “{B}”.", [(A, 3), (B, 4)]),
        (f"The term [p. 3] is “{A}”, the rent [p. 4] is “{B}” and [p. 5] says “{C}”.", [(A, 3), (B, 4), (C, 5)]),
        (f"Term [p. 3]: “{A}”. Rent [p. 4]: “{B}”.", [(A, 3), (B, 4)]),
        (f'Term [p. 3]: "{A}". Rent [p. 4]: "{B}".', [(A, 3), (B, 4)]),
        ("第5页“甲”，第6页“乙”。", [("甲", 5), ("乙", 6)]),
        ("根据第5页“甲方”和第6页“乙方”可知", [("甲方", 5), ("乙方", 6)]),
        ("租期（第5页）为“甲方”，租金（第6页）为“乙方”。", [("甲方", 5), ("乙方", 6)]),
        (f"On page 3 “{A}” and on page 4 “{B}”.", [(A, 3), (B, 4)]),
        (f"On page 3 “{A}”, p. 4 “{B}”.", [(A, 3), (B, 4)]),
        (f"The term (p. 3) is “{A}” [p. 4] and “{B}”.", [("", 3), (A, 4), (B, 4)]),
        (f"Rent fell [p. 3] and “{A}” applies [p. 4], so does “{B}”.", [("", 3), (A, 4), (B, 4)]),
        (f"[p. 3]: “{A}” [p. 4] “{B}” [p. 5]", [("", 3), (A, 4), (B, 5)]),
        (f"It is so (p. 3). “{A}” (p. 4). “{B}” (p. 5).", [("", 3), (A, 4), (B, 5)]),
        (f"### Term [p. 3]\n“{A}”\n### Rent [p. 4]\n“{B}”", [("", 3), ("", 4)]),
        (f"“{A}” (p. 3), “{B}” (p. 4)", [(A, 3), (B, 4)]),
        ("“甲方”第5页，“乙方”第6页", [("甲方", 5), ("乙方", 6)]),
        (f"On page 3 “Notes” and “{A}” [p. 4].", [("Notes", 4), (A, 4)]),
    ],
)  # fmt: skip
def test_a_quotation_has_the_place_that_leads_it(output: str, found: list[tuple[str, int]]) -> None:
    claims = find_claims(output)
    assert [(claim.quote, claim.places[0].page) for claim in claims] == found
    streams_as_whole(output)


@pytest.mark.parametrize(
    "piece",
    [
        "(p. 1) is “a”, and (p. 2) “b",
        "[p. 1] “a”. ",
        "第1页“",
        "(p. 1) a “",
        "page 1 “a b c d ",
        '(p. 1) "a, ',
    ],
)
def test_looking_ahead_takes_no_longer_than_the_output_is_long(piece: str) -> None:
    takes_no_longer_than_it_is_long(piece)
