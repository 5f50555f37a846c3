"""A quote that leaves out the "not" of its sentence, or the beginning or the end of a number, is not verified."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline.citations import CitationState
from tests.pipeline.citations.quoting import state


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("None of the Directors shall be liable for losses.", "the Directors shall be liable for losses"),
        ("None of the Directors shall be liable for losses.", "be liable for losses"),
        ("Nothing in this Agreement shall limit the liability.", "this Agreement shall limit the liability"),
        ("Nothing in this Agreement shall limit the liability.", "limit the liability"),
        ("Hardly any of the Lenders agreed to the extension.", "the Lenders agreed to the extension"),
        ("Few of the Lenders agreed to the extension.", "the Lenders agreed to the extension"),
        (
            "Neither the Seller nor any affiliate shall be liable.",
            "the Seller nor any affiliate shall be liable",
        ),
        ("Neither the Seller nor any affiliate shall be liable.", "any affiliate shall be liable"),
        ("No director, officer or employee shall be entitled.", "officer or employee shall be entitled"),
        ("No director may receive a bonus.", "director may receive a bonus"),
        ("Not all of the Lenders agreed to the extension.", "the Lenders agreed to the extension"),
        ("The Seller failed to deliver the goods by 1 May.", "deliver the goods by 1 May"),
        ("The Seller refuses to deliver the goods by 1 May.", "deliver the goods by 1 May"),
        ("The Seller is unable to deliver the goods by 1 May.", "deliver the goods by 1 May"),
        ("Its failure to deliver the goods by 1 May was noted.", "deliver the goods by 1 May"),
        ("The Seller no longer delivers the goods.", "delivers the goods"),
        ("The Seller leaves instead of delivering the goods.", "delivering the goods"),
        ("The Seller leaves without delivering the goods.", "delivering the goods"),
        ("It rejected the claim that the Buyer breached the deed.", "the Buyer breached the deed"),
        ("It does not believe that the Buyer breached the deed.", "the Buyer breached the deed"),
        ("The Buyer denies that it breached the deed.", "it breached the deed"),
        ("The Tenant may not, without consent, sublet the Premises.", "sublet the Premises"),
        ("The Tenant must not assign, charge or sublet the Premises.", "charge or sublet the Premises"),
        ("The Tenant can't assign, charge or sublet the Premises.", "charge or sublet the Premises"),
        ("The Tenant shall not: (a) assign the lease; (b) sublet the Premises.", "(b) sublet the Premises"),
        ("A may end it if B (a) does not pay, insure or repair the ship.", "repair the ship"),
        ("B (a) shall not: (i) assign the lease; (ii) sublet the Premises.", "(ii) sublet the Premises"),
        ("The Tenant does not own it and may not assign or sublet the Premises.", "sublet the Premises"),
        ("The Supplier shall not copy or process the data of the Buyer.", "process the data of the Buyer"),
        ("The Tenant must not damage, cut or fell any trees on the land.", "fell any trees on the land"),
        (
            "The Tenant shall not copy or disclose information it receives.",
            "disclose information it receives",
        ),
        ("If the Tenant does not pay, repair or insure the ship, it must go.", "repair or insure the ship"),
        ("No director, officer or employee receives a bonus.", "officer or employee receives a bonus"),
        ("The Tenant is not required to insure the Premises.", "insure the Premises"),
        ("Under no circumstances whatsoever shall the Supplier be liable.", "the Supplier be liable"),
        ("The Tenant shall pay nothing for the Premises.", "The Tenant shall pay"),
        ("The claim of a breach by the Buyer is false.", "a breach by the Buyer"),
        ("The Tenant shall not:\n1. assign the lease;\n2. sublet the Premises.", "sublet the Premises"),
        ("The claim that the Buyer breached the deed was dismissed.", "the Buyer breached the deed"),
        ("The Supplier will pay interest under no circumstances.", "The Supplier will pay interest"),
        ("The Supplier will pay interest to no one.", "The Supplier will pay interest"),
        (
            "The Tenant is prohibited from the following:\n(a) subletting the Premises;\n(b) keeping animals.",
            "(b) keeping animals",
        ),
        (
            "The following are prohibited:\n(a) subletting the Premises;\n(b) keeping animals.",
            "keeping animals",
        ),
        (
            "The following are not permitted: (a) subletting the Premises; (b) keeping dogs.",
            "(b) keeping dogs",
        ),
        ("甲方不得：\n（一）转租房屋；\n（二）改变房屋用途。", "（二）改变房屋用途"),
        ("甲方不同意由乙方承担费用。", "由乙方承担费用"),
        ("卖方未能按期交付货物并通知买方。", "按期交付货物并通知买方"),
        ("卖方未按约定的时间交付货物并通知买方。", "交付货物并通知买方"),
        ("卖方无法按期交付货物并通知买方。", "按期交付货物并通知买方"),
        ("本公司未曾向关联方提供担保。", "向关联方提供担保"),
        ("甲方难以按期支付全部租金。", "按期支付全部租金"),
        ("甲方拒绝按期支付全部租金。", "按期支付全部租金"),
        ("甲方无义务向乙方支付补偿金。", "向乙方支付补偿金"),
        ("该条款并不意味着乙方承担连带责任。", "乙方承担连带责任"),
        ("本合同并非由乙方承担连带责任。", "由乙方承担连带责任"),
        ("甲方免除乙方承担连带责任。", "承担连带责任"),
        ("乙方不得转让、出租、抵押该房屋。", "抵押该房屋"),
        ("乙方不得：（1）转租房屋；（2）改变房屋用途。", "改变房屋用途"),
        ("乙方承担连带责任的情形除外。", "乙方承担连带责任"),
        ("甲は損害を賠償する責めを負わない。", "甲は損害を賠償する"),
        ("甲は本契約を解除することはできないものとする。", "甲は本契約を解除することは"),
        ("甲は本契約を解除することを禁ずる。", "本契約を解除すること"),
        ("甲が本契約を解除する権利は一切有しない。", "甲が本契約を解除する権利は"),
        ("甲は損害を賠償する責任を免れる。", "甲は損害を賠償する"),
    ],
)
def test_a_negation_left_out_is_shown(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The Tenant shall not sublet, and the Landlord shall pay the tax.",
            "the Landlord shall pay the tax",
        ),
        ("The Tenant shall not sublet; the Landlord pays the tax.", "the Landlord pays the tax"),
        ("A few of the Lenders agreed to the extension.", "the Lenders agreed to the extension"),
        ("The land, which is not a park, was sold to the Buyer.", "was sold to the Buyer"),
        ("It did not pay a dividend, invested in ships and grew.", "invested in ships and grew"),
        ("It was sold to No. 3 of the Schedule in May.", "of the Schedule in May"),
        ("It is not only late but also sold to the Buyer.", "sold to the Buyer"),
        ("It pays no later than 30 days after receipt.", "30 days after receipt"),
        ("B (a) does not pay within 30 days; (b) becomes insolvent; or (c) ends.", "(b) becomes insolvent"),
        (
            "B (i) commits a breach that cannot be cured; (ii) dissolves or stops conducting business.",
            "(ii) dissolves or stops conducting business",
        ),
        ("B (i) does not pay, (ii) fails to deliver, or (iii) wound up.", "wound up"),
        ("If there is no objection, payment is due within 30 days.", "payment is due within 30 days"),
        ("If the Buyer does not pay, interest accrues daily.", "interest accrues daily"),
        (
            "If the Buyer does not pay, default interest of 8% runs at once.",
            "default interest of 8% runs at once",
        ),
        ("There was no change in policy, but revenue rose by 5 percent.", "but revenue rose by 5 percent"),
        ("It did not propose a dividend: net debt fell to 4 million.", "net debt fell to 4 million"),
        ("It has no fixed term, is governed by English law and binds.", "is governed by English law"),
        ("Nothing herein creates a bond, and each party remains free.", "each party remains free"),
        ("Contract No 7 was signed on 4 May 2020.", "was signed on 4 May 2020"),
        ("The following are permitted: (a) subletting the Premises; (b) keeping dogs.", "(b) keeping dogs"),
        ("The report that the Buyer paid the price was filed.", "the Buyer paid the price"),
        ("甲方不同意的，由乙方承担费用。", "由乙方承担费用"),
        ("It is a shell: Yes No as shown", "It is a shell: Yes"),
        ("发生不可抗力时甲方应当通知乙方。", "甲方应当通知乙方"),
        ("担保人不可撤销地承担连带责任。", "承担连带责任"),
        ("合同终止后乙方应当返还房屋。", "乙方应当返还房屋"),
        ("未来三年公司将扩大产能。", "公司将扩大产能"),
        ("未到期的贷款应当按期偿还。", "应当按期偿还"),
        ("乙方承担连带责任，但不可抗力除外。", "乙方承担连带责任"),
        ("甲は代金を支払い、乙は関与しない。", "甲は代金を支払い"),
        ("甲は乙に対し代金を支払う義務を負わなければならない。", "代金を支払う義務"),
        ("甲は代金を支払う。乙は関与しない。", "甲は代金を支払う"),
    ],
)
def test_what_a_negation_does_not_reach_is_verified(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the fee is one hundred fifty thousand dollars", "fifty thousand dollars"),
        ("the fee is one hundred and fifty thousand dollars", "fifty thousand dollars"),
        ("the fee is two million, five hundred thousand dollars", "five hundred thousand dollars"),
        ("a period of one hundred and twenty days", "twenty days"),
        ("a period of one hundred and twenty days", "a period of one hundred"),
        ("a period of twenty-first days", "first days"),
        ("a fee of five million dollars", "a fee of five"),
        ("a fee of five percent", "a fee of five"),
        ("a fee of five and a half percent", "a fee of five"),
        ("twenty-five and one half percent", "one half percent"),
        ("interest accrues at 5 1/2% a year", "interest accrues at 5"),
        ("interest accrues at 5 ½% a year", "interest accrues at 5"),
        ("interest accrues at 5 1/2% a year", "1/2% a year"),
        ("价款为1亿2,000万元整", "2,000万元整"),
        ("价款为1亿2,000万元整", "价款为1亿"),
        ("价款为人民币3,500 000元", "000元"),
        ("a growth of minus 5 percent", "5 percent"),
        ("负5%的增长率", "5%的增长率"),
        ("The operating margin was -4.5% in 2023.", "4.5% in 2023"),
        ("The operating margin was –4.5% in 2023.", "4.5% in 2023"),
        ("The operating margin was − 4.5% in 2023.", "4.5% in 2023"),
        ("Change in working capital -1,250", "1,250"),
        ("The result was -$4.5 million in 2023.", "$4.5 million in 2023"),
        ("The result was −$4.5 million in 2023.", "$4.5 million in 2023"),
        ("The result was -USD 4.5 million in 2023.", "USD 4.5 million in 2023"),
        ("The result was minus $4.5 million in 2023.", "$4.5 million in 2023"),
        ("The result was negative US$4.5 million in 2023.", "US$4.5 million in 2023"),
        ("The result was ($4.5 million) in 2023.", "$4.5 million"),
        ("The result was ($4.5 million) in 2023.", "4.5 million"),
        ("营业利润为-450万元", "450万元"),
        ("营业利润为负￥450万元", "￥450万元"),
        ("气温为零下5度", "5度"),
        ("a share of 10^6 units", "a share of 10"),
        ("an operating result of (5,000) in 2023", "5,000"),
        ("an operating result of (5,000) in 2023", "operating result of (5,000"),
        ("an operating result of (5,000) in 2023", "5,000) in 2023"),
        ("a sum of NOK 5,000 in all", "5,000 in all"),
        ("a sum of 5 Mio. EUR in all", "a sum of 5"),
    ],
)
def test_a_number_cut_off_is_shown(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.CLOSE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("an operating result of (5,000) in 2023", "operating result of (5,000)"),
        ("a fee of five thousand (5,000) dollars", "5,000"),
        ("The operating margin was -4.5% in 2023.", "-4.5% in 2023"),
        ("The operating margin was −4.5% in 2023.", "-4.5% in 2023"),
        ("The result was -$4.5 million in 2023.", "-$4.5 million in 2023"),
        ("The result was -US$4.5 million in 2023.", "-US$4.5 million in 2023"),
        ("The result was minus $4.5 million in 2023.", "minus $4.5 million in 2023"),
        ("The result was ($4.5 million) in 2023.", "($4.5 million)"),
        ("The purchase price ($4.5 million) is payable in May.", "$4.5 million"),
        ("NOK 50 million ($4.5 million) is payable in May.", "$4.5 million"),
        ("net of tax – 1,250 – was paid", "1,250"),
        ("营业利润为-450万元", "-450万元"),
        ("期间为2020年-2021年", "2021年"),
        ("as reported by the auditors (2023) in May", "2023"),
        ("(5) The Tenant pays the rent.", "5) The Tenant pays the rent."),
        ("between one and twenty days", "twenty days"),
        ("the seven and eight ships of the fleet", "eight ships of the fleet"),
        ("a term of one hundred days", "a term of one hundred days"),
        ("in the first five days of May", "five days of May"),
        ("on page 5 of the Schedule", "on page 5"),
        ("万一2,000元未付", "2,000元"),
    ],
)
def test_a_whole_number_is_verified(text: str, quote: str) -> None:
    assert state(text, quote) is CitationState.VERIFIED
