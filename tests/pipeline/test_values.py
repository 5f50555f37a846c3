"""Values as documents write them, and what they mean: never a guess without a word."""

from datetime import date
from decimal import Decimal

import pytest

from docanalyzer.pipeline.values import Doubt, normalise


@pytest.mark.parametrize(
    ("written", "number", "currency"),
    [
        ("£1,284.6 million", "1284600000", "GBP"),
        ("人民币壹佰万元整", "1000000", "CNY"),
        ("人民币100万元", "1000000", "CNY"),
        ("￥3,000,000.00元", "3000000", "CNY"),
        ("人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123456.78", "CNY"),
        ("3.5亿美元", "350000000", "USD"),
        ("5000万港元", "50000000", "HKD"),
        ("US$ 5.25 million", "5250000", "USD"),
        ("US$5 million dollars", "5000000", "USD"),
        ("USD 3.5bn", "3500000000", "USD"),
        ("42.7 million euros", "42700000", "EUR"),
        ("1.284,60 EUR", "1284.60", "EUR"),
        ("1 284,60 €", "1284.60", "EUR"),
        ("CHF 1'284.60", "1284.60", "CHF"),
        ("1,284 Mio. EUR", "1284000", "EUR"),
        ("-£3.2 million", "-3200000", "GBP"),
        ("£(3.2)", "-3.2", "GBP"),
        ("INR 1,00,000", "100000", "INR"),
        ("two hundred and fifty thousand US dollars", "250000", "USD"),
        ("£0.125", "0.125", "GBP"),
    ],
)
def test_amounts_are_numbers_of_whole_units_with_their_currency(
    written: str, number: str, currency: str
) -> None:
    normal = normalise(written, "amount")
    assert normal is not None
    assert (normal.number, normal.unit, normal.doubt) == (Decimal(number), currency, None)


@pytest.mark.parametrize(
    ("written", "number", "unit", "doubt"),
    [
        ("$5m", "5000000", "$", Doubt.WHICH_DOLLAR),
        ("¥1,000", "1000", "¥", Doubt.WHICH_YEN),
        ("20,000 pounds", "20000", "£", Doubt.WHICH_POUND),
        ("100万元", "1000000", "CNY", Doubt.YUAN_ASSUMED),
        ("1,284.6", "1284.6", "", Doubt.NO_CURRENCY),
    ],
)
def test_an_assumption_about_the_currency_is_said(written: str, number: str, unit: str, doubt: Doubt) -> None:
    normal = normalise(written, "amount")
    assert normal is not None
    assert (normal.number, normal.unit, normal.doubt) == (Decimal(number), unit, doubt)


def test_thousands_and_decimals_that_cannot_be_told_apart_give_both_readings() -> None:
    normal = normalise("EUR 1.284", "amount")
    assert normal is not None
    assert (normal.value, normal.readings, normal.doubt) == (
        None,
        ("1.284 EUR", "1284 EUR"),
        Doubt.TWO_READINGS,
    )


def test_words_and_figures_of_one_amount_must_agree() -> None:
    same = normalise("人民币壹佰万元整（¥1,000,000.00）", "amount")
    assert same is not None
    assert (same.number, same.unit, same.doubt) == (Decimal(1000000), "CNY", None)
    other = normalise("人民币壹佰万元整（¥1,100,000.00）", "amount")
    assert other is not None
    assert (other.value, other.doubt) == (None, Doubt.WORDS_DIFFER)
    assert other.readings == ("1000000 CNY", "1100000 ¥")


