import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.models import Run
from tests.people import make_document, make_ready


def test_summarise_queues_a_run_of_the_templates_version(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    response = client.post(f"/documents/{document.pk}/analyses/", {"template": "summary"})
    run = Run.objects.get()
    assert response.headers["Location"] == f"/runs/{run.pk}/"
    assert run.prompt_version == PromptTemplate.objects.get(slug="summary").current
    assert run.status == "queued"


def test_a_panel_shows_what_it_started(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    headers = {"HX-Request": "true"}
    page = client.post(f"/documents/{document.pk}/analyses/", {"template": "summary"}, headers=headers)
    run = Run.objects.get()
    assert f'sse-connect="/runs/{run.pk}/stream"' in page.content.decode()
    assert "Queued as number 1" in page.content.decode()


def test_a_comparison_takes_both_documents_in_order(client: Client, owner: User) -> None:
    first, second = make_ready(owner, "First"), make_ready(owner, "Second")
    client.force_login(owner)
    client.post(f"/documents/{first.pk}/analyses/", {"template": "comparison", "other": second.pk})
    assert [item.document for item in Run.objects.get().run_documents.all()] == [first, second]


def test_a_comparison_needs_the_other_document(client: Client, owner: User) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    page = client.post(
        f"/documents/{document.pk}/analyses/", {"template": "comparison"}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 422
    assert "Choose the document to compare with." in page.content.decode()


def test_a_document_of_another_workspace_cannot_be_compared_with(
    client: Client, owner: User, outsider: User
) -> None:
    document, theirs = make_ready(owner), make_ready(outsider)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/analyses/", {"template": "comparison", "other": theirs.pk})
    assert not Run.objects.exists()


def test_what_does_not_fit_is_refused_with_both_numbers_and_nothing_is_queued(
    client: Client, owner: User
) -> None:
    document = make_ready(owner)
    Document.objects.update(token_count=1_082_400, tokens_exact=True, page_count=0)
    client.force_login(owner)
    page = client.post(
        f"/documents/{document.pk}/analyses/", {"template": "summary"}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 422
    assert "1,084,400 tokens; the limit is 1,048,576" in page.content.decode()
    assert not Run.objects.exists()


def test_a_document_that_is_not_read_yet_is_refused(client: Client, owner: User) -> None:
    document = make_document(owner)
    client.force_login(owner)
    client.post(f"/documents/{document.pk}/analyses/", {"template": "summary"})
    assert not Run.objects.exists()


@pytest.mark.parametrize("kind", ["summary", "extraction", "comparison"])
def test_the_owner_and_a_colleague_open_a_panel_and_an_outsider_does_not(
    client: Client, owner: User, colleague: User, outsider: User, kind: str
) -> None:
    document = make_ready(owner)
    for user, status in ((owner, 200), (colleague, 200), (outsider, 404)):
        client.force_login(user)
        assert client.get(f"/documents/{document.pk}/analyses/{kind}/").status_code == status


def test_an_outsider_starts_nothing(client: Client, owner: User, outsider: User) -> None:
    document = make_ready(owner)
    client.force_login(outsider)
    assert client.post(f"/documents/{document.pk}/analyses/", {"template": "summary"}).status_code == 404
    assert not Analysis.objects.exists()
