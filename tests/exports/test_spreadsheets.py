"""Excel by openpyxl, CSV by csv: what the page says, typed, and never a formula."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.exports.cells import safe_text
from docanalyzer.reviews.models import Review
from docanalyzer.runs.judgements import judge
from docanalyzer.runs.models import Run
from tests.exports.conftest import TRICK

Download = Callable[[str], bytes]
pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def table(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def records(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_values_are_typed_and_carry_their_quote_place_and_check(download: Download, extraction: Run) -> None:
    rows = {
        row["Field"]: row for row in table(book(download(f"/runs/{extraction.pk}/export.xlsx"))["Values"])
    }
    revenue = rows["Revenue"]
    assert (revenue["Value"], revenue["Typed value"], revenue["Unit"]) == ("€42.8 million", 42_800_000, "EUR")
    assert revenue["Model's value"] == "42.7 million euros"
    assert revenue["Quote"] == "Revenue rose to 42.7 million euros"
    assert (revenue["Document"], revenue["Place"], revenue["Page"]) == ("年度报告 2023", "p. 1", 1)
    assert revenue["Check"].startswith("of the model's value, which a person replaced: verified")
    assert rows["Paid on"]["Check"].startswith("verified")
    assert (revenue["Review"], revenue["Reviewer"], revenue["Note"]) == ("Corrected", "owner", "Page 7")
    assert rows["Paid on"]["Typed value"] == datetime(2024, 6, 3)
    assert rows["Paid on"]["Review"] == "Verified"
    assert rows["Margin"]["Check"].startswith("not found")


def test_dates_and_shares_have_their_formats(download: Download, extraction: Run) -> None:
    sheet = book(download(f"/runs/{extraction.pk}/export.xlsx"))["Values"]
    cells = {row[0].value: row[3] for row in sheet.iter_rows(min_row=2)}
    assert cells["Paid on"].is_date
    assert cells["Paid on"].number_format == "yyyy-mm-dd"
    assert (cells["Margin"].value, cells["Margin"].number_format) == (0.125, "0.00##%")


def test_what_is_not_stated_comes_with_its_search(download: Download, extraction: Run) -> None:
    rows = {
        row["Field"]: row for row in table(book(download(f"/runs/{extraction.pk}/export.xlsx"))["Values"])
    }
    assert rows["Governing law"]["Value"] == "Not stated in the document"
    assert "no occurrence of “Governing law”" in rows["Governing law"]["Search behind it"]


def test_nothing_in_a_workbook_is_a_formula(download: Download, extraction: Run, matrix: Review) -> None:
    for path in (f"/runs/{extraction.pk}/export.xlsx", f"/reviews/{matrix.pk}/export.xlsx"):
        for sheet in book(download(path)):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row)


def test_the_workbook_holds_the_record_and_the_sign_off(download: Download, extraction: Run) -> None:
    facts = dict(book(download(f"/runs/{extraction.pk}/export.xlsx"))["Record"].iter_rows(values_only=True))
    assert facts["Prompt"] == extraction.prompt_sha256
    assert facts["Sign-off"].startswith("Signed off by colleague")
    assert facts["Coverage"].startswith("Nothing cut")


def test_an_answer_lists_every_citation(download: Download, answer: Run) -> None:
    workbook = book(download(f"/runs/{answer.pk}/export.xlsx"))
    rows = table(workbook["Citations"])
    assert [row["Place"] for row in rows] == ["p. 1", "p. 2", "p. 2"]
    assert [row["Check"].split(":")[0] for row in rows] == ["verified", "moved", "not found in the document"]
    assert rows[1]["Named by the answer"] == "p. 1"
    assert "# Overview" in [row[0].value for row in workbook["Answer"].iter_rows()]


def test_csv_says_the_same_and_runs_nothing(download: Download, extraction: Run) -> None:
    rows = {row["Field"]: row for row in records(download(f"/runs/{extraction.pk}/export.csv"))}
    assert (rows["Revenue"]["Value"], rows["Revenue"]["Typed value"]) == ("€42.8 million", "42800000.0")
    assert rows["Paid on"]["Typed value"] == "2024-06-03"
    assert rows["Trick"]["Value"] == f"'{TRICK}"
    assert (rows["Margin"]["Value"], rows["Margin"]["Typed value"], rows["Margin"]["Unit"]) == (
        "12.5%",
        "12.5",
        "%",
    )
    assert rows["Revenue"]["Document"] == "年度报告 2023"


def test_the_year_of_a_figure_stands_beside_its_number(
    client: Client, download: Download, extraction: Run, owner: User
) -> None:
    judge(user=owner, run=extraction, kind="corrected", field="revenue", value="£1,284.6 million (2025)")
    rows = {row["Field"]: row for row in records(download(f"/runs/{extraction.pk}/export.csv"))}
    revenue = rows["Revenue"]
    assert (float(revenue["Typed value"]), revenue["Unit"]) == (1_284_600_000, "GBP")
    assert (revenue["Meaning"], revenue["In doubt"]) == ("1284600000 GBP (2025)", "")
    assert "1,284,600,000 GBP (2025)" in client.get(f"/runs/{extraction.pk}/").content.decode()


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
     ("＝1+1", "'＝1+1"), ("  =1", "'  =1"), ("-3.2", "-3.2"), ("+5%", "+5%"), ("a=b", "a=b"), ("", ""),
     ("%", "%"), ("-", "-"), ("%s", "'%s"), ("=", "'=")],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert safe_text(text) == written


def test_a_review_is_wide_with_companions_and_long_with_citations(download: Download, matrix: Review) -> None:
    workbook = book(download(f"/reviews/{matrix.pk}/export.xlsx"))
    first, second = table(workbook["Review"])
    assert (first["Document"], second["Document"]) == ("Harbour Mills", "River Mills")
    assert (first["Revenue"], first["Revenue · Unit"]) == (42_700_000, "EUR")
    assert first["Revenue · Quote"] == "Revenue rose to 42.7 million euros"
    assert (first["Revenue · Place"], first["Revenue · Check"].split(":")[0]) == ("p. 1", "verified")
    date = "When is the dividend paid"
    assert first[date] == datetime(2024, 6, 4)
    assert first[f"{date} · As written"] == "4 June 2024"
    assert first[f"{date} · Check"].startswith("of the model's value, which a person replaced")
    assert first[f"{date} · Review"].startswith("Corrected: owner")
    assert second["Revenue"] == "=1+1"
    assert second[date] == "Not stated in the document"
    long = table(workbook["Citations"])
    assert [(row["Of document"], row["Field"], row["Page"]) for row in long][:2] == [
        ("Harbour Mills", "Revenue", 1),
        ("Harbour Mills", date, 2),
    ]


def test_the_wide_table_says_what_a_value_means_and_what_is_in_doubt(
    download: Download, matrix: Review, owner: User
) -> None:
    cell = matrix.cells.get(row__document__title="Harbour Mills", column__title="Revenue")
    url = f"/reviews/{matrix.pk}/export.csv"
    first, _ = records(download(url))
    assert (first["Revenue · Meaning"], first["Revenue · In doubt"]) == ("42700000 EUR", "")
    judge(
        user=owner,
        run=cell.run,
        kind="corrected",
        field="cell_value",
        value="人民币伍拾万元整（¥600,000.00）",
    )
    first, _ = records(download(url))
    assert (first["Revenue · Meaning"], first["Revenue · Unit"]) == ("", "")
    assert first["Revenue · In doubt"] == "Words and figures differ: 500000 CNY / 600000 ¥"


def test_a_value_that_a_person_added_is_not_said_to_replace_one_of_the_models(
    download: Download, matrix: Review, owner: User
) -> None:
    column = "When is the dividend paid"
    cell = matrix.cells.get(row__document__title="River Mills", column__title=column)
    judge(user=owner, run=cell.run, kind="corrected", field="cell_value", value="5 June 2024")
    second = records(download(f"/reviews/{matrix.pk}/export.csv"))[1]
    assert (second[column], second[f"{column} · Check"]) == ("2024-06-05", "not checked")
    assert second[f"{column} · Review"] == "Corrected: owner"


def test_the_csv_of_a_review_has_a_row_a_document(download: Download, matrix: Review) -> None:
    first, second = records(download(f"/reviews/{matrix.pk}/export.csv"))
    assert (first["Revenue"], first["Revenue · Unit"]) == ("42700000.0", "EUR")
    assert second["Revenue"] == "'=1+1"


def test_the_csv_comes_in_pieces(client: Any, owner: Any, matrix: Review) -> None:
    client.force_login(owner)
    assert client.get(f"/reviews/{matrix.pk}/export.csv").streaming
