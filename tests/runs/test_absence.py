import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.absence import terms_in
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What is the termination fee?", ["termination fee", "termination", "fee"]),
        ("Who is the escrow agent?", ["escrow agent", "escrow", "agent"]),
        ("Does it say “force majeure” anywhere?", ["force majeure"]),
        ("合同的违约金是多少？", ["合同", "违约金"]),
        ("管辖法院在哪里", ["管辖法院"]),
        ("合同里有没有约定违约金？", ["合同", "违约金"]),
        ("請問合約有無保密義務？", ["合約", "保密義務"]),
        ("文档中是否提到仲裁机构？", ["仲裁机构"]),
        ("到期日是什么时候？", ["到期日"]),
        ("双方能否和解？", ["双方", "和解"]),
        ("Does it mention an escrow agent?", ["escrow agent", "escrow", "agent"]),
        (
            "Is AT&T’s liability limited?",
            ["AT&T liability limited", "AT&T liability", "liability limited", "AT&T", "liability", "limited"],
        ),
    ],
)
def test_the_terms_of_a_question(question: str, terms: list[str]) -> None:
    assert terms_in(question) == terms


def answered(owner: User, question: str, output: str) -> Run:
    run = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions=question)
    )
    execute_run(run, ScriptedClient(output))
    run.refresh_from_db()
    return run


def test_what_the_model_overlooked_is_shown_with_its_page(owner: User, client: Client) -> None:
    run = answered(owner, "What dividends are proposed?", "The dividends are not stated in the document.")
    [search] = run.extraction["absence"]
    assert {"term": "dividends", "total": 1} in [
        {"term": term["term"], "total": term["total"]} for term in search["terms"]
    ]
    assert search["hits"][0]["page"] == 2
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "1 occurrence of “dividends” in 3 pages" in page.lower()
    assert f"/documents/{search['document']}/#page-2" in page


def test_what_stands_nowhere_is_said_with_the_number_of_pages(owner: User, client: Client) -> None:
    run = answered(owner, "Who is the escrow agent?", "The document does not name an escrow agent.")
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "o occurrence of “escrow agent” in 3 pages" in page
    assert "(1 page without text could not be searched)" in page


def test_an_answer_that_finds_it_is_not_searched(owner: User) -> None:
    assert answered(owner, "What dividend?", "“a dividend of 0.85 euros” [p. 2]").extraction == {}
