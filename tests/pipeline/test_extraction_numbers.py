"""A number field holds the number that the document means, or none."""

import json
from decimal import Decimal
from typing import Any

import pytest

from docanalyzer.pipeline.extraction import FieldResult, FieldState, read_extraction
from docanalyzer.pipeline.extraction_numbers import as_number
from docanalyzer.pipeline.prompts import json_schema
from docanalyzer.pipeline.values import normalise
from docanalyzer.pipeline.values.notation import COMMA, POINT, notation_of, number_readings

FIELD = [{"name": "rent", "type": "number"}]


def read(value: Any, quote: str = "the rent", notation: str | None = "") -> FieldResult:
    said = value if isinstance(value, str) and value.startswith("{") else None
    text = said or json.dumps({"rent": {"value": value, "quote": quote, "page": 1}})
    (found,) = read_extraction(text, FIELD, json_schema(FIELD), notation=notation).fields
    return found


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("4200", 4200),
        ("4,200,000", 4_200_000),
        ("4.200.000", 4_200_000),
        ("1,234.5", 1234.5),
        ("1.234,50", 1234.5),
        ("1 234 567", 1_234_567),
        ("1\u202f234,5", 1234.5),
        ("1'234'567.5", 1_234_567.5),
        ("12,34,567", 1_234_567),
        ("42,7", 42.7),
        ("42.7", 42.7),
        ("0,125", 0.125),
        ("-0.125", -0.125),
        ("−42,7", -42.7),
        ("１２", 12),
        ("12345,678", 12345.678),
    ],
)
def test_separators_are_read_where_they_can_be_read_in_one_way(written: str, number: float) -> None:
    assert as_number(written, "") == number


@pytest.mark.parametrize(
    "written",
    [
        "1 2 3,4",
        "1,2,3",
        "12,34",
        "1.2.3",
        "1,23,4",
        "1,,2",
        "12 34",
        "1.234.56",
        "4²",
        "9" * 400,
        "1e999",
        "",
        "x",
        "1,",
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    known = {"12,34": 12.34}
    assert as_number(written, "") == known.get(written)


@pytest.mark.parametrize("written", ["1.234", "1,234"])
def test_a_lone_separator_before_three_digits_is_decided_by_the_quotation_or_the_document(
    written: str,
) -> None:
    sign = written[1]
    grouped = f"{written} Euro"
    assert as_number(written, grouped) is None
    assert as_number(written, grouped, COMMA) == (1234 if sign == "." else 1.234)
    assert as_number(written, grouped, POINT) == (1234 if sign == "," else 1.234)
    assert as_number(written, f"{written} of 1,000,000.50", COMMA) == (1234 if sign == "," else 1.234)
    assert as_number(written, "1234 in all") == 1234
    assert as_number(written, "one thousand and so on", COMMA) is None  # the model's own writing


def test_what_may_be_two_numbers_fails_with_both() -> None:
    found = read("2.500", "2.500 or so")
    assert found.state is FieldState.FAILED
    assert "may be 2.5 or 2500" in found.reasons[0]


def test_a_german_contract_in_the_models_own_copying() -> None:
    german = notation_of("Der Anteil beträgt 42,7 Prozent. Die Miete beträgt 1.234,50 Euro oder 2.500 Euro.")
    assert german == COMMA
    assert read("2.500", "2.500 Euro", german).values[0]["value"] == 2500
    assert read("42,7", "42,7 Prozent", german).values[0]["value"] == 42.7


def test_a_json_number_that_is_the_quoted_digits_with_their_grouping_point_taken_for_decimals_fails() -> None:
    raw = '{"rent": {"value": 2.500, "quote": "Die Miete beträgt 2.500 Euro", "page": 1}}'
    assert read(raw, notation=COMMA).state is FieldState.FAILED
    assert "is 2500 there" in read(raw, notation=COMMA).reasons[0]
    assert read(raw, notation=POINT).values[0]["value"] == 2.5
    assert read(raw, notation="").values[0]["value"] == 2.5
    assert read(raw, notation=None).values[0]["value"] == 2.5  # an older result stays as it was checked
    assert read(2500, "Die Miete beträgt 2.500 Euro", COMMA).state is FieldState.FOUND


@pytest.mark.parametrize("huge", ["9" * 400, "1e999", "-Infinity", "NaN"])
def test_what_no_float_holds_is_refused(huge: str) -> None:
    for written in (huge, json.dumps(huge)):
        found = read(f'{{"rent": {{"value": {written}, "quote": "the rent", "page": 1}}}}')
        assert (found.state, found.values) == (FieldState.FAILED, ())


def test_a_number_for_a_text_field_keeps_its_digits() -> None:
    fields = [{"name": "rent", "type": "amount"}]
    said = '{"rent": {"value": 42700000.5, "quote": "the rent", "page": 1}}'
    (found,) = read_extraction(said, fields, json_schema(fields)).fields
    assert found.values[0]["value"] == "42700000.5"


def test_a_number_of_hundreds_of_digits_has_a_normal_form_and_raises_nothing() -> None:
    normal = normalise(int("9" * 400), "number")
    assert normal is not None
    assert normal.value == Decimal("9" * 400)
    assert normalise(float("inf"), "number") is None


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("The rent is 4,200.50 euros.", POINT),
        ("1,234,567 shares", POINT),
        ("Die Miete beträgt 1.234.567 Euro", COMMA),
        ("42,7 Prozent nach § 4.2", COMMA),
        ("a margin of 12.5%", POINT),
        ("£1.5 was paid", POINT),
        ("see 4.2 and 4.3", ""),
        ("1.234", ""),
        ("The rent of the house and the garden", POINT),
        ("Die Miete und das Haus und der Garten", COMMA),
        ("合同约定租金为人民币一千元整，自签署之日起生效。", POINT),
        ("el contrato y los pagos", ""),
        ("1.234,50 and 1,234.50", ""),
        ("See Notes 3,4 and 7 to the accounts of the company. The number of employees is 1,234.", POINT),
        (
            "It is shown [1,2] and again [3,4]. The number of employees is 1,234 at the end of the year.",
            POINT,
        ),
        ("See pages 12,13 of the report and the years 2019,2020 in the table.", POINT),
        ("Notes 3,4 and pages 12,13 $5", ""),
        ("见附注3,4及附注5,6。公司年末员工人数为1,234人。", POINT),
        ("従業員数は1,234人です。注3,4を参照してください。", POINT),
        ("The growth was 3,5 % and the number of employees rose to 1,234 of the group.", POINT),
        ("The share of the lessor is 42,7 Prozent and the rent of the house is 2.500 Euro.", COMMA),
        ("The one is 3,5 % of the whole, the other 1,234 of it, or of the group 2.500.", ""),
        ("Der Faktor beträgt 3,5 und das Gewicht 2.500 Kilogramm von der Anlage", COMMA),
        ("Faktor\t3,5\nGewicht\t2.500", COMMA),
        ("Factor\t3,5\nWeight\t2,500", ""),
        ("Number of employees\t1,234\nShare\t3,5 %", ""),
        ("Anteil der Stadt\t3,5 %\nFaktor\t1,234", COMMA),
        ("Notes (3,4) and notes 1, 2,5\nEmployees\t1,234", POINT),
    ],
)
def test_how_a_text_writes_numbers(text: str, notation: str) -> None:
    assert notation_of(text) == notation


