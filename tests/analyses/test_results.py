"""The list of results: who sees it, what finds one, and how many questions it asks of the database."""

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.analyses.models import Analysis
from docanalyzer.analyses.services import create_analyses, create_analysis
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import publish, save_draft
from docanalyzer.runs.models import Run
from tests.people import make_ready


def template(slug: str) -> PromptTemplate:
    return PromptTemplate.objects.get(slug=slug, workspace=None)


@pytest.fixture
def document(owner: User) -> Document:
    return make_ready(owner, "Harbour Mills 2023")


@pytest.fixture
def summary(owner: User, document: Document) -> Analysis:
    return create_analysis(user=owner, template=template("summary"), documents=[document])


def test_the_owner_and_a_colleague_see_it_and_an_outsider_does_not(
    client: Client, owner: User, colleague: User, outsider: User, summary: Analysis
) -> None:
    link = f"/runs/{summary.run_id}/"
    for person, sees in ((owner, True), (colleague, True), (outsider, False)):
        client.force_login(person)
        assert (link in client.get("/results/").content.decode()) == sees


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=harbour", True),
        ("q=forty-two+million", True),
        ("q=nowhere", False),
        ("kind=summary", True),
        ("kind=extraction", False),
        ("state=succeeded", True),
        ("state=failed", False),
        ("mine=1", True),
        ("kind=nonsense&document=x&batch=y", True),
    ],
)
def test_words_kind_state_and_person_narrow_the_list(
    client: Client, owner: User, summary: Analysis, query: str, found: bool
) -> None:
    Run.objects.update(status="succeeded", output="Revenue was forty-two million.")
    client.force_login(owner)
    page = client.get(f"/results/?{query}").content.decode()
    assert (f"/runs/{summary.run_id}/" in page) == found


def test_a_documents_results_are_its_own(
    client: Client, owner: User, document: Document, summary: Analysis
) -> None:
    other = make_ready(owner, "Another")
    create_analysis(user=owner, template=template("summary"), documents=[other])
    client.force_login(owner)
    page = client.get(f"/results/?document={document.pk}").content.decode()
    assert page.count('class="item-title"') == 1


def test_a_longer_list_asks_no_more_of_the_database(
    client: Client, owner: User, document: Document, django_assert_max_num_queries
) -> None:
    for _number in range(12):
        create_analysis(user=owner, template=template("summary"), documents=[document])
    client.force_login(owner)
    with django_assert_max_num_queries(14):
        client.get("/results/")


def test_all_that_were_started_together_stop_together(
    client: Client, owner: User, outsider: User, document: Document
) -> None:
    documents = [document, make_ready(owner, "Another")]
    batch = create_analyses(user=owner, template=template("summary"), documents=documents)[0].batch
    client.force_login(outsider)
    client.post(f"/results/batches/{batch}/cancel/")
    assert Run.objects.unfinished().count() == 2
    client.force_login(owner)
    client.post(f"/results/batches/{batch}/cancel/")
    assert Run.objects.unfinished().count() == 0


def test_running_again_makes_a_result_of_its_own(
    client: Client, owner: User, outsider: User, summary: Analysis
) -> None:
    Run.objects.update(status="succeeded", output="Once.")
    url = f"/runs/{summary.run_id}/analysis-again/"
    client.force_login(outsider)
    assert client.post(url).status_code == 404
    client.force_login(owner)
    client.post(url)
    again = Analysis.objects.first()
    assert again is not None
    assert again != summary
    assert again.prompt_version == summary.prompt_version
    assert again.run.task == summary.run.task


def test_who_may_not_use_a_template_does_not_run_it_again_either(
    client: Client, owner: User, colleague: User
) -> None:
    template = PromptTemplate.objects.create(
        workspace=owner.workspace, slug="secret", name="Secret", kind="summary"
    )
    save_draft(template, wording={"instructions": "Read it."})
    publish(template, author=owner)
    run = create_analysis(user=owner, template=template, documents=[make_ready(owner)]).run
    Run.objects.update(status=Run.Status.SUCCEEDED)
    template.people.set([owner])
    for action in ("analysis-again", "again"):
        client.force_login(colleague)
        refused = client.post(f"/runs/{run.pk}/{action}/")
        assert refused.status_code == 422
        assert "not meant for you" in refused.content.decode()
    client.force_login(owner)
    assert client.post(f"/runs/{run.pk}/analysis-again/").status_code == 302
    PromptTemplate.objects.filter(pk=template.pk).update(archived=True)
    assert client.post(f"/runs/{run.pk}/analysis-again/").status_code == 422
