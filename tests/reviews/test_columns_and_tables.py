from collections import Counter

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import json_schema
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.reviews.columns import allowed_answers, field_columns, question_column
from docanalyzer.reviews.models import Review, Row
from docanalyzer.reviews.plan import priced
from docanalyzer.reviews.presentation import cut
from docanalyzer.reviews.services import ask
from docanalyzer.reviews.sorting import sort_key
from docanalyzer.reviews.tables import table
from docanalyzer.runs.expectation import Measured
from docanalyzer.runs.judgements import judge
from tests.reviews.conftest import REVENUE, answered


def test_a_yes_or_no_question_lets_a_language_model_answer_nothing_else(settings) -> None:
    settings.MODEL = {**settings.MODEL, "chat_format": "glm4"}
    column = question_column("Is there a cap?", "yes_no")
    schema = json_schema([column.field])
    assert schema["properties"]["cell_value"]["anyOf"][0]["properties"]["value"]["enum"] == ["yes", "no"]


def test_the_built_in_engine_is_asked_for_the_passage_since_it_does_not_decide() -> None:
    column = question_column("Is there a cap?", "yes_no")
    assert "choices" not in column.field
    assert allowed_answers(column) == ["yes", "no"]


def test_a_chinese_question_is_asked_in_chinese() -> None:
    column = question_column("是否有责任上限？", "yes_no")
    assert "文档" in column.instructions
    assert allowed_answers(column) == ["是", "否"]


@pytest.mark.django_db
def test_a_whole_set_of_fields_becomes_columns_of_that_version() -> None:
    version = PromptTemplate.objects.get(slug="payment").current
    columns = field_columns(version)
    assert [column.field_name for column in columns] == [field["name"] for field in version.fields]
    assert {column.prompt_version for column in columns} == {version}
    assert columns[0].task().fields == [columns[0].field]


@pytest.mark.parametrize(
    ("value", "kind", "key"),
    [
        ("42.7 million euros", "amount", "42700000"),
        ("3 June 2024", "date", "2024-06-03"),
        (1200, "number", "1200"),
        ("2 years", "duration", "730"),
        ("no idea", "number", ""),
        ("ＡBC", "text", "abc"),
    ],
)
def test_cells_sort_by_what_they_mean(value: object, kind: str, key: str) -> None:
    assert sort_key(value, kind) == key


def test_values_are_cut_to_two_lines_and_chinese_counts_twice() -> None:
    assert cut("short", 52) == "short"
    assert len(cut("a" * 100, 52)) == 52
    assert len(cut("字" * 100, 52)) == 26


def test_the_table_says_what_counts_with_its_quote_place_check_and_judgement(
    review: Review, owner: User
) -> None:
    ask(user=owner, cells=review.cells.all())
    (run, _) = answered(review, REVENUE, None)
    judge(user=owner, run=run, kind="corrected", field="cell_value", value="43", note="Restated")
    sheet = table(review)
    assert [column.type for column in sheet.columns] == ["money", "date", "text"]
    first, second = sheet.rows
    (value,) = first.cells[0].values
    assert (value.value, value.said, value.page, value.check) == ("43", "42.7 million euros", 1, "verified")
    assert (first.cells[0].judgement, first.cells[0].judged_by, first.cells[0].note) == (
        "corrected",
        "owner",
        "Restated",
    )
    assert (second.cells[0].state, second.cells[0].values) == ("not_stated", ())
    assert first.cells[1].status == "waiting"


def test_a_table_takes_the_same_queries_whatever_its_size(
    review: Review, owner: User, django_assert_num_queries
) -> None:
    ask(user=owner, cells=review.cells.all())
    answered(review, REVENUE, REVENUE)
    with django_assert_num_queries(5):
        table(review)


def test_the_cache_is_considered_in_what_it_takes(review: Review, settings) -> None:
    rows = list(Row.objects.filter(review=review).select_related("document"))
    per_row = Counter({row.pk: 3 for row in rows})
    size = 100_000
    for row in rows:
        row.document.token_count, row.document.page_count = size - 2_000, 0
    runs = [Measured(size, size, 40.0), Measured(size, 100, 2.0)]
    settings.PREFIX_CACHE = True
    warm = priced(rows, per_row, 500, {rows[0].document_id}, runs)
    assert (warm.cells, warm.tokens) == (6, 6 * (size + 500))
    assert warm.read == size + 6 * 500
    assert warm.seconds == pytest.approx(40 + 5 * 2)
    settings.PREFIX_CACHE = False
    cold = priced(rows, per_row, 500, set(), runs)
    assert cold.read == cold.tokens
    assert cold.seconds == pytest.approx(6 * 40)


def test_nothing_is_invented_before_anything_was_measured(review: Review) -> None:
    rows = list(Row.objects.filter(review=review).select_related("document"))
    assert priced(rows, Counter({row.pk: 3 for row in rows}), 500, set(), []).seconds is None