@pytest.mark.parametrize(
    "written",
    ["£5m to £7m", "5 EUR 6", "USD", "about $5m", "£1,284.6 million (2022: £1,100 million)", "1,28,45 EUR",
     "EUR 5 Billion USD", "三万五元", "", "—"],
)  # fmt: skip
def test_what_is_not_one_amount_is_left_alone(written: str) -> None:
    assert normalise(written, "amount") is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025年3月1日", (2025, 3, 1)),
        ("二〇二五年十二月三十一日", (2025, 12, 31)),
        ("２０２５年３月１日", (2025, 3, 1)),
        ("3 June 2024", (2024, 6, 3)),
        ("June 3, 2024", (2024, 6, 3)),
        ("the 3rd day of June, 2024", (2024, 6, 3)),
        ("Monday, 3 June 2024", (2024, 6, 3)),
        ("31-Dec-2023", (2023, 12, 31)),
        ("1. März 2024", (2024, 3, 1)),
        ("1er mars 2024", (2024, 3, 1)),
        ("31 de diciembre de 2023", (2023, 12, 31)),
        ("2024/6/3", (2024, 6, 3)),
        ("13.2.2025", (2025, 2, 13)),
        ("02/13/2025", (2025, 2, 13)),
        ("3.3.2025", (2025, 3, 3)),
    ],
)
def test_days(written: str, day: tuple[int, int, int]) -> None:
    normal = normalise(written, "date")
    assert normal is not None
    assert (normal.day, normal.text, normal.doubt) == (date(*day), date(*day).isoformat(), None)


def test_a_day_and_month_in_either_order_is_not_decided() -> None:
    normal = normalise("1.2.2025", "date")
    assert normal is not None
    assert (normal.value, normal.text, normal.doubt) == (None, "", Doubt.TWO_READINGS)
    assert normal.readings == ("2025-02-01", "2025-01-02")


@pytest.mark.parametrize(
    ("written", "text"),
    [("June 2024", "2024-06"), ("2025年3月", "2025-03"), ("2025年度", "2025"), ("2024", "2024")],
)
def test_a_month_or_a_year_is_not_made_a_day(written: str, text: str) -> None:
    normal = normalise(written, "date")
    assert normal is not None
    assert (normal.value, normal.text) == (None, text)


@pytest.mark.parametrize(
    "written",
    ["31.2.2025", "29 February 2023", "3/6/24", "within 30 days", "before 3 June 2024", "Q3 2024", "May",
     "2025年13月", "0/0/2024"],
)  # fmt: skip
def test_what_is_not_a_date_is_left_alone(written: str) -> None:
    assert normalise(written, "date") is None


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("12.5%", "12.5", "%"),
        ("12,5 %", "12.5", "%"),
        ("百分之十二点五", "12.5", "%"),
        ("千分之三", "0.3", "%"),
        ("50 basis points", "0.5", "%"),
        ("5‰", "0.5", "%"),
        ("(3.2)%", "-3.2", "%"),
        ("five per cent (5%)", "5", "%"),
        ("2个百分点", "2", "pp"),
    ],
)
def test_percentages(written: str, number: str, unit: str) -> None:
    normal = normalise(written, "percentage")
    assert normal is not None
    assert (normal.number, normal.unit) == (Decimal(number), unit)


@pytest.mark.parametrize("written", ["5% (6%)", "about 5%", "5", "5-7%"])
def test_what_is_not_one_percentage_is_left_alone(written: str) -> None:
    assert normalise(written, "percentage") is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("30 days", "P30D"),
        ("thirty (30) days", "P30D"),
        ("六十日", "P60D"),
        ("三年", "P3Y"),
        ("12个月", "P12M"),
        ("two quarters", "P6M"),
        ("2 years and 6 months", "P2Y6M"),
        ("2年6个月", "P2Y6M"),
        ("半年", "P6M"),
        ("24 hours", "PT24H"),
        ("30个工作日", "30 business days"),
        ("five Business Days", "5 business days"),
    ],
)
def test_durations(written: str, text: str) -> None:
    normal = normalise(written, "duration")
    assert normal is not None
    assert normal.text == text


def test_a_duration_whose_words_and_figures_differ_is_flagged() -> None:
    normal = normalise("thirty (40) days", "duration")
    assert normal is not None
    assert (normal.value, normal.doubt, normal.readings) == (None, Doubt.WORDS_DIFFER, ("30 days", "40 days"))


