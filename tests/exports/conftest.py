"""An extraction, an answer, a thread and a review to export, and what a download holds."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.reviews.advance import advance
from docanalyzer.reviews.models import Review
from docanalyzer.reviews.services import ask as ask_cells
from docanalyzer.reviews.settling import settle
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.judgements import judge, sign_off
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from docanalyzer.runs.shelf import SHELF
from docanalyzer.threads.models import Thread
from docanalyzer.threads.services import ask
from tests.fakes import ScriptedClient
from tests.people import make_ready
from tests.reviews.conftest import PAID, REVENUE, answered, review

__all__ = ["review"]

FIELDS = [
    {"name": "revenue", "title": "Revenue", "type": "amount"},
    {"name": "paid", "title": "Paid on", "type": "date", "list": True},
    {"name": "share", "title": "Margin", "type": "percentage"},
    {"name": "formula", "title": "Trick", "type": "text"},
    {"name": "law", "title": "Governing law"},
]
TRICK = '=HYPERLINK("http://x.example","here")'
ANSWER = {
    "revenue": {"value": "42.7 million euros", "quote": "Revenue rose to 42.7 million euros", "page": 1},
    "paid": [{"value": "3 June 2024", "quote": "It is paid on 3 June 2024.", "page": 2}],
    "share": {"value": "12.5%", "quote": "The margin was 12.5 percent of gold bars.", "page": 2},
    "formula": {"value": TRICK, "quote": "Annual report of Harbour Mills.", "page": 1},
    "law": None,
}
PROSE = """# Overview

It **grew**: “Revenue rose to 42.7 million euros” [p. 1]. 中文：营业收入增长。

1. First
2. Second
   - inner

Then:

1. Another list

| Item | Amount |
|---|---:|
| Dividend | 0.85 |

It is paid “on 3 June 2024” [p. 1] and “never at all, says nobody” [p. 2]. <b>bold</b> ![x](http://x.example/p.png)
"""


@pytest.fixture(autouse=True)
def nothing_at_hand() -> None:
    """The worker's shelf knows texts by their row, and each test begins at row 1."""
    SHELF.places.clear()


@pytest.fixture
def extraction(owner: User, colleague: User) -> Run:
    """One value corrected, one verified, and signed off."""
    task = Task(kind="extraction", instructions="Find these.", fields=FIELDS, output="json")
    run = create_run(user=owner, documents=[make_ready(owner, "年度报告 2023")], task=task)
    execute_run(run, ScriptedClient(json.dumps(ANSWER, ensure_ascii=False)))
    answered_by_a_model()
    run.refresh_from_db()
    judge(user=owner, run=run, kind="corrected", field="revenue", value="€42.8 million", note="Page 7")
    judge(user=colleague, run=run, kind="verified", field="paid", item=1)
    sign_off(user=colleague, run=run)
    return run


@pytest.fixture
def answer(owner: User) -> Run:
    run = create_run(
        user=owner,
        documents=[make_ready(owner)],
        task=Task(kind="summary", instructions="Summarise: “all” of it / everything?"),
    )
    execute_run(run, ScriptedClient(PROSE))
    return run


@pytest.fixture
def thread(owner: User) -> Thread:
    document, first = make_ready(owner), None
    for question, said in (("And revenue?", PROSE), ("=When?\nExactly?", "Paid “on 3 June 2024” [p. 2].")):
        thread = first.thread if first else None
        message = ask(user=owner, document=document, question=question, thread=thread, parent=first)
        execute_run(message.run, ScriptedClient(said))
        message.run.refresh_from_db()
        first = message
    again = ask(user=owner, document=document, question="Otherwise?", thread=message.thread)
    execute_run(again.run, ScriptedClient("No citation here."))
    return Thread.objects.get()


@pytest.fixture
def matrix(review: Review, owner: User) -> Review:
    """Both documents asked for their revenue and their date; one answer corrected, the rest waits."""
    ask_cells(user=owner, cells=review.cells.all())
    answered(review, REVENUE, {**REVENUE, "value": "=1+1"})
    for run in advance(review):
        is_first = run.documents.get().title == "Harbour Mills"
        execute_run(run, ScriptedClient(json.dumps({"cell_value": PAID if is_first else None})))
        settle(run)
        if is_first:
            judge(user=owner, run=run, kind="corrected", field="cell_value", value="4 June 2024")
    answered_by_a_model()
    return review


def answered_by_a_model() -> None:
    """Not by the built-in engine, which claims of no document that it does not state something."""
    Run.objects.update(chat_format="qwen")


@pytest.fixture
def download(client: Client, owner: User) -> Callable[[str], bytes]:
    """The owner's download of a path."""
    client.force_login(owner)

    def get(path: str) -> bytes:
        response = client.get(path)
        assert response.status_code == 200, path
        return b"".join(response)

    return get