@pytest.mark.parametrize(
    ("table", "notation"),
    [
        ("Number of employees\t1,234", POINT),
        ("Employees\t1,234\nSites\t12", POINT),
        ("员工人数\t1,234", POINT),
        ("Anzahl der Mitarbeiter\t1,234", ""),
        ("Beschäftigte\t1,234", ""),
        ("Nombre de salariés\t1,234", ""),
        ("Anzahl der Mitarbeiter\t1.234", COMMA),
        ("Beschäftigte\t1.234", COMMA),
        ("Сотрудники\t1.234", COMMA),
        ("Number of employees\t1.234", ""),
        ("Employees\t1.234", ""),
        ("Employees\t1,234\nFactor\t1.234", ""),
    ],
)
def test_how_a_table_without_sentences_writes_numbers(table: str, notation: str) -> None:
    assert notation_of(table) == notation


def test_a_figure_that_an_answer_copies_from_a_table_without_sentences_is_read() -> None:
    notation = notation_of("Number of employees\t1,234")
    assert read("1,234", "Number of employees 1,234", notation).values[0]["value"] == 1234


def test_one_decimal_comma_in_a_quotation_does_not_outweigh_its_document() -> None:
    quote = "rose by 3,5 % to 1,234"
    assert as_number("1,234", quote, POINT) == 1234
    assert as_number("1,234", quote, COMMA) == 1.234
    assert as_number("2.500", "42,7 Prozent von 2.500 Euro", POINT) == 2500


def test_a_long_text_is_looked_through_in_linear_time() -> None:
    for text in ("1," * 300_000, "1 " * 300_000, "1,111" * 100_000, "123 " * 150_000, "9" * 400_000):
        notation_of(text)
    assert number_readings("1," * 1000) == {}
