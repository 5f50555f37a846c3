from __future__ import annotations

import json

import pytest
from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.guides.models import Guide
from docanalyzer.guides.services import guide_by_itself, make_guide
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.threads.services import ask
from tests.fakes import ScriptedClient
from tests.people import make_ready

HTMX = {"HX-Request": "true"}
GLM = ModelProfile(name="scripted", label="Scripted", chat_format="glm4")
SAID = {
    "key_points": [
        {"value": "Harbour Mills grew in 2023.", "quote": "Revenue rose to 42.7 million euros", "page": 1}
    ],
    "topics": [{"value": "Dividend", "quote": "The board proposes a dividend", "page": 2}],
    "questions": [{"value": "When is the dividend paid?", "quote": "It is paid on 3 June 2024", "page": 2}],
    "dates": [{"value": "2024-06-03", "quote": "It is paid on 3 June 2024", "page": 2}],
    "amounts": [{"value": "42.7 million euros", "quote": "Revenue rose to 52.7 million euros", "page": 1}],
}


@pytest.fixture
def document(owner: User) -> Document:
    return make_ready(owner)


def made(
    owner: User, document: Document, profile: ModelProfile | None = GLM, **said: object
) -> ScriptedClient:
    guide = make_guide(document=document, user=owner)
    scripted = ScriptedClient(json.dumps({**SAID, **said}), profile=profile)
    execute_run(guide.run, scripted)
    return scripted


def test_a_guide_is_one_run_and_each_of_its_statements_is_checked(
    client: Client, owner: User, document: Document
) -> None:
    client.force_login(owner)
    made(owner, document)
    page = client.get(f"/documents/{document.pk}/guide/").content.decode()
    assert "Harbour Mills grew in 2023." in page
    assert 'value="When is the dividend paid?"' in page
    assert page.count('class="cite is-verified"') == 3
    assert "42.7 million euros" in page.split("Key amounts")[1]
    assert "cite is-close" in page or "cite is-not-found" in page  # the altered figure
    assert Run.objects.count() == 1


def test_a_guide_shares_the_prompts_beginning_with_every_question(owner: User, document: Document) -> None:
    guide_prompt = made(owner, document).prompts[0]
    scripted = ScriptedClient("Yes.", profile=GLM)
    execute_run(ask(user=owner, document=document, question="What?").run, scripted)
    shared = guide_prompt[: guide_prompt.index("</document>")]
    assert scripted.prompts[0].startswith(shared)


def test_the_built_in_engine_asks_about_its_topics_and_says_that_it_only_quotes(
    client: Client, owner: User, document: Document
) -> None:
    topic = {"value": "2.1 Dividend", "quote": "The board proposes a dividend", "page": 2}
    made(owner, document, None, questions=None, topics=[topic])
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/guide/").content.decode()
    assert "What does it say about “Dividend”?" in page
    assert "it writes no summary of its own" in page


def test_who_makes_and_sees_a_guide(
    client: Client, owner: User, colleague: User, outsider: User, document: Document
) -> None:
    url = f"/documents/{document.pk}/guide/"
    for user, status in ((outsider, 404), (colleague, 200), (owner, 200)):
        client.force_login(user)
        assert client.post(f"{url}make/", headers=HTMX).status_code == status
        assert client.get(url).status_code == status
        assert client.get(f"{url}questions/").status_code == status
    assert Run.objects.count() == 1  # the one that is being made is not asked for twice


def test_a_failed_guide_says_why_and_is_made_again(client: Client, owner: User, document: Document) -> None:
    guide = make_guide(document=document, user=owner)
    Run.objects.filter(pk=guide.run_id).update(status=Run.Status.FAILED, error_message="The server is away.")
    client.force_login(owner)
    page = client.get(f"/documents/{document.pk}/guide/").content.decode()
    assert "could not be made" in page
    assert "The server is away." in page
    client.post(f"/documents/{document.pk}/guide/make/", headers=HTMX)
    assert Guide.objects.get().run_id != guide.run_id


def test_a_document_that_does_not_fit_is_refused_with_the_numbers(
    client: Client, owner: User, document: Document, settings
) -> None:
    settings.MODEL = {**settings.MODEL, "context_window": settings.MAX_OUTPUT_TOKENS + 100}
    client.force_login(owner)
    page = client.post(f"/documents/{document.pk}/guide/make/", headers=HTMX)
    assert page.status_code == 422
    assert "the limit is" in page.content.decode()


def test_a_guide_is_made_by_itself_only_where_the_settings_ask_for_it(
    owner: User, document: Document, settings
) -> None:
    assert guide_by_itself(document) is None
    settings.GUIDES = "auto"
    run = guide_by_itself(document)
    assert run is not None
    assert run.created_by is None
    assert guide_by_itself(document) is None


def test_a_chinese_text_gets_a_chinese_guide_and_a_workspace_its_own(
    owner: User, document: Document, settings
) -> None:
    settings.GUIDES = "auto"
    chinese = make_ready(
        owner, "年度报告", ("港口磨坊公司年度报告。二〇二三年营业收入增至四千二百七十万欧元。",)
    )
    run = guide_by_itself(chinese)
    assert run is not None
    assert run.prompt_version is not None
    assert run.prompt_version.template.slug == "guide-zh"
    builtin = PromptTemplate.objects.get(slug="guide", workspace=None)
    own = PromptTemplate.objects.create(
        workspace=owner.workspace, slug="guide", name="Ours", kind="extraction", current=builtin.current
    )
    run = guide_by_itself(document)
    assert run is not None
    assert PromptTemplate.objects.get(pk=own.pk).current == run.prompt_version


def test_a_guide_of_an_earlier_text_says_so(client: Client, owner: User, document: Document) -> None:
    made(owner, document)
    document.content.sha256 = "0" * 64
    document.content.save()
    client.force_login(owner)
    assert "of the text before" in client.get(f"/documents/{document.pk}/guide/").content.decode()


def test_nobody_chooses_the_guide_from_a_list_and_its_run_can_be_changed_and_run(
    client: Client, owner: User, document: Document
) -> None:
    made(owner, document)
    client.force_login(owner)
    for path in (f"/documents/{document.pk}/analyses/extraction/", f"/results/new/?document={document.pk}"):
        page = client.get(path).content.decode()
        assert 'value="extraction"' in page, path
        assert 'value="guide' not in page, path
    assert "Questions to ask" not in client.get("/reviews/new/").content.decode()
    again = client.get(f"/results/new/?from={Run.objects.get().pk}").content.decode()
    assert 'value="guide" selected' in again
