"""What the sample report states, and what it does not: for tests that ask for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """`sentence` stands word for word in section `section`, on page `page` alone; `answer` is what answers.

    page: the index from 1; the label printed on it is 12 less.
    """

    key: str
    question: str
    answer: str
    sentence: str
    section: str
    page: int


FACTS = (
    Fact(
        "revenue",
        "What was the group's revenue in 2025?",
        "£1,284.6 million",
        "Group revenue for the year ended 30 September 2025 was £1,284.6 million, against £1,197.3 million a year earlier.",
        "1.1",
        page=13,
    ),
    Fact(
        "dividend",
        "What final dividend does the board recommend?",
        "14.2 pence",
        "The board recommends a final dividend of 14.2 pence for each ordinary share, payable on 6 March 2026.",
        "1.2",
        page=13,
    ),
    Fact(
        "chief_executive",
        "Who is the chief executive?",
        "Tomas Arrendal",
        "Tomas Arrendal has been chief executive since 1 May 2021 and came to the company from the shipyard at Korvane.",
        "9.1",
        page=161,
    ),
    Fact(
        "passengers",
        "How many passengers did the group carry?",
        "18,462,310",
        "Across all routes the group carried 18,462,310 passengers, the most in any year since it was founded.",
        "1.3",
        page=14,
    ),
    Fact(
        "hydrogen_ship",
        "What does the hydrogen ferry cost and when is it delivered?",
        "£118 million",
        "On 12 December 2024 the company ordered the hydrogen ferry Northmere Dawn from Korvane Yard "
        "for £118 million, for delivery in March 2028.",
        "2.3",
        page=17,
    ),
    Fact(
        "grounding",
        "What happened to the Aldersund Star?",
        "14 February 2025",
        "On 14 February 2025 the Aldersund Star touched ground off Farrowness in fog; nobody was hurt, "
        "and the repair cost £6.3 million.",
        "7.2",
        page=155,
    ),
    Fact(
        "concession",
        "When does the harbour concession at Ravensay end?",
        "30 June 2041",
        "The concession to operate the harbour at Ravensay ends on 30 June 2041 and may be extended once, by ten years.",
        "4.18",
        page=105,
    ),
    Fact(
        "tidal_trial",
        "How much power did the tidal turbine trial deliver?",
        "412 kilowatt-hours",
        "The turbine below the outer mole at Tarnholm delivered 412 kilowatt-hours on an average day of the trial.",
        "8.2",
        page=158,
    ),
    Fact(
        "covenant",
        "What is the limit of net debt to EBITDA in the loan agreement?",
        "3.0 times",
        "The loan agreement limits net debt to 3.0 times EBITDA; at the end of the year it stood at 1.8 times.",
        "11.4",
        page=165,
    ),
    Fact(
        "bond",
        "What interest does the bond pay?",
        "4.875 per cent",
        "The bond of £250 million pays 4.875 per cent and is due on 15 October 2031.",
        "12.19",
        page=177,
    ),
    Fact(
        "claim",
        "How much does the Quillan fishermen's co-operative claim?",
        "£4.5 million",
        "The Quillan fishermen's co-operative claims £4.5 million for lost fishing grounds; "
        "the hearing is set for October 2026.",
        "12.31",
        page=180,
    ),
    Fact(
        "audit_fee",
        "What was the audit fee?",
        "£1.9 million",
        "The fee of Pell & Harrow LLP for the audit of the group was £1.9 million, and for other services £0.2 million.",
        "12.8",
        page=173,
    ),
    Fact(
        "after_year_end",
        "What was sold after the end of the year?",
        "£22.5 million",
        "On 21 November 2025, after the end of the year, the company sold the cold store at Lowmoor Quay for £22.5 million.",
        "12.38",
        page=182,
    ),
    Fact(
        "pension",
        "What is the deficit of the pension scheme?",
        "£27.9 million",
        "The deficit of the closed pension scheme was £27.9 million, and it is to be paid off by 2029.",
        "12.27",
        page=179,
    ),
)

NOT_STATED = (
    "Which cloud provider hosts the booking system?",
    "What is the chief executive's home address?",
    "How many seaplanes does the company own?",
)
"""Questions that the report does not answer."""
