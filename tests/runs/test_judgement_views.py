import asyncio
import hashlib
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.judgement_views import judged
from docanalyzer.runs.judgements import judge, sign_off, standing
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from docanalyzer.runs.shelf import SHELF
from tests.fakes import ScriptedClient
from tests.people import make_ready

FIELDS = [
    {"name": "revenue", "title": "Revenue", "type": "amount"},
    {"name": "paid", "title": "Paid on", "type": "date", "list": True},
    {"name": "dividend", "title": "Dividend policy"},
    {"name": "law", "title": "Governing law"},
]
ANSWER = {
    "revenue": {"value": "42.7 million euros", "quote": "Revenue rose to 42.7 million euros", "page": 1},
    "paid": [{"value": "3.6.2024", "quote": "It is paid on 3 June 2024.", "page": 2}],
    "dividend": None,
    "law": None,
}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nothing_at_hand() -> None:
    """The worker's shelf knows texts by their row, and each test begins at row 1."""
    SHELF.places.clear()


@pytest.fixture
def run(owner: User) -> Run:
    task = Task(kind="extraction", instructions="Find these.", fields=FIELDS, output="json")
    run = create_run(user=owner, documents=[make_ready(owner)], task=task)
    execute_run(run, ScriptedClient(json.dumps(ANSWER)))
    return run


