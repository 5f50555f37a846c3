"""The values of fields: found by the words of the document, not by chance, and in tables."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from docanalyzer.prompts.builtin import definitions
from tests.triton_cpu.prompts import document, prompt, unpaged
from tests.triton_cpu.test_engine import go

BUILT_IN = {one["slug"]: one.get("fields", []) for one in definitions()}
CONTRACT = [
    "Services Agreement",
    'This Agreement is made on 1 March 2025 between Alder GmbH ("Supplier") and Birch plc ("Customer").',
    "1. Definitions",
    "“Affiliate” means any entity that controls, is controlled by or is under common control with a party.",
    "“Fees” means the fees set out in Schedule 1.",
    "2. Term",
    "It starts on 1 April 2025 and goes on for an initial term of thirty-six (36) months. "
    "It renews for periods of one year unless a party gives ninety (90) days written notice.",
    "3. Payment",
    "The Customer shall pay the fee of US$1,250,000 within forty-five (45) days of receipt of the invoice.",
    "4. Liability",
    "The Supplier’s total liability shall not exceed £5 million. Nothing limits liability for fraud.",
    "The Supplier shall indemnify the Customer against claims of third parties for infringement.",
]
REPORT = [
    "1 The year\nGroup revenue for the year was £1,284.6 million, against £1,197.3 million a year earlier.\n"
    "Operating profit rose to £142.8 million from £126.5 million. After interest of £24.3 million the profit for\n"
    "the year was £90.4 million. Net debt fell by £31.2 million to £386.4 million.\n"
    "At the end of the year the group employed 7,846 people, 212 more than before.\n"
    "For the coming year we expect revenue between £1,310 million and £1,340 million.",
    "\n".join(
        f"{number} The {place} Route\nRevenue came to £{number},100 thousand from {number}00 calls in the year.\n"
        f"Each employee spent {number}.6 days in training, as sections 7.1, 7.3 and 7.4 tell.\n"
        "Going slower costs four minutes on the longest of the routes, which is no concern."
        for number, place in enumerate(("North", "South", "East", "West", "Island", "Harbour", "Night"), 2)
    ),
    "9 Risks\n9.1 Loss of a ship\nA grave accident could cost lives, and with them the trust of the passengers.\n"
    "It is put at two of five.\n9.2 Price of fuel\nFuel is the largest cost after wages, and its price moves.\n"
    "It is put at three of five.",
]


def extracted(text: str, fields: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    keys = ("name", "title", "type", "description", "list")
    asked = [{key: field[key] for key in keys if key in field} for field in fields]
    answer = json.loads(go(prompt(text, kind="extraction", fields=asked, output="json")))
    listed = {name: said if isinstance(said, list) else [said] for name, said in answer.items() if said}
    return {name: [one["value"] for one in said] for name, said in listed.items()}


@pytest.mark.parametrize(
    ("slug", "field", "values"),
    [
        ("parties-and-dates", "signature_date", ["1 March 2025"]),
        ("parties-and-dates", "effective_date", ["1 April 2025"]),
        ("parties-and-dates", "term", ["thirty-six (36) months"]),
        ("parties-and-dates", "renewal", [CONTRACT[6][CONTRACT[6].index("It renews") :]]),
        ("payment", "price", ["US$1,250,000"]),
        ("payment", "payment_term", ["forty-five (45) days"]),
        ("payment", "set_off", []),
        ("liability", "liability_cap", ["The Supplier’s total liability shall not exceed £5 million."]),
        ("liability", "unlimited", ["Nothing limits liability for fraud."]),
        ("liability", "indemnities", [CONTRACT[11]]),
        ("liability", "insurance", []),
        ("termination", "notice_period", ["ninety (90) days"]),
        ("definitions", "definitions", [CONTRACT[3], CONTRACT[4]]),
    ],
)
def test_the_built_in_fields_find_what_a_contract_says(slug: str, field: str, values: list[str]) -> None:
    assert extracted(unpaged(CONTRACT), BUILT_IN[slug]).get(field, []) == values


def test_figures_are_those_of_the_whole_and_of_years_that_were() -> None:
    found = extracted(document(REPORT), BUILT_IN["key-figures"])
    assert found["revenue"] == ["£1,284.6 million", "£1,197.3 million"]
    assert found["operating_result"] == ["£142.8 million", "£126.5 million"]
    assert found["net_result"] == ["£90.4 million"]
    assert found["net_debt"] == ["£386.4 million"]
    assert found["employees"] == ["7,846"]


def test_a_chapter_of_risks_lists_one_risk_for_each_of_its_sections() -> None:
    found = extracted(document(REPORT), BUILT_IN["risks"])
    assert [one.split()[0] for one in found["risks"]] == ["A", "Fuel"]
    assert "going_concern" not in found


CASH = {"name": "cash", "title": "Operating cash flow", "type": "amount", "list": True}


@pytest.mark.parametrize(
    "rows",
    [
        ["Year | Revenue (£m) | Operating cash flow (£m)", "2022 | 120.4 | (3.2)", "2023 | 131.0 | (1.1)"],
        [
            "£m | 2022 | 2023",
            "Net operating cash flow | (3.2) | (1.1)",
            "Deferred operating cash flow | 1 | 2",
        ],
        ["Operating cash flow (£m) (3.2)(1.1)"],
    ],
)
def test_the_cells_of_a_row_or_column_are_values_with_their_unit_and_sign(rows: list[str]) -> None:
    assert extracted(unpaged(["Figures of the group", *rows, "End."]), [CASH])["cash"] == [
        "(£3.2m)",
        "(£1.1m)",
    ]


def test_cells_on_lines_of_their_own_belong_to_the_label_above() -> None:
    page = "Table 1  £ million\n2023\n2024\nNet debt\t324.9\n357.8\nEquity\t618.6\n639.7"
    field = {"name": "equity", "title": "Equity", "type": "amount", "list": True}
    assert extracted(document([page]), [field])["equity"] == ["£618.6 million", "£639.7 million"]


def test_words_in_the_brackets_of_a_description_are_looked_for() -> None:
    field = {"name": "move", "title": "Relocation", "type": "text"}
    text = unpaged(
        ["The parties agree on this.", "The Tenant shall move out of the premises by the end of May."]
    )
    assert extracted(text, [field]) == {}
    found = extracted(text, [{**field, "description": "Who leaves when (shall … out, vacates)"}])
    assert found["move"] == ["The Tenant shall move out of the premises by the end of May."]


def test_a_question_for_a_title_takes_the_value_beside_its_words() -> None:
    text = unpaged(["The lease begins on 1 April 2025 and ends on 31 March 2032."])
    for title, date in (
        ("When does the lease begin?", "1 April 2025"),
        ("When does the lease end?", "31 March 2032"),
    ):
        assert extracted(text, [{"name": "day", "title": title, "type": "date"}])["day"] == [date]


def test_a_word_with_a_hyphen_is_not_found_in_its_parts() -> None:
    field = {"name": "set_off", "title": "Set-off", "type": "text"}
    assert extracted(unpaged(["The fees are those that are set out in the first schedule."]), [field]) == {}


def test_minutes_name_people_decisions_and_actions() -> None:
    minutes = [
        "Minutes of the board meeting of Birch plc",
        "Held on 12 May 2025 at 10:00 in London.",
        "Present: Jane Roe (chair), Max Holt. Apologies: Sam Poe.",
        "1. It was resolved to acquire Oak Ltd for £3.4 million.",
        "2. Action: Max Holt to send the draft contract by 30 May 2025.",
        "The next meeting is on 9 June 2025.",
    ]
    found = extracted(unpaged(minutes), BUILT_IN["minutes"])
    assert found["meeting_date"] == ["12 May 2025"]
    assert found["participants"] == ["Jane Roe (chair)", "Max Holt", "Sam Poe"]
    assert found["decisions"] == [minutes[3]]
    assert found["actions"] == ["Max Holt to send the draft contract by 30 May 2025."]
    assert found["next_meeting"] == ["9 June 2025"]


def test_a_chinese_contract() -> None:
    text = unpaged(
        [
            "软件采购合同",
            "甲方：北京晨星科技有限公司",
            "乙方：上海远航软件股份有限公司",
            "第一条 合同期限",
            "本合同自2025年3月1日起生效，有效期为三年，至2028年2月29日止。任何一方可提前三十（30）日书面通知终止本合同。",
            "第二条 合同价款",
            "合同总价为人民币壹佰贰拾万元整（¥1,500,000.00）。甲方应于收到发票后三十日内支付合同总价的百分之三十。",
            "第三条 违约责任",
            "逾期付款的，每逾期一日按未付金额的万分之五支付违约金。",
            "第四条 适用法律",
            "本合同适用中华人民共和国法律。争议提交上海国际经济贸易仲裁委员会仲裁。",
        ]
    )
    found = extracted(text, BUILT_IN["parties-and-dates-zh"])
    assert found["parties"] == ["北京晨星科技有限公司", "上海远航软件股份有限公司"]
    assert (found["effective_date"], found["end_date"]) == (["2025年3月1日"], ["2028年2月29日"])
    assert found["term"] == ["三年"]
    assert found["disputes"] == ["争议提交上海国际经济贸易仲裁委员会仲裁。"]
    found = extracted(text, BUILT_IN["payment-zh"])
    assert found["price"] == ["人民币壹佰贰拾万元整（¥1,500,000.00）"]
    assert (found["payment_term"], found["late_interest"]) == (["三十日"], ["万分之五"])


def test_the_only_field_of_a_task_lists_more_values_than_one_of_many() -> None:
    text = unpaged([f"“Term {number}” means the meaning of number {number} here." for number in range(40)])
    fields = BUILT_IN["definitions"]
    assert len(extracted(text, fields)["definitions"]) == 40
    assert len(extracted(text, [*fields, CASH])["definitions"]) == 25


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Buyer shall pay USD 2,400,000 per year", None),
        ("Buyer delivers the tools on time", None),
        ("BUYER SHALL PAY FOR THE TOOLS", None),
        ("Buyer and Seller", None),
        ("Buyer (the first party)", None),
        ("Buyer – delivers", None),
        ("Buyer USD 5,000", None),
        ("Buyer Birch plc", "Birch plc"),
        ("Buyer eBay GmbH", "eBay GmbH"),
        ("Buyer van der Berg BV", "van der Berg BV"),
        ("Buyer 3M Company", "3M Company"),
        ("Buyer: birch plc", "birch plc"),
    ],
)
def test_a_party_is_a_name_and_not_what_it_does(line: str, name: str | None) -> None:
    text = document([f"Services Agreement\n1. Payment\n{line}\n2. Term\nThe term is one year."])
    found = extracted(text, [{"name": "buyer", "title": "Buyer", "type": "party"}])
    assert found == ({"buyer": [name]} if name else {})


@pytest.mark.parametrize("line", ["买方 应当支付货款", "买方 不得转让本合同"])
def test_nor_in_chinese(line: str) -> None:
    text = document([f"采购合同\n一、付款\n{line}\n二、期限\n期限为一年。"])
    assert extracted(text, [{"name": "buyer", "title": "买方", "type": "party"}]) == {}
