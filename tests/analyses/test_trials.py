"""A draft is tried on a document before it is published."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import Membership, User
from docanalyzer.analyses.models import Analysis, Trial
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import create_template
from docanalyzer.runs.models import Run
from tests.people import make_ready


@pytest.fixture
def admin(owner: User) -> User:
    Membership.objects.filter(user=owner).update(role=Membership.Role.ADMIN)
    return owner


@pytest.fixture
def draft(admin: User) -> PromptTemplate:
    wording = {
        "instructions": "List what {{ party }} owes.",
        "variables": [{"name": "party", "title": "Party", "type": "text", "required": True}],
        "temperature": 0.5,
        "max_tokens": 77,
        "citations": "sparing",
    }
    return create_template(user=admin, name="Debts", kind="summary", wording=wording)


@pytest.fixture
def document(admin: User) -> Document:
    return make_ready(admin)


def test_a_trial_runs_the_draft_and_publishes_nothing(
    client: Client, admin: User, draft: PromptTemplate, document: Document
) -> None:
    client.force_login(admin)
    client.post(f"/templates/{draft.pk}/try/", {"document": document.pk, "variable-party": "Harbour Mills"})
    run = Run.objects.get()
    assert run.task["instructions"].startswith("List what Harbour Mills owes.")
    assert "one quotation" in run.task["instructions"].lower()
    assert run.sampling == {"temperature": 0.5, "max_tokens": 77}
    assert not draft.versions.exists()
    assert not Analysis.objects.exists()
    assert Trial.objects.get().wording["instructions"] == "List what {{ party }} owes."


def test_the_page_shows_the_newest_trial_and_says_when_the_draft_has_moved_on(
    client: Client, admin: User, draft: PromptTemplate, document: Document
) -> None:
    client.force_login(admin)
    url = f"/templates/{draft.pk}/try/"
    client.post(url, {"document": document.pk, "variable-party": "A"})
    changed = "The draft has changed since this was tried."
    assert changed not in client.get(url).content.decode()
    PromptTemplate.objects.filter(pk=draft.pk).update(draft={**draft.wording(), "instructions": "Else."})
    assert changed in client.get(url).content.decode()


def test_a_missing_variable_is_asked_for(
    client: Client, admin: User, draft: PromptTemplate, document: Document
) -> None:
    client.force_login(admin)
    page = client.post(f"/templates/{draft.pk}/try/", {"document": document.pk})
    assert page.status_code == 422
    assert not Run.objects.exists()


def test_only_those_who_write_templates_try_them(
    client: Client, draft: PromptTemplate, colleague: User, outsider: User
) -> None:
    for person in (colleague, outsider):
        client.force_login(person)
        assert client.get(f"/templates/{draft.pk}/try/").status_code == 404


def test_documents_of_others_cannot_be_tried_on(
    client: Client, admin: User, outsider: User, draft: PromptTemplate
) -> None:
    theirs = make_ready(outsider)
    client.force_login(admin)
    page = client.post(f"/templates/{draft.pk}/try/", {"document": theirs.pk, "variable-party": "A"})
    assert page.status_code == 422
    assert not Run.objects.exists()


def test_a_draft_that_says_nothing_yet_is_not_tried(client: Client, admin: User, document: Document) -> None:
    empty = create_template(user=admin, name="Empty", kind="summary")
    client.force_login(admin)
    page = client.post(f"/templates/{empty.pk}/try/", {"document": document.pk})
    assert page.status_code == 422
    assert "Write what is asked of the document." in page.content.decode()
    assert not Run.objects.exists()


def test_what_a_trial_came_to_is_seen_by_those_who_write_templates_alone(
    client: Client, admin: User, draft: PromptTemplate, document: Document, colleague: User
) -> None:
    client.force_login(admin)
    client.post(f"/templates/{draft.pk}/try/", {"document": document.pk, "variable-party": "A"})
    run = Run.objects.get()
    paths = [f"/runs/{run.pk}/", f"/runs/{run.pk}/result.json"]
    assert {client.get(path).status_code for path in paths} == {200}
    client.force_login(colleague)
    assert {client.get(path).status_code for path in paths} == {404}
    assert client.post(f"/runs/{run.pk}/again/").status_code == 404
    assert Run.objects.count() == 1
