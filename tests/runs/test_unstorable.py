"""No answer is lost, and no run stays running, for characters that no database holds."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.pipeline.inference import Chunk
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run, create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready
from tests.runs.test_extractions import FIELDS, GOOD, PAID, executed

ODD = ["\\ud83d", "\\udc00", "\\u0000", "\x00"]


def ask(owner: User, *, fields: bool) -> Run:
    task = (
        Task(kind="extraction", instructions="Find these.", fields=FIELDS, output="json")
        if fields
        else Task(kind="question", instructions="Revenue?")
    )
    return create_run(user=owner, documents=[make_ready(owner)], task=task)


@pytest.mark.parametrize("odd", ODD)
def test_an_extraction_with_them_is_kept_and_shown(owner: User, client: Client, odd: str) -> None:
    run = ask(owner, fields=True)
    law = '{"value": "Engl%sish", "quote": "It is %spaid on 3 June 2024.", "page": 2}'.replace("%s", odd)
    executed(run, json.dumps(GOOD).replace('"law": null', f'"law": {law}'))
    assert run.status == "succeeded"
    assert json.loads(run.output)["law"]["value"] == "Engl\ufffdish"
    assert json.loads(run.output)["dates"] == [PAID]
    assert "\x00" not in json.dumps(run.extraction)
    client.force_login(owner)
    assert client.get(f"/runs/{run.pk}/panel/").status_code == 200
    assert client.get(f"/runs/{run.pk}/result.json").status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_a_stopped_extraction_with_them_is_kept_as_it_came(owner: User, client: Client, odd: str) -> None:
    run = ask(owner, fields=True)
    said = '{"dates": [{"value": "2024", "quote": "It is %spaid", "page": 2}], "law"'.replace("%s", odd)
    executed(run, [said, lambda: cancel_run(run), "never"])
    assert (run.status, run.citations.count()) == ("cancelled", 1)
    client.force_login(owner)
    assert client.get(f"/runs/{run.pk}/panel/").status_code == 200


def test_prose_keeps_its_length_and_its_place_for_citations(owner: User) -> None:
    run = ask(owner, fields=False)
    execute_run(run, ScriptedClient("It rose\x00. ", "“It is paid on 3 June 2024.” [p. 2]"))
    run.refresh_from_db()
    assert run.output.startswith("It rose\ufffd. ")
    assert run.citations.get().state == "verified"


def test_the_words_of_an_error_hold_none_either(owner: User) -> None:
    run = ask(owner, fields=False)
    execute_run(run, ScriptedClient("A", InferenceError("bad \x00 byte")))
    run.refresh_from_db()
    assert (run.status, run.output) == ("failed", "A")
    assert "\x00" not in run.error_message


class Unsavable(ScriptedClient):
    def stream(self, *args: object, **more: object) -> Iterator[Chunk]:
        yield Chunk(text="An answer.")
        yield Chunk(finish_reason="\ud83d")


def test_a_run_whose_end_cannot_be_saved_fails_rather_than_running_for_ever(
    owner: User, client: Client
) -> None:
    run = ask(owner, fields=False)
    with pytest.raises(UnicodeEncodeError):
        execute_run(run, Unsavable())
    run.refresh_from_db()
    assert (run.status, run.error_code, run.output) == ("failed", "internal", "")
    assert run.finished_at is not None
    client.force_login(owner)
    assert "it is in the worker" in client.get(f"/runs/{run.pk}/panel/").content.decode()
