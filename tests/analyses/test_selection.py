"""Running a template on chosen documents: one result for each, or all in one prompt."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import create_template, publish, save_draft
from docanalyzer.runs.models import Run
from tests.people import make_document, make_ready

NEW = "/results/new/"


@pytest.fixture
def three(owner: User) -> list[Document]:
    return [make_ready(owner, title) for title in ("First", "Second", "Third")]


def ids(documents: list[Document]) -> dict[str, list[int]]:
    return {"document": [document.pk for document in documents]}


def test_the_page_shows_tokens_and_fit_of_each_before_anything_starts(
    client: Client, owner: User, three: list[Document]
) -> None:
    client.force_login(owner)
    page = client.get(NEW, ids(three)).content.decode()
    assert page.index("First") < page.index("Second") < page.index("Third")
    assert "in 3 prompts, one after another" in page
    assert not Run.objects.exists()


def test_one_result_for_each_document(client: Client, owner: User, three: list[Document]) -> None:
    client.force_login(owner)
    response = client.post(NEW, {**ids(three), "template": "summary", "how": "each", "start": "1"})
    found = Analysis.objects.order_by("pk")
    assert [list(item.run.documents.all()) for item in found] == [[one] for one in three]
    assert len({item.batch for item in found}) == 1
    assert response.headers["Location"] == f"/results/?batch={found[0].batch}"


def test_all_in_one_prompt_keeps_the_order(client: Client, owner: User, three: list[Document]) -> None:
    client.force_login(owner)
    turned = three[::-1]
    response = client.post(NEW, {**ids(turned), "template": "summary", "how": "together", "start": "1"})
    run = Run.objects.get()
    assert [item.document for item in run.run_documents.all()] == turned
    assert response.headers["Location"] == f"/runs/{run.pk}/"


def test_a_comparison_takes_the_chosen_documents_together(
    client: Client, owner: User, three: list[Document]
) -> None:
    client.force_login(owner)
    client.post(NEW, {**ids(three[:2]), "template": "comparison", "how": "each", "start": "1"})
    assert [item.document for item in Run.objects.get().run_documents.all()] == three[:2]


def test_a_comparison_of_one_document_is_refused(client: Client, owner: User, three: list[Document]) -> None:
    client.force_login(owner)
    page = client.post(NEW, {**ids(three[:1]), "template": "comparison", "start": "1"})
    assert page.status_code == 422
    assert "at least two documents" in page.content.decode()
    assert not Run.objects.exists()


def test_moving_up_and_taking_out_start_nothing(client: Client, owner: User, three: list[Document]) -> None:
    client.force_login(owner)
    page = client.post(NEW, {**ids(three), "how": "together", "up": three[2].pk}).content.decode()
    assert page.index("First") < page.index("Third") < page.index("Second")
    page = client.post(NEW, {**ids(three), "drop": three[0].pk}).content.decode()
    assert "First" not in page
    assert not Run.objects.exists()


def test_together_too_large_is_said_with_both_numbers_and_each_alone_still_goes(
    client: Client, owner: User, three: list[Document]
) -> None:
    Document.objects.update(token_count=500_000, tokens_exact=True, page_count=0)
    client.force_login(owner)
    page = client.post(NEW, {**ids(three), "template": "summary", "how": "together", "start": "1"})
    assert page.status_code == 422
    assert "1,502,000 tokens; the limit is 1,048,576" in page.content.decode()
    assert not Run.objects.exists()
    client.post(NEW, {**ids(three), "template": "summary", "how": "each", "start": "1"})
    assert Run.objects.count() == 3


def test_one_that_cannot_run_starts_none(client: Client, owner: User, three: list[Document]) -> None:
    unread = make_document(owner, "Unread")
    client.force_login(owner)
    page = client.post(NEW, {**ids([*three, unread]), "template": "summary", "how": "each", "start": "1"})
    assert page.status_code == 422
    assert "“Unread” is not ready" in page.content.decode()
    assert not Run.objects.exists()


def test_documents_of_others_are_not_among_the_chosen(
    client: Client, owner: User, outsider: User, three: list[Document]
) -> None:
    theirs = make_ready(outsider, "Theirs")
    client.force_login(owner)
    page = client.get(NEW, ids([three[0], theirs])).content.decode()
    assert "First" in page
    assert "Theirs" not in page


def test_run_again_with_another_version_begins_as_the_run_was(
    client: Client, owner: User, three: list[Document]
) -> None:
    mine = PromptTemplate.objects.create(workspace=owner.workspace, slug="mine", name="Mine", kind="summary")
    save_draft(mine, wording={**mine.wording(), "instructions": "Old words."}, name="Mine", description="")
    first = publish(mine, author=owner)
    client.force_login(owner)
    client.post(NEW, {**ids(three[:1]), "template": "mine", "start": "1"})
    run = Run.objects.get()
    save_draft(mine, wording={**mine.wording(), "instructions": "New words."}, name="Mine", description="")
    publish(mine, author=owner)
    page = client.get(NEW, {"from": run.pk}).content.decode()
    assert f'value="{first.pk}" selected' in page
    client.post(NEW, {**ids(three[:1]), "template": "mine", "version": first.pk, "start": "1"})
    client.post(NEW, {**ids(three[:1]), "template": "mine", "start": "1"})
    words = [one.task["instructions"] for one in Run.objects.order_by("pk")]
    assert words == ["Old words.", "Old words.", "New words."]


def test_a_document_that_a_variable_names_is_not_among_the_chosen_the_next_time(
    client: Client, owner: User, three: list[Document]
) -> None:
    wording = {"instructions": "Beside {{ x }}.", "variables": [{"name": "x", "type": "document"}]}
    publish(create_template(user=owner, name="Beside", kind="summary", wording=wording), author=owner)
    client.force_login(owner)
    for chosen, named in ((three[:1], three[1]), (three[:2], three[2]), (three[:1], three[0])):
        how = {"template": "beside", "how": "together", "start": "1"}
        client.post(NEW, {**ids(chosen), **how, "variable-x": named.pk})
        run = Run.objects.latest("pk")
        form = client.get(NEW, {"from": run.pk}).context["form"]
        assert list(form.documents) == chosen
        assert form.initial["how"] == ("together" if len(chosen) > 1 else "each")
        assert form.initial["variable-x"] == named.pk


def test_a_comparison_keeps_two_documents_though_a_variable_names_one(
    client: Client, owner: User, three: list[Document]
) -> None:
    wording = {"instructions": "Beside {{ x }}.", "variables": [{"name": "x", "type": "document"}]}
    publish(create_template(user=owner, name="Beside", kind="comparison", wording=wording), author=owner)
    client.force_login(owner)
    client.post(
        NEW,
        {**ids(three[:2]), "template": "beside", "how": "together", "start": "1", "variable-x": three[1].pk},
    )
    assert list(client.get(NEW, {"from": Run.objects.get().pk}).context["form"].documents) == three[:2]


def test_a_run_of_another_workspace_cannot_be_begun_from(
    client: Client, owner: User, outsider: User, three: list[Document]
) -> None:
    client.force_login(owner)
    client.post(NEW, {**ids(three[:1]), "template": "summary", "start": "1"})
    client.force_login(outsider)
    assert client.get(NEW, {"from": Run.objects.get().pk}).status_code == 404


def test_a_number_without_end_is_no_document(client: Client, owner: User, three: list[Document]) -> None:
    client.force_login(owner)
    for key in ("up", "drop", "document"):
        assert client.get(NEW, {**ids(three[:1]), key: "9" * 5000}).status_code in (200, 302), key
