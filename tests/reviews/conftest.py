"""A review of two documents × three questions, and a model that answers each cell."""

from __future__ import annotations

import json

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.reviews.advance import advance
from docanalyzer.reviews.columns import question_column
from docanalyzer.reviews.models import Cell, Review
from docanalyzer.reviews.services import create_review
from docanalyzer.reviews.settling import settle
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from tests.fakes import ScriptedClient
from tests.people import make_ready

REVENUE = {"value": "42.7 million euros", "quote": "Revenue rose to 42.7 million euros", "page": 1}
PAID = {"value": "3 June 2024", "quote": "It is paid on 3 June 2024.", "page": 2}


def answer(value: dict[str, object] | None) -> str:
    return json.dumps({"cell_value": value})


@pytest.fixture
def review(owner: User) -> Review:
    return create_review(
        user=owner,
        name="Annual reports",
        documents=[make_ready(owner, "Harbour Mills"), make_ready(owner, "River Mills")],
        columns=[
            question_column("What is the revenue?", "money", title="Revenue"),
            question_column("When is the dividend paid?", "date"),
            question_column("Who audits the accounts?"),
        ],
    )


def answered(review: Review, *answers: object) -> list[Run]:
    """What a worker does with the runs that may be queued now: answer each, settle it, go no further."""
    runs = advance(review)
    for run, said in zip(runs, answers, strict=False):
        execute_run(run, ScriptedClient(said if isinstance(said, Exception | str) else answer(said)))
        settle(run)
    return runs


def statuses(review: Review) -> list[str]:
    """Row by row."""
    return list(Cell.objects.filter(review=review).values_list("status", flat=True))
