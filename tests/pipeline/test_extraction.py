import json
import random

import pytest

from docanalyzer.pipeline.extraction import Extraction, FieldState, read_extraction
from docanalyzer.pipeline.extraction_stream import FieldStream
from docanalyzer.pipeline.prompts import json_schema

FIELDS = [
    {"name": "parties", "title": "Parties", "type": "party", "list": True},
    {"name": "rent", "title": "Annual rent", "type": "number"},
    {"name": "law", "title": "Governing law", "type": "text"},
]
HARBOUR = {"value": "Harbour Ltd", "quote": "Harbour Ltd (the “Lessor”)", "page": 1}
MILL = {"value": "Mill plc", "quote": "Mill plc {a “lessee”}", "page": 2}
RENT = {"value": 4200, "quote": "a rent of 4,200 euros", "page": 3}
GOOD = {"parties": [HARBOUR, MILL], "rent": RENT, "law": None}


def read(output: object, *, ended: bool = True) -> Extraction:
    text = output if isinstance(output, str) else json.dumps(output, ensure_ascii=False)
    return read_extraction(text, FIELDS, json_schema(FIELDS), ended=ended, notation=".")  # an English lease


def states(extraction: Extraction) -> dict[str, str]:
    return {field.name: str(field.state) for field in extraction.fields}


def field(extraction: Extraction, name: str):
    return next(field for field in extraction.fields if field.name == name)


def test_a_good_answer_is_kept_as_it_is() -> None:
    extraction = read(GOOD)
    assert states(extraction) == {"parties": "found", "rent": "found", "law": "not_stated"}
    assert extraction.exact
    assert json.loads(extraction.json()) == GOOD


@pytest.mark.parametrize(
    "written",
    [
        "```json\n%s\n```",
        "Here are the values you asked for:\n\n%s\n\nI hope this helps.",
        "[%s]",
        '{"result": %s}',
        "// the values\n%s",
    ],
)
def test_what_stands_around_the_object_is_no_matter(written: str) -> None:
    extraction = read(written % json.dumps(GOOD))
    assert json.loads(extraction.json()) == GOOD
    assert not extraction.exact
    assert not extraction.failed()


def test_slips_of_form_are_mended() -> None:
    said = """{'Parties': {'value': 'Harbour Ltd', 'quote': 'Harbour Ltd', 'page': '1', 'sure': True},
    "Annual rent": {"value": "4,200", "quote": "4,200 euros", "page": "p. 3",},
    law: "not stated in the document"}"""
    extraction = read(said)
    assert states(extraction) == {"parties": "found", "rent": "found", "law": "not_stated"}
    assert field(extraction, "parties").values == (
        {"value": "Harbour Ltd", "quote": "Harbour Ltd", "page": 1},
    )
    assert field(extraction, "rent").json_value()["value"] == 4200


def test_a_bad_value_fails_its_field_and_no_other() -> None:
    extraction = read({**GOOD, "rent": {"value": "very high", "quote": "a rent", "page": 3}})
    assert states(extraction) == {"parties": "found", "rent": "failed", "law": "not_stated"}
    assert field(extraction, "rent").reasons == ("“value” is not a number",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Yes", "yes"),
        (" YES. ", "yes"),
        ("no", "no"),
        ("A / B", "a / b"),
        ("是。", "是"),
        ("Ja", None),
        ("x", None),
    ],
)
def test_a_choice_in_other_capitals_is_that_choice_and_costs_no_second_request(
    written: str, kept: str | None
) -> None:
    asked = [{"name": "renews", "type": "text", "choices": ["yes", "no", "a / b", "是", "X", "X."]}]
    said = {"renews": {"value": written, "quote": "It renews", "page": 1}}
    (found,) = read_extraction(json.dumps(said), asked, json_schema(asked)).fields
    assert [value["value"] for value in found.values] == ([kept] if kept else [])
    assert (found.state == FieldState.FAILED) == (kept is None)


def test_good_values_of_a_list_stay_beside_a_bad_one() -> None:
    parties = field(read({**GOOD, "parties": [HARBOUR, {"value": "Mill plc", "page": 2}, "Acme"]}), "parties")
    assert parties.state is FieldState.FAILED
    assert parties.values == (HARBOUR,)
    assert parties.reasons == ("value 2: “quote” is missing", "value 3: it is not an object")


def test_a_field_that_is_left_out_has_failed_rather_than_not_being_stated() -> None:
    extraction = read({"parties": [HARBOUR], "rent": RENT})
    assert states(extraction)["law"] == "failed"


