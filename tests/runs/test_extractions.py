import json
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client
from django.utils import timezone
from tokenizers import Tokenizer, models

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.errors import InferenceError, ServerUnavailable
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Usage
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import build_prompt, execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run, create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

FIELDS = [
    {"name": "revenue", "title": "Revenue", "type": "number"},
    {"name": "dates", "title": "Dates", "type": "date", "list": True},
    {"name": "law", "title": "Governing law"},
]
REVENUE = {"value": 42700000, "quote": "Revenue rose to 42.7 million euros", "page": 1}
PAID = {"value": "2024-06-03", "quote": "It is paid on 3 June 2024.", "page": 2}
GOOD = {"revenue": REVENUE, "dates": [PAID], "law": None}


class Answers(ScriptedClient):
    """Another script for each request."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(profile=ModelProfile(name="glm", label="GLM", chat_format="glm4"))
        self.answers = list(answers)

    def stream(self, prompt, sampling, *, cancelled=lambda: False):
        answer = self.answers.pop(0)
        self.script = answer if isinstance(answer, list) else [answer]
        for chunk in super().stream(prompt, sampling, cancelled=cancelled):
            last = Chunk(finish_reason="stop", usage=Usage(1000, 10, 900))
            yield last if chunk.finish_reason else chunk


@pytest.fixture
def run(owner: User) -> Run:
    task = Task(kind="extraction", instructions="Find these.", fields=FIELDS, output="json")
    return create_run(user=owner, documents=[make_ready(owner)], task=task)


def executed(run: Run, *answers: Any) -> Answers:
    client = Answers(*answers)
    execute_run(run, client)
    run.refresh_from_db()
    return client


def test_the_schema_goes_to_the_server_and_a_good_answer_is_kept_word_for_word(run: Run) -> None:
    client = executed(run, json.dumps(GOOD))
    assert client.samplings[0].json_schema["required"] == ["revenue", "dates", "law"]
    assert (run.status, run.output) == ("succeeded", json.dumps(GOOD))
    assert (run.extraction["failed"], run.extraction["answers"]) == ({}, [])
    assert list(run.citations.values_list("state", "page_index")) == [("verified", 1), ("verified", 2)]


def test_a_question_sends_no_schema(owner: User) -> None:
    run = create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="Why?")
    )
    assert executed(run, "Because.").samplings[0].json_schema is None


def test_a_fenced_answer_is_mended_without_asking_again(run: Run) -> None:
    fenced = f"```json\n{json.dumps(GOOD)}\n```"
    client = executed(run, fenced)
    assert len(client.prompts) == 1
    assert json.loads(run.output) == GOOD
    assert run.extraction["answers"][0]["output"] == fenced
    assert run.citations.count() == 2


def test_failed_fields_are_asked_for_once_again_in_the_same_conversation(run: Run) -> None:
    bad = json.dumps({**GOOD, "revenue": "a lot"})
    client = executed(run, bad, json.dumps({"revenue": REVENUE}))
    first, second = client.prompts
    assert second.startswith(f"{first}\n{bad}")
    assert "it is not an object" in second[len(first) :]
    assert client.samplings[1].json_schema["required"] == ["revenue"]
    assert json.loads(run.output) == GOOD
    assert run.extraction["failed"] == {}
    assert [citation.state for citation in run.citations.all()] == ["verified", "verified"]


def test_the_usage_of_both_requests_is_kept(run: Run) -> None:
    executed(run, json.dumps({"revenue": REVENUE}), json.dumps({"dates": [PAID], "law": None}))
    assert (run.input_tokens, run.output_tokens) == (1000, 20)
    usages = [answer["usage"] for answer in run.extraction["answers"]]
    assert usages == [{"input_tokens": 1000, "output_tokens": 10, "cached_tokens": 900}] * 2


def test_what_fails_twice_is_shown_as_failed_and_the_rest_stays(
    run: Run, client: Client, owner: User
) -> None:
    model = executed(run, json.dumps({**GOOD, "revenue": "a lot"}), "I cannot.")
    assert len(model.prompts) == 2
    assert run.status == "succeeded"
    assert json.loads(run.output) == {**GOOD, "revenue": None}
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/panel/").content.decode()
    rows = rows_of(page)
    assert "could not be used" in rows["Revenue"]
    assert 'class="cite is-verified"' in rows["Dates"]
    assert "2024-06-03" in rows["Dates"]
    assert "Not stated in the document" in rows["Governing law"]


def rows_of(page: str) -> dict[str, str]:
    rows = page.split('<tr class="field')[1:]
    return {row.split('scope="row">')[1].split("<")[0]: row for row in rows}


def test_an_error_of_the_second_request_costs_no_good_field(run: Run) -> None:
    executed(run, json.dumps({**GOOD, "revenue": "a lot"}), InferenceError("The engine is dead."))
    assert run.status == "succeeded"
    assert json.loads(run.output)["dates"] == [PAID]
    assert list(run.extraction["failed"]) == ["revenue"]


def test_stopping_the_second_request_keeps_the_first_answer(run: Run) -> None:
    executed(run, json.dumps({**GOOD, "revenue": "a lot"}), [lambda: cancel_run(run), '{"revenue"'])
    assert run.status == "cancelled"
    assert json.loads(run.output)["dates"] == [PAID]
    assert run.citations.count() == 1


def test_the_prompt_of_an_extraction_is_rebuilt_after_a_second_request(run: Run) -> None:
    client = executed(run, "no", json.dumps(GOOD))
    assert build_prompt(Run.objects.get()).text == client.prompts[0]


def test_the_record_gives_each_field_with_its_checked_values(run: Run, client: Client, owner: User) -> None:
    executed(run, json.dumps({**GOOD, "dates": [PAID, {**PAID, "quote": "It is paid in gold bars."}]}))
    client.force_login(owner)
    fields = {field["name"]: field for field in client.get(f"/runs/{run.pk}/result.json").json()["fields"]}
    assert fields["law"]["state"] == "not_stated"
    assert fields["revenue"]["values"][0]["value"] == 42700000
    assert fields["revenue"]["values"][0]["citation"]["state"] == "verified"
    states = [value["citation"]["state"] for value in fields["dates"]["values"]]
    assert states[0] == "verified"
    assert states[1] in ("close", "not_found")


def test_values_are_text_on_the_page(run: Run, client: Client, owner: User) -> None:
    executed(run, json.dumps({**GOOD, "dates": [{**PAID, "value": "<script>alert(1)</script>"}]}))
    client.force_login(owner)
    assert "<script>alert(1)" not in client.get(f"/runs/{run.pk}/panel/").content.decode()


@pytest.mark.django_db(transaction=True)
async def test_rows_come_while_the_answer_streams_and_no_json(run: Run, owner: User) -> None:
    text = json.dumps({"revenue": REVENUE, "dates": [PAID, PAID], "law": None})
    pieces = [text[at : at + 30] for at in range(0, len(text), 30)]
    await sync_to_async(execute_run)(run, Answers(pieces))
    run.status = Run.Status.RUNNING  # as it was when the browser connected
    await Run.objects.filter(pk=run.pk).aupdate(status="running")
    client = AsyncClient()
    await client.aforce_login(owner)
    response = await client.get(f"/runs/{run.pk}/stream")
    body = b"".join([piece async for piece in response.streaming_content]).decode()
    assert "Revenue" in body
    assert "2024-06-03" in body
    assert "3 values so far" in body
    assert '"quote"' not in body.replace('data-quote="', "")


def test_a_server_that_is_away_at_the_second_request_puts_the_run_off(run: Run) -> None:
    """The fields that failed did not fail for what the model said."""
    executed(run, json.dumps(GOOD | {"revenue": "?"}), ServerUnavailable("a:1 is away"))
    assert (run.status, run.retries) == ("queued", 1)
    Run.objects.update(retry_at=timezone.now())
    executed(run, json.dumps(GOOD | {"revenue": "?"}), json.dumps({"revenue": REVENUE}))
    assert (run.status, run.extraction["failed"]) == ("succeeded", {})
    assert json.loads(run.output) == GOOD


def test_stopped_after_the_server_went_away_what_failed_is_still_said_to_have_failed(run: Run) -> None:
    """Not "not stated in the document", which it may well be."""
    executed(run, json.dumps(GOOD | {"revenue": "?"}), ServerUnavailable("a:1 is away"))
    cancel_run(run)
    run.refresh_from_db()
    assert run.status == "cancelled"
    assert list(run.extraction["failed"]) == ["revenue"]
    assert json.loads(run.extraction["answers"][0]["output"])["revenue"] == "?"


def test_the_second_question_is_counted_with_the_models_own_tokenizer(
    run: Run, settings, tmp_path: Path
) -> None:
    """The estimate is from above: a conversation that fits would not be asked again."""
    path = tmp_path / "tokenizer.json"
    Tokenizer(models.WordLevel({"?": 0}, unk_token="?")).save(str(path))  # one token, whatever the text
    settings.MODEL = {**settings.MODEL, "tokenizer_path": str(path), "context_window": 12_000}
    client = executed(run, "no " * 40_000, json.dumps(GOOD))
    assert len(client.prompts) == 2
    assert run.extraction["failed"] == {}
