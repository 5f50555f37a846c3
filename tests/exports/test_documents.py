"""Word by python-docx and its XML, PDF by PyMuPDF, Markdown and JSON as text: every quote can be found."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pymupdf
import pytest
from docx.oxml.ns import qn
from lxml import etree

from docanalyzer.accounts.models import User
from docanalyzer.exports.pdf import MARGIN, breakable
from docanalyzer.reviews.models import Review
from docanalyzer.runs.judgements import judge, sign_off
from docanalyzer.runs.models import Run
from docanalyzer.threads.models import Thread

Download = Callable[[str], bytes]
pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")


def word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def footnotes(data: bytes) -> list[str]:
    """The texts of the footnotes in the order of their marks in the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    texts = {note.get(qn("w:id")): "".join(note.itertext()).strip() for note in notes}
    return [texts[mark.get(qn("w:id"))] for mark in body.iter(qn("w:footnoteReference"))]


def pdf_text(data: bytes) -> str:
    with pymupdf.open(stream=data) as document:
        text = "\n".join(page.get_text() for page in document)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_word_has_real_headings_lists_and_tables(download: Download, answer: Run) -> None:
    document = word(download(f"/runs/{answer.pk}/export.docx"))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert ("Heading 2", "Overview") in styles
    assert ("List Number", "First") in styles
    assert ("List Bullet 2", "inner") in styles
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Dividend", "0.85"]
    assert any(run.bold and run.text == "grew" for paragraph in document.paragraphs for run in paragraph.runs)
    assert "营业收入增长" in "".join(text for _, text in styles)


def test_each_numbered_list_begins_at_one(download: Download, answer: Run) -> None:
    document = word(download(f"/runs/{answer.pk}/export.docx"))
    numbers = {
        paragraph.text: paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    }
    assert numbers["First"] == numbers["Second"] != numbers["Another list"]


def test_each_citation_is_a_real_footnote_with_quote_document_page_and_check(
    download: Download, answer: Run
) -> None:
    notes = footnotes(download(f"/runs/{answer.pk}/export.docx"))
    assert notes[0].startswith("“Revenue rose to 42.7 million euros” — Harbour Mills 2023, p. 1; verified")
    assert notes[1].startswith("“on 3 June 2024” — Harbour Mills 2023, p. 2; moved")
    assert "not found" in notes[2]


def test_an_extraction_in_word_shows_both_values_and_the_sign_off(
    download: Download, extraction: Run
) -> None:
    data = download(f"/runs/{extraction.pk}/export.docx")
    document = word(data)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    revenue = next(row for row in document.tables[0].rows if row.cells[0].text == "Revenue")
    assert "€42.8 million" in revenue.cells[1].text
    assert any(
        run.font.strike and run.text == "42.7 million euros" for run in revenue.cells[1].paragraphs[0].runs
    )
    assert revenue.cells[3].text.startswith("Corrected: owner")
    assert "Signed off by colleague" in text
    assert extraction.prompt_sha256 in text
    assert len(footnotes(data)) == 4


def test_characters_that_xml_cannot_hold_do_no_harm(download: Download, answer: Run) -> None:
    Run.objects.filter(pk=answer.pk).update(output="Be\x0bfore \ufffe after\x00".replace("\x00", "\x01"))
    assert word(download(f"/runs/{answer.pk}/export.docx")).paragraphs
    assert download(f"/runs/{answer.pk}/export.pdf").startswith(b"%PDF")


def test_pdf_renders_chinese_and_lists_every_citation(download: Download, answer: Run) -> None:
    data = download(f"/runs/{answer.pk}/export.pdf")
    text = pdf_text(data)
    assert "营业收入增长" in text
    assert "[1] “Revenue rose to 42.7 million euros” — Harbour Mills 2023, p. 1; verified" in text
    assert "[3]" in text
    with pymupdf.open(stream=data) as document:
        assert any(link["kind"] == pymupdf.LINK_GOTO for link in document[0].get_links())
        assert document.metadata["title"].startswith("Summarise")