@pytest.mark.parametrize("prose", ["", "I cannot do that.", "[1, 2]", "null", "[" * 5000, "{" * 5000])
def test_what_is_no_object_fails_every_field(prose: str) -> None:
    assert set(states(read(prose)).values()) == {"failed"}


@pytest.mark.parametrize("length", range(0, 330, 7))
def test_an_answer_cut_anywhere_never_gives_a_value_it_did_not_finish(length: int) -> None:
    whole = json.dumps(GOOD, ensure_ascii=False)
    extraction = read(whole[:length], ended=False)
    known = [HARBOUR, MILL, RENT]
    if length < len(whole):
        assert extraction.failed()
    for result in extraction.fields:
        assert all(value in known for value in result.values)


def test_a_second_answer_mends_what_failed_and_nothing_else() -> None:
    first = read({"parties": [HARBOUR, "Mill"], "rent": RENT})
    wanted = [FIELDS[0], FIELDS[2]]
    second = read_extraction(
        json.dumps({"parties": [HARBOUR, MILL], "rent": None, "law": {"value": "England"}}),
        wanted,
        json_schema(wanted),
    )
    mended = first.mended_by(second)
    assert states(mended) == {"parties": "found", "rent": "found", "law": "failed"}
    assert field(mended, "law").reasons == ("“quote” is missing",)


def test_an_unpaged_document_gives_paragraphs() -> None:
    fields = [{"name": "law"}]
    schema = json_schema(fields, paged=False)
    said = '{"law": {"value": "England", "quote": "the law of England", "paragraph": "¶57"}}'
    (law,) = read_extraction(said, fields, schema).fields
    assert law.json_value() == {"value": "England", "quote": "the law of England", "paragraph": 57}


def test_members_are_given_when_they_are_complete_in_whatever_pieces_they_come() -> None:
    tricky = {**GOOD, 'a "b" {': {"value": 'c:\\ "}', "quote": "x\\", "page": 1}, "n": 3}
    text = json.dumps(tricky, ensure_ascii=False, indent=1)
    for seed in range(40):
        cuts = sorted(random.Random(seed).sample(range(len(text)), 25))
        stream, given = FieldStream(), {}
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            given |= dict(stream.feed(text[start:end]))
        assert given == tricky
        assert stream.values == 4


def test_values_count_before_their_list_is_closed() -> None:
    stream = FieldStream()
    assert stream.feed('Sure! {"parties": [{"value": 1}, {"value": 2}, {"val') == []
    assert stream.values == 2


@pytest.mark.parametrize(
    "written",
    [
        '<think>{"rent": null}</think>\n%s',
        '{"rent": null} no, rather: {"law": 1}</think>%s',
        '{"rent": null}\n%s',
        '%s\n{"rent": null}',
        '[{"rent": null}, %s]',
        '{"note": 1}\n{"result": %s}',
        '<think>{"rent": null, "law": "x"} is too short</think>%s',
    ],
)
def test_of_several_objects_the_one_with_the_most_wanted_keys_is_taken(written: str) -> None:
    extraction = read(written.replace("%s", json.dumps(GOOD)))
    assert json.loads(extraction.json()) == GOOD


def test_of_two_whole_objects_the_later_one_counts() -> None:
    later = {**GOOD, "rent": {**RENT, "value": 4300}}
    assert json.loads(read(f"{json.dumps(GOOD)}\n{json.dumps(later)}").json()) == later


@pytest.mark.parametrize("escape", ["\\ud83d", "\\udc00", "\\u0000", "\x00"])
def test_what_no_database_holds_is_replaced(escape: str) -> None:
    said = '{"parties": null, "rent": null, "law": {"value": "Eng%sland", "quote": "the %s law", "page": 2}}'
    extraction = read(said.replace("%s", escape))
    (law,) = field(extraction, "law").values
    assert (law["value"], law["quote"]) == ("Eng\ufffdland", "the \ufffd law")
    assert not extraction.exact
    extraction.json().encode()
    ((_, value),) = FieldStream().feed(
        '{"law": "a%s"}'.replace("%s", escape if escape != "\x00" else "\\u0000")
    )
    assert value == "a\ufffd"


def test_whole_pairs_of_surrogates_stay_the_characters_they_are() -> None:
    said = (
        '{"parties": null, "rent": null, "law": {"value": "\\ud83d\\ude00", "quote": "the law", "page": 2}}'
    )
    assert field(read(said), "law").values[0]["value"] == "😀"
    assert read(said).exact
