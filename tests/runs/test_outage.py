"""Redis is away for a moment while an answer is written: whoever follows it gets all of it, or begins anew."""

import json
import time
from typing import Any

import pytest

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready


def away() -> None:
    events.Outage.until = time.monotonic() + 60


def back() -> None:
    events.Outage.until = 0.0


def followed(run: Run) -> str:
    """What a follower of the stream holds at the end: a status says that the story begins anew."""
    entries: Any = events.client().xrange(run.stream)
    text = ""
    for _id, entry in entries:
        if entry["name"] == "status":
            text = ""
        elif entry["name"] == "delta":
            text += json.loads(entry["data"])["text"]
    return text


@pytest.mark.parametrize(
    "script",
    [
        ("one ", "two ", away, "three ", "four ", back, "five ", "six"),
        ("one ", away, "two ", back),
        (away, "one ", "two ", back, "three"),
    ],
    ids=["in the middle", "at the end", "at the beginning"],
)
def test_no_word_is_missing_after_an_outage(owner: User, script: tuple[Any, ...]) -> None:
    run = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="And?")
    )
    try:
        execute_run(run, ScriptedClient(*script))
    finally:
        back()
    run.refresh_from_db()
    assert run.status == "succeeded"
    assert followed(run) == run.output
