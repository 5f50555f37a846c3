import time

import pytest

from docanalyzer.pipeline.absence import says_absent


@pytest.mark.parametrize(
    "said",
    [
        "**Nothing found**\n\nSearched the whole text for: escrow (0)",
        "The termination fee is not stated in the document.",
        "The document does not mention an escrow agent.",
        "The report doesn’t explicitly specify the auditor's fee.",
        "I could not find a clause on force majeure.",
        "There is no provision on escrow.",
        "The agreement contains no reference to arbitration.",
        "The contract is silent on sub-letting.",
        "The document is silent.",
        "Nothing in the document says who pays.",
        "The price is 4.2 million euros “sold” [p. 1]. The buyer's name is not given.",
        "The lease says nothing about pets.",
        "Not mentioned.",
        "- Governing law: not specified",
        "Not provided in the document.",
        "The word does not appear.",
        "Escrow doesn't appear anywhere in the text.",
        "I found no reference to a guarantor.",
        "Found no such clause.",
        "I was unable to find a penalty.",
        "We were not able to locate the schedule.",
        "The text makes no mention of insurance.",
        "The contract contains no arbitration clause.",
        "The lease contains no break option.",
        "There is no information about the auditor.",
        "There's no mention of a deposit.",
        "There isn't a clause on that.",
        "No such provision exists.",
        "There is no such term.",
        "The notice period isn't specified.",
        "The date isn’t addressed.",
        "The rate is **not** stated.",
        "The fee is not defined in the agreement.",
        "The agreement does not provide any details.",
        "It does not contain a warranty clause.",
        "The document does not appear to mention the tenant's age.",
        "The contract fails to specify a currency.",
        "The currency is left unspecified.",
        "No mention is made of interest.",
        "No information is given on taxes.",
        "Nothing is said about renewal.",
        "Nowhere does the document name a guarantor.",
        "The answer cannot be determined from the document.",
        "The signature page is missing from the document.",
        "**未找到**",
        "文档中未说明违约金的数额。",
        "合同没有约定管辖法院。",
        "报告中并未提及该项目。",
        "本文档不包含相关信息。",
        "合同中没有关于仲裁的条款。",
        "文中没有对此作出规定。",
        "双方对违约金未作约定。",
        "合同未约定管辖法院。",
        "文件未提及担保人。",
        "本协议未规定利率。",
        "文档中不存在该条款。",
        "未发现相关内容。",
        "没有找到有关押金的信息。",
        "合同未对保险作出明确约定。",
        "報告沒有提及該項目。",
        "契約中無此規定。",
        "契約書には規定されていません。",
        "そのような条項は存在しません。",
        "違約金は記載されていない。",
        "違約金については記載されていません。",
        "該当する条項は見当たりません。",
        "期限は定められていない。",
        "担保については言及されていない。",
        "その情報は含まれていない。",
        "保険に関する記載はありません。",
        "No escrow agent appears in the document.",
        "No escrow agent is named.",
        "Neither document mentions an auditor.",
        "Neither party's auditor is named.",
        "None of the contracts contains a price.",
        "The document lacks an arbitration clause.",
        "An escrow agent is never mentioned.",
        "The report never mentions a guarantor.",
        "Termination is not dealt with.",
        "The auditor's name is omitted.",
        "The contract leaves this open.",
        "It is unclear from the text who the auditor is.",
        "I don't know who the auditor is.",
        "That is beyond the scope of this document.",
        "None.",
        "No.",
        "N/A",
        "Not applicable.",
        "| Auditor | None |\n| Rent | 5 |",
        "没有。",
        "无。",
        "暂无",
        "仲裁机构：无",
        "合同中没有违约金。",
        "不含仲裁条款。",
        "該合同未設置違約金。",
        "いいえ、ありません。",
        "監査人の名前はない。",
    ],
)
def test_an_answer_that_says_something_is_absent(said: str) -> None:
    assert says_absent(said)