@pytest.fixture
def page(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def say(client: Client, run: Run, **said: Any) -> Any:
    return client.post(f"/runs/{run.pk}/judge/", said, headers=HTMX)


def rows_of(html: str) -> dict[str, str]:
    return {row.split('scope="row">')[1].split("<")[0]: row for row in html.split('<tr class="field')[1:]}


def test_a_value_stands_with_its_meaning_its_quote_and_its_check(page: Client, run: Run) -> None:
    rows = rows_of(page.get(f"/runs/{run.pk}/").content.decode())
    assert "42,700,000 EUR" in rows["Revenue"]
    assert 'class="values is-numeric"' in rows["Revenue"]
    assert '<q class="value-quote">Revenue rose to 42.7 million euros</q>' in rows["Revenue"]
    assert 'class="cite is-verified"' in rows["Revenue"]
    assert "2024-06-03 / 2024-03-06? The document does not say which." in rows["Paid on"]


def test_what_is_not_stated_is_backed_by_a_search_with_its_hits(page: Client, run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(chat_format="qwen")
    rows = rows_of(page.get(f"/runs/{run.pk}/").content.decode())
    assert "Not stated in the document" in rows["Governing law"]
    assert "found nothing" in rows["Governing law"]
    assert (
        "o occurrence of “Governing law” in 3 pages (1 page without text could not be searched)"
        in (rows["Governing law"])
    )
    assert "<b>dividend</b> of 0.85 euros" in rows["Dividend policy"]
    document = run.documents.get().pk
    assert f"/documents/{document}/pages/?around=2&amp;start=" in rows["Dividend policy"]
    assert "proves little" not in rows["Governing law"]


def test_the_built_in_engine_does_not_claim_that_a_document_states_nothing(page: Client, run: Run) -> None:
    assert run.chat_format == "extractive"
    rows = rows_of(page.get(f"/runs/{run.pk}/").content.decode())
    assert "The built-in engine found no value" in rows["Governing law"]
    assert "Not stated in the document" not in rows["Governing law"]
    said = say(page, run, kind="verified", field="law", seen=0).content.decode()
    assert "Not stated in the document" in said  # now a person says so


def test_a_search_in_another_script_says_that_it_proves_little(page: Client, owner: User) -> None:
    task = Task(kind="extraction", instructions="Find.", fields=FIELDS[3:], output="json")
    document = make_ready(owner, "合同", ("本合同适用中华人民共和国法律，争议提交北京仲裁委员会。",))
    run = create_run(user=owner, documents=[document], task=task)
    execute_run(run, ScriptedClient(json.dumps({"law": None})))
    assert "proves little" in page.get(f"/runs/{run.pk}/").content.decode()


def test_verifying_gives_the_row_back_with_who_did_it(page: Client, run: Run) -> None:
    html = say(page, run, kind="verified", field="revenue", seen=0).content.decode()
    assert html.startswith('<tr class="field')
    assert 'class="verdict is-verified"' in html
    assert "owner" in html
    assert f'id="sign-off-{run.pk}"' in html
    assert "1 verified" in html


def test_a_correction_shows_both_values_and_what_the_new_one_means(page: Client, run: Run) -> None:
    html = say(
        page, run, kind="corrected", field="revenue", value="€42.8 million", note="Page 7"
    ).content.decode()
    assert "<del>42.7 million euros</del>" in html
    assert "42,800,000 EUR" in html
    assert "Page 7" in html


def test_an_empty_correction_strikes_the_value_out_and_a_list_takes_another(page: Client, run: Run) -> None:
    assert "Struck out" in say(page, run, kind="corrected", field="paid", item=1, value="").content.decode()
    html = say(page, run, kind="corrected", field="paid", item=2, value="4 June 2024").content.decode()
    assert "2024-06-04" in html
    assert "Added by a person" in html


def test_values_of_people_are_text_on_the_page(page: Client, run: Run) -> None:
    bad = "<script>alert(1)</script>\"'>"
    say(page, run, kind="corrected", field="revenue", value=bad, note=bad)
    assert "<script>alert" not in page.get(f"/runs/{run.pk}/").content.decode()


def test_the_dialog_holds_what_stands_and_the_quote(page: Client, run: Run) -> None:
    url = f"/runs/{run.pk}/judgement/?kind=corrected&field=revenue"
    html = page.get(url).content.decode()
    assert 'value="42.7 million euros"' in html
    assert "Revenue rose to 42.7 million euros</blockquote>" in html


def test_who_comes_second_is_told_in_the_dialog_and_may_send_it_again(
    page: Client, run: Run, colleague: User
) -> None:
    judge(user=colleague, run=run, kind="flagged", field="revenue", note="Which year?")
    said = {"kind": "corrected", "field": "revenue", "value": "1", "seen": 0, "dialog": 1}
    response = say(page, run, **said)
    assert response.status_code == 422
    assert response["HX-Retarget"] == f"#judgement-{run.pk}"
    html = response.content.decode()
    assert "colleague was here before you" in html
    seen = standing(run).of("revenue").seen
    assert f'name="seen" value="{seen}"' in html
    assert say(page, run, **{**said, "seen": seen}).status_code == 200


def test_who_comes_second_with_one_key_gets_the_row_as_it_stands_and_a_toast(
    page: Client, run: Run, colleague: User
) -> None:
    judge(user=colleague, run=run, kind="flagged", field="revenue")
    response = say(page, run, kind="verified", field="revenue", seen=0)
    assert "colleague was here before you" in response["HX-Trigger"]
    assert 'class="verdict is-flagged"' in response.content.decode()


def test_a_sign_off_is_shown_with_its_hash_and_a_later_change_too(page: Client, run: Run) -> None:
    say(page, run, kind="signed", note="For the board", dialog=1)
    html = page.get(f"/runs/{run.pk}/panel/").content.decode()
    assert "Signed off by owner" in html
    assert str(standing(run).signed.sha256)[:16] in html  # type: ignore[union-attr]
    say(page, run, kind="verified", field="law")
    assert "Changed since owner signed it off" in page.get(f"/runs/{run.pk}/panel/").content.decode()
    say(page, run, kind="withdrawn")
    assert "Not signed off" in page.get(f"/runs/{run.pk}/panel/").content.decode()


def test_the_record_has_what_was_said_and_what_holds(page: Client, run: Run, owner: User) -> None:
    judge(user=owner, run=run, kind="corrected", field="revenue", value="€42.8 million", note="Page 7")
    sign_off(user=owner, run=run)
    record = page.get(f"/runs/{run.pk}/result.json").json()
    revenue = record["fields"][0]["values"][0]
    assert (revenue["value"], revenue["in_force"]) == ("42.7 million euros", "€42.8 million")
    assert revenue["normal"]["value"] == "42800000.0"
    assert revenue["verdict"]["state"] == "corrected"
    assert [said["kind"] for said in record["judgements"]] == ["corrected", "signed"]
    assert record["sign_off"]["state"] == "signed"
    signed = record["judgements"][1]
    plain = json.dumps(signed["signed"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(plain.encode()).hexdigest() == signed["sha256"]
    output = hashlib.sha256(record["output"].encode()).hexdigest()
    assert signed["signed"]["output_sha256"] == output
    assert record["fields"][3]["searches"][0]["terms"][0]["total"] == 0


def test_the_page_gives_the_record_that_reproduces_the_result(page: Client, run: Run) -> None:
    html = page.get(f"/runs/{run.pk}/").content.decode()
    run.refresh_from_db()
    for fact in (run.prompt_sha256, run.documents.get().content.sha256, "temperature", "Scripted"):
        assert fact in html
    assert f'data-copy-url="/runs/{run.pk}/result.json"' in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_colleague_may_judge_and_an_outsider_finds_nothing(
    client: Client, run: Run, colleague: User, outsider: User, method: str
) -> None:
    url = f"/runs/{run.pk}/judge/" if method == "post" else f"/runs/{run.pk}/judgement/"
    for user, status in ((colleague, 200), (outsider, 404)):
        client.force_login(user)
        answer = getattr(client, method)(url, {"kind": "verified", "field": "law"}, headers=HTMX)
        assert answer.status_code == status
    assert Judgement.objects.filter(author=outsider).count() == 0


def test_judging_is_a_post_of_someone_signed_in(client: Client, run: Run, owner: User) -> None:
    assert client.post(f"/runs/{run.pk}/judge/", {"kind": "verified"}).status_code == 302
    client.force_login(owner)
    assert client.get(f"/runs/{run.pk}/judge/").status_code == 405
    assert not Judgement.objects.exists()


def test_nonsense_is_refused(page: Client, run: Run) -> None:
    assert say(page, run, kind="praised").status_code == 400
    assert say(page, run, kind="verified", field="law", item=-1).status_code == 400
    assert page.get(f"/runs/{run.pk}/judgement/?kind=").status_code == 404


def test_without_javascript_the_page_comes_back(page: Client, run: Run) -> None:
    answer = page.post(f"/runs/{run.pk}/judge/", {"kind": "verified", "field": "law"})
    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{run.pk}/")


def test_the_page_asks_the_database_no_more_for_more_values(
    page: Client, run: Run, owner: User, django_assert_max_num_queries: Any
) -> None:
    for field in ("revenue", "dividend", "law"):
        judge(user=owner, run=run, kind="verified", field=field)
    with django_assert_max_num_queries(16):
        page.get(f"/runs/{run.pk}/panel/")


@pytest.mark.django_db(transaction=True)
async def test_another_person_sees_it_as_it_happens(run: Run, colleague: User) -> None:
    story = judged(run, 0)
    assert "event: begun" in await anext(story)
    await sync_to_async(judge)(user=colleague, run=run, kind="verified", field="revenue")
    event = await asyncio.wait_for(anext(story), 10)
    assert "event: field-revenue" in event
    assert "is-verified" in event
    assert "event: sign-off" in await asyncio.wait_for(anext(story), 10)
    await story.aclose()


@pytest.mark.django_db(transaction=True)
async def test_a_dropped_connection_misses_nothing(run: Run, colleague: User) -> None:
    story = judged(run, 0)
    seen = (await anext(story)).split("\n")[0].removeprefix("id: ")
    await story.aclose()
    await sync_to_async(judge)(user=colleague, run=run, kind="flagged", field="law")
    story = judged(run, 0, seen)
    assert f"id: {seen}" in await anext(story)
    assert "event: field-law" in await asyncio.wait_for(anext(story), 10)
    await story.aclose()


@pytest.mark.django_db(transaction=True)
async def test_an_outsider_cannot_listen(run: Run, outsider: User) -> None:
    client = AsyncClient()
    await client.aforce_login(outsider)
    assert (await client.get(f"/runs/{run.pk}/judged")).status_code == 404


def test_the_admin_shows_what_was_said_and_lets_nobody_change_it(
    client: Client, run: Run, owner: User
) -> None:
    judge(user=owner, run=run, kind="verified", field="law", note="Seen")
    User.objects.filter(pk=owner.pk).update(is_staff=True, is_superuser=True)
    client.force_login(owner)
    page = client.get(f"/admin/runs/run/{run.pk}/change/").content.decode()
    assert "Seen" in page
    assert 'name="judgements-0-note"' not in page


def test_a_sign_off_from_an_older_dialog_is_refused_and_says_who_was_faster(
    page: Client, run: Run, colleague: User
) -> None:
    dialog = page.get(f"/runs/{run.pk}/judgement/?kind=signed").content.decode()
    assert 'name="seen" value="0"' in dialog
    judge(user=colleague, run=run, kind="corrected", field="revenue", value="€9 million")
    again = say(page, run, kind="signed", seen=0, dialog=1)
    assert again.status_code == 422
    assert "colleague was here before you" in again.content.decode()
    newest = standing(run).newest
    assert f'name="seen" value="{newest}"' in again.content.decode()
    assert say(page, run, kind="signed", seen=newest, dialog=1).status_code == 200
    assert standing(run).is_signed