def test_pdf_of_an_extraction_has_values_meaning_and_review(download: Download, extraction: Run) -> None:
    text = pdf_text(download(f"/runs/{extraction.pk}/export.pdf"))
    for words in ("年度报告 2023", "€42.8 million", "42,800,000 EUR", "Corrected: owner", "Governing law"):
        assert words in text


@pytest.mark.parametrize(
    "long",
    ["Name: " + "_" * 90, "sha256 " + "0a3c03b4" * 8, "https://x.example/?a=1&b=2#" + "%3C" * 60, "W" * 120],
)
def test_a_run_without_spaces_takes_no_column_off_the_page(
    download: Download, extraction: Run, owner: User, long: str
) -> None:
    judge(user=owner, run=extraction, kind="corrected", field="formula", value=long, note=f"Found {long}")
    data = download(f"/runs/{extraction.pk}/export.pdf")
    text = pdf_text(data)
    assert "Corrected: owner" in text
    assert long.replace(" ", "") in "".join(text.split())
    with pymupdf.open(stream=data) as document:
        edges = [
            word[2] for page in document for word in page.get_text("words", clip=pymupdf.INFINITE_RECT())
        ]
        assert max(edges) <= document[0].rect.width - MARGIN


def test_line_breaks_are_offered_within_words_alone_and_not_within_marks() -> None:
    run = "b&amp;" * 20
    broken = breakable(f'<a href="{"x" * 60}">{run} short 中文{"长" * 60}</a>')
    assert broken.replace("\u200b", "") == f'<a href="{"x" * 60}">{run} short 中文{"长" * 60}</a>'
    assert all(piece.count("b") == 4 for piece in broken.split(">")[1].split(" ")[0].split("\u200b"))
    assert "x" * 60 in broken
    assert "长" * 60 in broken


def test_markdown_keeps_the_answer_and_has_footnotes(download: Download, answer: Run) -> None:
    text = download(f"/runs/{answer.pk}/export.md").decode()
    assert "“Revenue rose to 42.7 million euros” [p. 1][^1]" in text
    assert "\n[^1]: “Revenue rose to 42.7 million euros” — Harbour Mills 2023, p. 1; verified" in text
    assert "| Dividend | 0.85 |" in text
    assert "\\<b>bold" in text
    assert "![" not in text


def test_markdown_of_an_extraction_escapes_what_would_break_its_table(
    download: Download, extraction: Run
) -> None:
    text = download(f"/runs/{extraction.pk}/export.md").decode()
    line = next(line for line in text.splitlines() if line.startswith("| Revenue"))
    assert "€42.8 million" in line
    assert "~~42.7 million euros~~" in line
    assert "[^1]" in line


def test_json_has_the_record_and_the_references(download: Download, extraction: Run) -> None:
    found = json.loads(download(f"/runs/{extraction.pk}/export.json"))
    assert found["references"][0]["quote"] == "Revenue rose to 42.7 million euros"
    assert (found["references"][0]["page"], found["references"][0]["state"]) == (1, "verified")
    record = found["records"][0]
    assert record["prompt_sha256"] == extraction.prompt_sha256
    assert record["fields"][0]["values"][0]["in_force"] == "€42.8 million"
    assert record["sign_off"]["state"] == "signed"


def test_a_thread_has_every_question_and_counts_its_citations_through(
    download: Download, thread: Thread
) -> None:
    data = download(f"/threads/{thread.pk}/export.docx")
    text = "\n".join(paragraph.text for paragraph in word(data).paragraphs)
    assert "And revenue?" in text
    assert "=When?" in text
    assert len(footnotes(data)) == 4
    markdown = download(f"/threads/{thread.pk}/export.md").decode()
    assert "“on 3 June 2024” [p. 2][^4]" in markdown
    assert len(json.loads(download(f"/threads/{thread.pk}/export.json"))["records"]) == 3
    assert "begins anew" in text


