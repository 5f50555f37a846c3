"""Words in quotation marks that a sentence only mentions are not checked against its place; its quotations are."""

import pytest

from docanalyzer.pipeline.citations import find_claims
from tests.pipeline.citations.streams import streams_as_whole, takes_no_longer_than_it_is_long

LONG = "the term ends on 31 May 2030"


@pytest.mark.parametrize(
    "output",
    [
        f"You asked about “penalties”; the lease only says “{LONG}” [p. 3].",
        f"There is nothing about “penalties” on page 4, but “{LONG}” [p. 3].",
        f"The lease says nothing about “penalties” or “late fees” on page 4, but “{LONG}” [p. 3].",
        f"The answer to “when does it end?” is “{LONG}” [p. 3].",
        f"To “when and how does the lease of 2020 come to its end?” it says “{LONG}” [p. 3].",
        f"There is no “break option”; “{LONG}” [p. 3].",
        f"I found no “penalties” on page 4, but “{LONG}” [p. 3].",
        f"No “break option” is mentioned; “{LONG}” [p. 3].",
        f"It does not mention “a penalty of five months’ rent for delay”; it says “{LONG}” [p. 3].",
        f"“A penalty of 5 months” is not mentioned, it only says “{LONG}” [p. 3].",
        f"You asked whether “the tenant may end it in 2025” and the lease says “{LONG}” [p. 3].",
        f"The so-called “Force Majeure” clause says “{LONG}” [p. 3].",
        f"The term “Permitted Transferee of the Tenant” is explained where it says “{LONG}” [p. 3].",
        f"the “evergreen” clause says “{LONG}” [p. 3]",
        f"The lease uses “term” and not “period”: “{LONG}” [p. 3].",
        f"“{LONG}” [p. 3], which some call “evergreen”.",
        f"Asked about “penalties”, and page 3 says: “{LONG}”.",
        f"Page 4 does not say “penalties”, page 3 says “{LONG}”.",
        f"Page 3 says “{LONG}”, not that it is “evergreen”.",
        f"未提及“违约金”，仅约定“{LONG}”（第3页）",
        f"第4页没有提到“违约金”，仅约定“{LONG}”（第3页）",
        f"您问到“2025年能否提前解除本合同”，合同写明“{LONG}”（第3页）。",
        f"所谓“自动续期条款”写明“{LONG}”（第3页）。",
    ],
)
def test_words_that_are_only_mentioned_are_not_checked(output: str) -> None:
    assert [(claim.quote, claim.places[0].page) for claim in find_claims(output)] == [(LONG, 3)]
    streams_as_whole(output)


@pytest.mark.parametrize(
    ("output", "found"),
    [
        (f"“This is the body of page 24” [p. 3, Section 4 “{LONG}”]", ["This is the body of page 24", LONG]),
        (f"“the rent is five percent” it says, and then “{LONG}” [p. 3].", ["the rent is five percent", LONG]),
        (f"It costs “EUR 500”, says the lease where “{LONG}” [p. 3].", ["EUR 500", LONG]),
        (f"After “twelve months” one may leave, as “{LONG}” [p. 3].", ["twelve months", LONG]),
        (f"“invented words” and “{LONG}” [p. 3].", ["invented words", LONG]),
        (f"“invented words” under the heading “{LONG}” [p. 3].", ["invented words", LONG]),
        (f"“{LONG}” [p. 3] and “more words” are there.", [LONG, "more words"]),
        (f"The term “ends with the year, come what may”, where “{LONG}” [p. 3].",
         ["ends with the year, come what may", LONG]),
        (f"The tenant is not liable: “all costs of repair are the landlord's”, and so “{LONG}” [p. 3].",
         ["all costs of repair are the landlord's", LONG]),
        (f"规定“甲方应于年底前退还全部押金”，并约定“{LONG}”（第3页）", ["甲方应于年底前退还全部押金", LONG]),
        (f"租期为“十二个月”，合同约定“{LONG}”（第3页）", ["十二个月", LONG]),
        ("It does not use the words “time is of the essence” [p. 3].", ["time is of the essence"]),
    ],
)  # fmt: skip
def test_no_quotation_stays_unchecked_beside_one_that_is_checked(output: str, found: list[str]) -> None:
    assert [claim.quote for claim in find_claims(output)] == found
    streams_as_whole(output)


@pytest.mark.parametrize(
    "piece", ["“a” is ", "not mention “a b c d” ", "没有“", "no “a b” on p. 3 ", "“a” is not (p. 3) "]
)
def test_telling_them_apart_takes_no_longer_than_the_output_is_long(piece: str) -> None:
    takes_no_longer_than_it_is_long(piece)
