"""Values are taken whole, and not out of other values."""

import time

import pytest
from extractive import patterns

from docanalyzer.pipeline.values import Doubt, normalise


def found(kind: str, text: str) -> list[str]:
    return [one.value for one in patterns.find(kind, text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("本合同自2025年3月1日起生效，有效期为三年，至2028年2月29日止。", ["三年"]),
        ("自二〇二五年三月三十日起三年内", ["三年"]),
        ("自2025 年 3 月 1 日起", []),
        ("第三年起租金上调", []),
        ("提前三十（30）日书面通知", ["三十（30）日"]),
        ("收到发票后三十日内", ["三十日"]),
        ("十二个月或30个工作日", ["十二个月", "30个工作日"]),
    ],
)
def test_a_day_of_a_chinese_date_is_no_period(text: str, values: list[str]) -> None:
    assert found("duration", text) == values


def test_a_number_in_words_is_taken_whole() -> None:
    text = (
        "On forty-one days it stood; within one hundred and eighty days, thirty-six (36) months, sixty days."
    )
    values = ["forty-one days", "one hundred and eighty days", "thirty-six (36) months", "sixty days"]
    assert found("duration", text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("合同总价为人民币壹佰贰拾万元整（¥1,500,000.00）。", ["人民币壹佰贰拾万元整（¥1,500,000.00）"]),
        ("押金人民币叁拾元伍角整(小写：¥30.50元)。", ["人民币叁拾元伍角整(小写：¥30.50元)"]),
        ("租金壹万元整（含税）", ["壹万元整"]),
        ("the setup fee is 1+1 EUR 2,500.00", ["EUR 2,500.00"]),
        ("a fee of 5 million EUR", ["5 million EUR"]),
    ],
)
def test_an_amount_keeps_the_figures_beside_its_words(text: str, values: list[str]) -> None:
    assert found("amount", text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "It pays US$3,000,000 (three hundred thousand dollars) a year.",
            "US$3,000,000 (three hundred thousand dollars)",
        ),
        ("The fee is one million dollars ($100,000).", "one million dollars ($100,000)"),
        ("Pay US dollars five thousand (US$6,000) now", "US dollars five thousand (US$6,000)"),
        ("at EUR 5,000 (six thousand) each", "EUR 5,000 (six thousand)"),
        ("合同总价为人民币50,000元（大写：陆万元整）。", "人民币50,000元（大写：陆万元整）"),
        ("价款50,000元，大写：陆万元整。", "50,000元，大写：陆万元整"),
        ("共计¥50,000.00（人民币陆万元整）", "¥50,000.00（人民币陆万元整）"),
    ],
)
def test_an_amount_said_twice_is_one_value_that_shows_a_contradiction(text: str, value: str) -> None:
    assert found("amount", text) == [value]
    normal = normalise(value, "amount")
    assert normal is not None
    assert normal.doubt is Doubt.WORDS_DIFFER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("€5 million (£4 million)", ["€5 million", "£4 million"]),
        ("a fee of $5,000 (the “Fee”)", ["$5,000"]),
        ("$5,000 (one year)", ["$5,000"]),
        ("价款50,000元（含税）", ["50,000元"]),
        ("US$3,000,000 (2024: US$2,000,000)", ["US$3,000,000", "US$2,000,000"]),
    ],
)
def test_other_brackets_behind_an_amount_are_no_part_of_it(text: str, values: list[str]) -> None:
    assert found("amount", text) == values


def test_a_long_row_of_digits_takes_no_time() -> None:
    begun = time.monotonic()
    found("amount", "$" + "9," * 5_000 + "one hundred " * 1_000)
    assert time.monotonic() - begun < 5


def test_shares_of_ten_thousand_are_percentages() -> None:
    assert found("percentage", "按未付金额的万分之五支付违约金，不低于千分之三") == ["万分之五", "千分之三"]


def test_who_decides_a_dispute_is_no_party() -> None:
    assert found("party", "争议提交上海国际经济贸易仲裁委员会仲裁。") == []
    assert found("party", "款项提交北京银行审批。") == ["北京银行"]


def test_a_document_named_in_brackets_is_no_party() -> None:
    assert found("party", "It consists of (1) this Cover Page (“Cover Page”) and annexes.") == []