def test_the_branches_of_a_thread_stand_in_excel_and_json_too(download: Download, thread: Thread) -> None:
    rows = openpyxl.load_workbook(io.BytesIO(download(f"/threads/{thread.pk}/export.xlsx")))["Answer"]
    lines = [str(row[0].value) for row in rows.iter_rows()]
    assert lines.index("Question 2") < lines.index("=When?") < lines.index("Question 3")
    assert any("begins anew" in line for line in lines[lines.index("Question 3") :])
    records = json.loads(download(f"/threads/{thread.pk}/export.json"))["records"]
    assert [(one["number"], one["follows_number"]) for one in records] == [(1, None), (2, 1), (3, None)]


def test_a_thread_costs_no_more_queries_for_more_questions(
    download: Download, thread: Thread, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        download(f"/threads/{thread.pk}/export.md")


def test_a_review_in_word_pdf_markdown_and_json_says_the_same(download: Download, matrix: Review) -> None:
    path = f"/reviews/{matrix.pk}/export"
    document = word(download(f"{path}.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pdf, markdown = pdf_text(download(f"{path}.pdf")), download(f"{path}.md").decode()
    for words in ("4 June 2024", "42.7 million euros", "Not stated in the document"):
        assert any(words in cell for cell in cells)
        assert words in pdf
        assert words in markdown
    assert footnotes(download(f"{path}.docx"))[0].startswith(
        "“Revenue rose to 42.7 million euros” — Harbour Mills"
    )
    found = json.loads(download(f"{path}.json"))
    value = found["rows"][0]["cells"][1]["values"][0]
    assert (value["value"], value["said"], value["normal"]["text"]) == (
        "4 June 2024",
        "3 June 2024",
        "2024-06-04",
    )


def test_a_corrected_answer_comes_with_what_the_model_said(
    download: Download, answer: Run, owner: Any
) -> None:
    judge(user=owner, run=answer, kind="corrected", value="It shrank.", note="See page 3")
    text = download(f"/runs/{answer.pk}/export.md").decode()
    assert text.index("> It shrank.") < text.index("What the model said") < text.index("Overview")


def test_a_review_says_in_every_file_who_signed_what_was_taken_out_and_what_was_searched(
    download: Download, matrix: Review, owner: User
) -> None:
    path = f"/reviews/{matrix.pk}/export"
    first, second = matrix.cells.filter(run__isnull=False, result__state="found").order_by("pk")[:2]
    missing = matrix.cells.filter(result__state="not_stated").order_by("pk").first()
    taken_out = second.result["values"][0]["value"]
    sign_off(user=owner, run=first.run)
    judge(user=owner, run=second.run, kind="corrected", field="cell_value", note="Not of this year")
    searched = {
        "terms": [{"term": "auditor", "total": 0, "sentence": "No occurrence of auditor."}],
        "hits": [],
    }
    missing.run.extraction["searches"] = {"cell_value": [searched]}
    missing.run.save()

    markdown, table = download(f"{path}.md").decode(), download(f"{path}.csv").decode("utf-8-sig")
    assert "Struck out" in markdown
    assert "the model said" in table
    for content in (markdown, table):
        assert "signed off by owner" in content
        assert taken_out in content
        assert "Not of this year" in content
        assert "No occurrence of auditor." in content
    rows = json.loads(download(f"{path}.json"))["rows"]
    found = {cell["run"]: cell for row in rows for cell in row["cells"]}
    assert found[first.run_id]["signed_by"] == "owner"
    assert found[second.run_id]["values"] == []
    assert [one["said"] for one in found[second.run_id]["struck"]] == [taken_out]
    record = found[first.run_id]["record"]
    assert (record["prompt_sha256"], record["model"]["name"]) == (
        first.run.prompt_sha256,
        first.run.model_name,
    )