@pytest.mark.parametrize(
    ("written", "kind", "readings"),
    [
        ("US$100,000 (two hundred thousand dollars)", "amount", ("100000 USD", "200000 $")),
        ("two hundred thousand dollars (US$100,000)", "amount", ("200000 $", "100000 USD")),
        ("one hundred thousand (110,000) US dollars", "amount", ("100000 USD", "110000 USD")),
        ("one hundred thousand US dollars (HK$100,000)", "amount", ("100000 USD", "100000 HKD")),
        ("¥600,000.00（人民币伍拾万元整）", "amount", ("600000 ¥", "500000 CNY")),
        ("人民币500,000元（大写：陆拾万元整）", "amount", ("500000 CNY", "600000 CNY")),
        ("大写：伍拾万元整；小写：¥600,000.00", "amount", ("500000 CNY", "600000 ¥")),
        ("人民币伍拾万元整，¥600,000.00", "amount", ("500000 CNY", "600000 ¥")),
        ("five per cent (6%)", "percentage", ("5%", "6%")),
        ("25% (twenty percent)", "percentage", ("25%", "20%")),
        ("twenty (25) per cent", "percentage", ("20%", "25%")),
        ("百分之二十（25%）", "percentage", ("20%", "25%")),
        ("30（四十）日", "duration", ("30 days", "40 days")),
        ("thirty days (60 days)", "duration", ("30 days", "60 days")),
        ("five (6)", "number", ("5", "6")),
    ],
)
def test_words_and_figures_that_differ_are_both_shown_in_either_order(
    written: str, kind: str, readings: tuple[str, ...]
) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.value, normal.doubt, normal.readings) == (None, Doubt.WORDS_DIFFER, readings)


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("US$100,000 (one hundred thousand dollars)", "amount", "100000 USD"),
        ("one hundred thousand (100,000) US dollars", "amount", "100000 USD"),
        ("¥500,000.00（人民币伍拾万元整）", "amount", "500000 CNY"),
        ("港币伍万元整（HK$50,000）", "amount", "50000 HKD"),
        ("EUR 1.284 (one thousand two hundred and eighty-four euros)", "amount", "1284 EUR"),
        ("20% (twenty percent)", "percentage", "20%"),
        ("30（三十）日", "duration", "P30D"),
        ("one year (12 months)", "duration", "P1Y"),
        ("5 (five)", "number", "5"),
    ],
)
def test_words_and_figures_that_agree_are_one_value_in_either_order(
    written: str, kind: str, text: str
) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.text, normal.doubt) == (text, None)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("US$100,000 (RMB 720,000)", "amount"),
        ("£5 million (£4 million)", "amount"),
        ("one month (30 days)", "duration"),
    ],
)
def test_two_figures_in_one_value_are_not_words_and_figures_of_one(written: str, kind: str) -> None:
    assert normalise(written, kind) is None


