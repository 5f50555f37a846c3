from urllib.parse import unquote

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.exports.names import content_disposition, file_name
from docanalyzer.pipeline.prompts import Task
from docanalyzer.reviews.models import Review
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from docanalyzer.threads.models import Thread
from tests.people import make_ready

FORMS = ("docx", "xlsx", "csv", "json", "md", "pdf")


def test_owner_and_colleague_may_download_and_an_outsider_finds_nothing(
    client: Client,
    extraction: Run,
    thread: Thread,
    matrix: Review,
    owner: User,
    colleague: User,
    outsider: User,
) -> None:
    bases = (f"/runs/{extraction.pk}", f"/threads/{thread.pk}", f"/reviews/{matrix.pk}")
    paths = [f"{base}/export.{form}" for base in bases for form in FORMS]
    assert {client.get(path).status_code for path in paths} == {302}
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert {client.get(path).status_code for path in paths} == {status}


def test_an_unknown_form_and_an_unfinished_run_are_not_found(
    client: Client, owner: User, extraction: Run
) -> None:
    waiting = create_run(
        user=owner, documents=[make_ready(owner, "Else")], task=Task(kind="question", instructions="Why?")
    )
    client.force_login(owner)
    assert client.get(f"/runs/{extraction.pk}/export.exe").status_code == 404
    assert client.get(f"/runs/{waiting.pk}/export.md").status_code == 404


def test_the_file_is_named_after_the_result_in_any_language(
    client: Client, owner: User, extraction: Run
) -> None:
    client.force_login(owner)
    response = client.get(f"/runs/{extraction.pk}/export.xlsx")
    disposition = response["Content-Disposition"]
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == "Find these. – 年度报告 2023.xlsx"
    assert disposition.startswith('attachment; filename="Find these. 2023.xlsx"; ')
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert int(response["Content-Length"]) == len(b"".join(response))


@pytest.mark.parametrize(
    "title", ['a/b\\c:d*e?f"g<h>i|j', "..", "con", "\u202egnp.exe", "a\r\nX: y", "长" * 300, "", "  . "]
)
def test_file_names_are_safe(title: str) -> None:
    name = file_name(title, "docx")
    assert name.endswith(".docx")
    assert not set(name) & set('/\\:*?"<>|\r\n\t\u202e')
    assert 5 < len(name.encode()) <= 190
    assert not name.startswith((".", " "))
    assert name.lower() != "con.docx"
    header = content_disposition(name)
    assert header.isascii()
    assert "\n" not in header


def test_the_result_page_offers_every_form(client: Client, owner: User, extraction: Run) -> None:
    client.force_login(owner)
    page = client.get(f"/runs/{extraction.pk}/").content.decode()
    for form in FORMS:
        assert f'href="/runs/{extraction.pk}/export.{form}"' in page