@pytest.mark.parametrize(
    "said",
    [
        "The dividend is “0.85 euros a share” [p. 2].",
        "It says: “He wrote “it is not stated” and left.” [p. 3]",
        "It says: “The Company does not provide warranties.” [p. 3]",
        "The contract says “nothing in the document is not stated” [p. 3].",
        "> The fee is not stated in the document.\n\nThat is said [p. 4].",
        "“合同未约定的事项，由双方协商。”[第3页]",
        "The fee is not refundable “not refundable” [p. 9].",
        "Revenue did not grow in 2023 “flat” [p. 4].",
        "The tenant shall not sublet.",
        "The tenant shall not sublet “without consent” [p. 3].",
        "The deposit must be paid no later than 3 June 2024.",
        "There is no rent in the first month.",
        "The rent is not included in the service charge.",
        "The supplier is not obliged to provide spare parts.",
        "The tenant does not have to give notice.",
        "The Company does not provide a warranty.",
        "The court found no breach of duty.",
        "The auditors found no material misstatement.",
        "Neither party may disclose the terms.",
        "Notice is not to be given by e-mail.",
        "No information shall be passed to third parties.",
        "The product contains no asbestos.",
        "No such consent may be withheld.",
        "The agreement does not apply to subsidiaries.",
        "The lease does not end before 2030.",
        "Costs not mentioned above are borne by the buyer.",
        "Yes, the seller has no further claims.",
        "It is stated on page 3 that the fee is due.",
        "The clause provides that nothing limits liability for fraud.",
        "The silent partner holds 20 percent.",
        "股息为每股 0.85 欧元。",
        "承租人不得转租。",
        "合同未约定的事项，由双方协商。",
        "公司不存在虚假记载。",
        "公司没有违反任何规定。",
        "公司并未支付股息。",
        "审计未发现重大错报。",
        "合同无效。",
        "借主は転貸してはならない。",
        "配当は支払われていません。",
        "No, the deposit is returned “within 14 days” [p. 3].",
        "No notice is given to the tenant before 3 June.",
        "No default occurs to the extent that payment is made.",
        "Neither party is liable for indirect loss.",
        "None of the tenants paid rent in May.",
        "The tenant never paid the rent.",
        "The wall lacks a damp course.",
        "合同中无须支付押金。",
        "合同无须公证。",
        "没有甲方的书面同意，乙方不得转租。",
    ],
)
def test_an_answer_that_says_nothing_of_the_kind(said: str) -> None:
    assert not says_absent(said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is the escrow agent?", "There is no escrow agent."),
        ("Is there a cap on liability?", "There is no cap on liability."),
        ("What are the penalties for late delivery?", "There are no penalties."),
        ("Does it mention an escrow agent?", "No, it does not."),
        ("Is an auditor named anywhere?", "No auditor."),
        ("Who is the escrow agent?", "The parties did not agree on an escrow agent."),
        ("Does the lease have a break option?", "No break option exists under it."),
        ("What warranties are given?", "The seller gives no warranty."),
        ("违约金是多少？", "双方没有违约金的安排。"),
        ("合同里有没有约定违约金？", "没有，双方另行协商。"),
        ("違約金是多少？", "没有违约金。"),
        ("仲裁机构是哪个？", "未指定仲裁机构。"),
    ],
)
def test_an_answer_that_denies_what_its_question_asks_for(question: str, said: str) -> None:
    assert says_absent(said, question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the rent in the second month?", "There is no interest in the first month."),
        ("Can the tenant sublet?", "The tenant has no right to sublet."),
        ("Can the tenant sublet?", "No, the tenant shall not sublet."),
        ("Is the deposit refundable?", "The deposit is not refundable."),
        ("When does the lease end?", "The lease does not end before 2030."),
        ("Is there rent in the first month?", "There is no rent: “no rent shall be due” [p. 2]."),
        ("What is the dividend?", "It is 0.85 euros, and there is no scrip alternative."),
        ("承租人可以转租吗？", "承租人不得转租。"),
        ("租金是多少？", "租金为5000元，没有递增。"),
        (
            "Is there a cap on liability?",
            "Yes. Liability is capped at EUR 5 million; there is no cap for fraud.",
        ),
        ("Does the price include VAT?", "No, VAT is added to the price at 19 percent [p. 3]."),
        (
            "Does the lease mention a deposit?",
            "Not only a deposit of EUR 5,000 but also a guarantee is required.",
        ),
        ("Does the lease have a break clause?", "None of the parties may terminate before 2030."),
        ("是否有保证金？", "不仅有保证金500元，还有担保。"),
        ("是否约定保密义务？", "未经甲方同意，乙方不得披露保密信息，因此有保密义务。"),
    ],
)
def test_an_answer_that_denies_something_else_or_quotes_what_says_so(question: str, said: str) -> None:
    assert not says_absent(said, question)


@pytest.mark.parametrize(
    "piece", ["the document ", "not ", "没有", "there is no a b c ", "未对", " " * 9, "“", "x" * 9, "> "]
)
def test_a_long_answer_is_read_in_one_pass(piece: str) -> None:
    """Eight times the text takes nowhere near sixty-four times the time: a ratio, on the same machine."""
    small, large = (piece * (length // len(piece)) for length in (20_000, 160_000))

    def least(text: str) -> float:
        times = []
        for _ in range(3):
            started = time.process_time()
            says_absent(text)
            times.append(time.process_time() - started)
        return min(times)

    assert least(large) < 24 * least(small) + 0.05