@pytest.mark.parametrize(
    ("written", "text", "period"),
    [
        ("£1,284.6 million (2025)", "1284600000 GBP", "2025"),
        ("2025: £1,284.6 million", "1284600000 GBP", "2025"),
        ("2025：£1,284.6 million", "1284600000 GBP", "2025"),
        ("FY2024: (3.2) million EUR", "-3200000 EUR", "FY2024"),
        ("£(3.2) million in 2024", "-3200000 GBP", "2024"),
        ("£5m (FY24)", "5000000 GBP", "FY24"),
        ("£5 million for the year ended 31 December 2024", "5000000 GBP", "year ended 31 December 2024"),
        ("人民币1.2亿元，2024年", "120000000 CNY", "2024年"),
        ("£5m (2023/24)", "5000000 GBP", "2023/24"),
        ("£5m as at 31 December 2024", "5000000 GBP", "as at 31 December 2024"),
        ("year ended 31 March 2024: £5m", "5000000 GBP", "year ended 31 March 2024"),
        ("£1,284.6 million, 2025", "1284600000 GBP", "2025"),
        ("2024: £2,025 million", "2025000000 GBP", "2024"),
        ("2024年：人民币1.2亿元", "120000000 CNY", "2024年"),
        ("人民币1.2亿元（2024年度）", "120000000 CNY", "2024年度"),
        ("2024年末人民币1.2亿元", "120000000 CNY", "2024年末"),
    ],
)
def test_the_year_of_an_amount_stands_beside_it(written: str, text: str, period: str) -> None:
    normal = normalise(written, "amount")
    assert normal is not None
    assert (normal.text, normal.doubt, normal.period) == (text, None, period)


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("7,846 (2025)", "number", "7846"),
        ("2024年：7,846", "number", "7846"),
        ("2024: 12.5%", "percentage", "12.5%"),
    ],
)
def test_numbers_and_shares_have_years_too(written: str, kind: str, text: str) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.text, bool(normal.period)) == (text, True)


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("2024", "number", "2024"),
        ("two thousand and twenty dollars (2020)", "amount", "2020 $"),
        ("2000,50 EUR", "amount", "2000.5 EUR"),
        ("GBP 2,024", "amount", "2024 GBP"),
        ("2024 million EUR", "amount", "2024000000 EUR"),
    ],
)
def test_a_figure_that_looks_like_a_year_is_none(written: str, kind: str, text: str) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.text, normal.period) == (text, "")


@pytest.mark.parametrize(
    "written",
    ["2024: £5m; 2023: £4m", "£5m (2023: £4m)", "2024", "FY2024", "£5 million 2024", "2000:1", "£19.99元"],
)
def test_two_years_or_a_year_alone_are_not_one_amount(written: str) -> None:
    normal = normalise(written, "amount")
    assert normal is None or normal.doubt is Doubt.NO_CURRENCY


@pytest.mark.parametrize(
    ("written", "kind", "readings", "period"),
    [
        ("2024年（5亿元）", "amount", ("500000000 CNY", "-500000000 CNY"), "2024年"),
        ("FY2024 (£5m)", "amount", ("5000000 GBP", "-5000000 GBP"), "FY2024"),
        ("FY2024 – £5m", "amount", ("5000000 GBP", "-5000000 GBP"), "FY2024"),
        ("2024年-5亿元", "amount", ("500000000 CNY", "-500000000 CNY"), "2024年"),
        ("2024年（1,200）", "number", ("1200", "-1200"), "2024年"),
        ("2024年度 - 3.5%", "percentage", ("3.5%", "-3.5%"), "2024年度"),
    ],
)
def test_brackets_or_a_dash_right_behind_a_period_may_be_no_minus(
    written: str, kind: str, readings: tuple[str, ...], period: str
) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.value, normal.readings, normal.doubt) == (None, readings, Doubt.TWO_READINGS)
    assert normal.period == period


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("FY2024: (3.2) million EUR", "amount", "-3200000 EUR"),
        ("2024年：-5亿元", "amount", "-500000000 CNY"),
        ("FY2024 minus 5", "number", "-5"),
        ("2024年负5", "number", "-5"),
        ("2024年度 -3.5%", "percentage", "-3.5%"),
        ("2024年为(5亿元)", "amount", "-500000000 CNY"),
    ],
)
def test_a_minus_behind_a_mark_or_in_words_is_one(written: str, kind: str, text: str) -> None:
    normal = normalise(written, kind)
    assert normal is not None
    assert (normal.text, normal.doubt is Doubt.TWO_READINGS) == (text, False)


@pytest.mark.parametrize(
    "written",
    ["2010, 2015", "2010; 2015", "2010 | 2015", "2010 (2015)", "2010年, 2015", "2010年 2015", "FY2010, 2015",
     "2024-05: 12", "2024-12, 2024", "12 (2024-05)",
     "as at 2024-05: 12"],
)  # fmt: skip
def test_a_list_of_years_and_a_month_are_no_number_of_a_period(written: str) -> None:
    normal = normalise(written, "number")
    assert normal is None or not normal.period


