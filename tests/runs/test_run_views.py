import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

OUTPUT = "## Revenue\n\nIt grew: “Revenue rose to 42.7 million euros” [p. 1]. <script>alert(1)</script>\n"


@pytest.fixture
def run(owner: User) -> Run:
    return create_run(
        user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="And revenue?")
    )


@pytest.mark.parametrize("url", ["/runs/{pk}/", "/runs/{pk}/panel/", "/runs/{pk}/result.json"])
def test_the_owner_and_a_colleague_see_it_and_an_outsider_does_not(
    client: Client, run: Run, owner: User, colleague: User, outsider: User, url: str
) -> None:
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert client.get(url.format(pk=run.pk)).status_code == status


@pytest.mark.parametrize("url", ["/runs/{pk}/cancel/", "/runs/{pk}/again/"])
def test_an_outsider_neither_stops_nor_repeats_it(client: Client, run: Run, outsider: User, url: str) -> None:
    client.force_login(outsider)
    assert client.post(url.format(pk=run.pk)).status_code == 404
    assert Run.objects.get().status == "queued"


def test_the_answer_is_safe_html_with_a_chip_that_leads_to_the_words(
    client: Client, run: Run, owner: User
) -> None:
    execute_run(run, ScriptedClient(OUTPUT))
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/panel/").content.decode()
    assert ">Revenue</h" in page
    assert 'class="cite is-verified"' in page
    assert f"/documents/{run.documents.get().pk}/pages/?around=1&amp;start=" in page
    assert "<script>alert" not in page


def test_the_receipt_stands_with_the_answer(client: Client, run: Run, owner: User) -> None:
    execute_run(run, ScriptedClient(OUTPUT))
    client.force_login(owner)
    page = client.get(f"/runs/{run.pk}/panel/").content.decode()
    assert "3 of 3" in page
    assert "1 page has no text" in page
    assert run.documents.get().content.sha256[:16] in page


def test_stop_cancels_a_queued_run(client: Client, run: Run, owner: User) -> None:
    client.force_login(owner)
    client.post(f"/runs/{run.pk}/cancel/")
    run.refresh_from_db()
    assert run.status == "cancelled"


def test_run_again_is_a_new_run_of_the_same(client: Client, run: Run, owner: User) -> None:
    execute_run(run, ScriptedClient(OUTPUT))
    client.force_login(owner)
    client.post(f"/runs/{run.pk}/again/")
    new, old = Run.objects.all()
    assert new.task == old.task
    assert (new.status, old.status) == ("queued", "succeeded")


def test_the_record_holds_citations_coverage_usage_and_timings(client: Client, run: Run, owner: User) -> None:
    execute_run(run, ScriptedClient(OUTPUT))
    client.force_login(owner)
    record = client.get(f"/runs/{run.pk}/result.json").json()
    assert record["citations"][0]["state"] == "verified"
    assert record["citations"][0]["page"] == 1
    assert record["coverage"]["pages"] == 3
    assert record["usage"]["input_tokens"] == 123
    assert record["timings"]["total_seconds"] is not None


async def events_of(client: AsyncClient, url: str) -> list[tuple[str, str]]:
    response = await client.get(url)
    body = b"".join([piece async for piece in response.streaming_content]).decode()
    blocks = [block.split("\n") for block in body.split("\n\n") if "event: " in block]
    return [
        (
            next(line[7:] for line in block if line.startswith("event: ")),
            "\n".join(line[6:] for line in block if line.startswith("data: ")),
        )
        for block in blocks
    ]


@pytest.mark.django_db(transaction=True)
async def test_the_json_stream_gives_the_whole_output_and_then_how_it_ended(run: Run, owner: User) -> None:
    await sync_to_async(execute_run)(run, ScriptedClient("One ", "two."))
    client = AsyncClient()
    await client.aforce_login(owner)
    events = await events_of(client, f"/runs/{run.pk}/events")
    assert "".join(json.loads(data)["text"] for name, data in events if name == "delta") == "One two."
    assert events[-1] == ("done", json.dumps({"status": "succeeded"}))


@pytest.mark.django_db(transaction=True)
async def test_the_html_stream_draws_blocks_and_closes(run: Run, owner: User) -> None:
    await sync_to_async(execute_run)(run, ScriptedClient("# Title\n\n", "First paragraph.\n\n", "Second"))
    client = AsyncClient()
    await client.aforce_login(owner)
    events = await events_of(client, f"/runs/{run.pk}/stream")
    names = [name for name, _ in events]
    assert names[0] == "answer"
    assert names[-1] == "done"
    drawn = "".join(data for name, data in events if name in ("block", "tail"))
    assert "First paragraph." in drawn
    assert "Second" in drawn


@pytest.mark.django_db(transaction=True)
async def test_an_outsider_cannot_listen(run: Run, outsider: User) -> None:
    client = AsyncClient()
    await client.aforce_login(outsider)
    assert (await client.get(f"/runs/{run.pk}/events")).status_code == 404


def test_run_again_on_what_no_longer_fits_says_both_numbers(client: Client, run: Run, owner: User) -> None:
    execute_run(run, ScriptedClient(OUTPUT))
    Document.objects.update(token_count=5_000_000, tokens_exact=True)
    client.force_login(owner)
    page = client.post(f"/runs/{run.pk}/again/", headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert "the limit is" in page.content.decode()
    assert Run.objects.count() == 1