@pytest.mark.parametrize(
    "written", ["2024: 2025", "2023-24: 12", "2010-12: 12", "1999-00: 12", "12 (2011/12)"]
)
def test_a_year_or_a_span_of_years_is_a_period(written: str) -> None:
    normal = normalise(written, "number")
    assert normal is not None
    assert normal.period


def test_the_quotation_completes_an_amount_whose_year_it_does_not_repeat() -> None:
    normal = normalise("1,284.6 million (2025)", "amount", "Revenue was £1,284.6 million")
    assert normal is not None
    assert (normal.text, normal.doubt, normal.period) == ("1284600000 GBP", None, "2025")


@pytest.mark.parametrize("written", ["six months after closing", "the term", "days", "3 to 5 days"])
def test_what_is_not_one_duration_is_left_alone(written: str) -> None:
    assert normalise(written, "duration") is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (42700000, "42700000"),
        (0.1, "0.1"),
        (1.284, "1.284"),
        ("1,284", "1284"),
        ("minus 3", "-3"),
        ("壹佰", "100"),
    ],
)
def test_numbers(written: object, number: str) -> None:
    normal = normalise(written, "number")
    assert normal is not None
    assert normal.number == Decimal(number)


@pytest.mark.parametrize(
    ("written", "quote", "number", "unit"),
    [
        ("38.6亿元", "实现营业收入人民币38.6亿元，较上年增长7.3%。", "3860000000", "CNY"),
        ("$5m", "a fee of US$5m is due", "5000000", "USD"),
        ("1,284.6", "Revenue (EUR 1,284.6) rose", "1284.6", "EUR"),
        ("500", "a deposit of 500 euros, payable", "500", "EUR"),
    ],
)
def test_the_quotation_may_name_the_currency(written: str, quote: str, number: str, unit: str) -> None:
    normal = normalise(written, "amount", quote)
    assert normal is not None
    assert (normal.number, normal.unit, normal.doubt) == (Decimal(number), unit, None)


@pytest.mark.parametrize(
    ("written", "quote", "doubt"),
    [
        ("$5m", "a fee of $5m is due", Doubt.WHICH_DOLLAR),
        ("38.6亿元", "收入38.6亿元，上年人民币38.6亿元", Doubt.YUAN_ASSUMED),
        ("38.6亿元", "收入人民币三十八亿元", Doubt.YUAN_ASSUMED),
        ("1,284.6", "Revenue was £1,284.6 million", Doubt.CUT_SHORT),
        ("500", "PEUR 500 a unit", Doubt.NO_CURRENCY),
        ("500", "USD 500 EUR", Doubt.NO_CURRENCY),
    ],
)
def test_a_quotation_that_does_not_settle_it_leaves_the_doubt(written: str, quote: str, doubt: Doubt) -> None:
    normal = normalise(written, "amount", quote)
    assert normal is not None
    assert normal.doubt == doubt


def test_text_and_parties_have_no_normal_form() -> None:
    assert normalise("Harbour Mills plc", "party") is None
    assert normalise("12 May 2024", "text") is None
    assert normalise(True, "number") is None


def test_a_text_of_any_length_and_kind_is_answered_and_never_raises() -> None:
    odd = [
        "9" * 199,
        "(" * 100 + "5" + ")" * 99,
        "壹" * 150,
        "万" * 80,
        "1e999999999",
        "0" * 100 + "年",
        "." * 150,
        "1,",
        "2024 " * 40,
        "(2024)" * 33,
        "FY 2024 - " * 20,
        "year ended 31 December 2024 " * 7,
        "二〇二四年" * 40,
    ]
    for kind in ("number", "date", "amount", "percentage", "duration"):
        for text in odd:
            normalise(text, kind)
