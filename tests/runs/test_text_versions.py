"""Results beside a document whose text changes: recognised pages, another reading of tracked changes."""

from django.test import Client

from docanalyzer.accounts.models import User
from docanalyzer.documents.merging import merge_recognised
from docanalyzer.documents.models import Document, RecognisedPage
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import build_prompt, execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

GLM = ModelProfile(name="glm", label="GLM", chat_format="glm4")


def answered(user: User, document: Document, answer: str, profile: ModelProfile | None = None) -> Run:
    run = create_run(user=user, documents=[document], task=Task(kind="question", instructions="Who signs?"))
    execute_run(run, ScriptedClient(answer, profile=profile))
    run.refresh_from_db()
    return run


def recognised(document: Document) -> Document:
    """Page 3 of make_ready's document, which has no text layer."""
    RecognisedPage.objects.create(document=document, index=3, label="3", text="Signed by Ida Holm in Oslo.")
    merge_recognised(document)
    return Document.objects.get(pk=document.pk)


def test_a_result_keeps_the_text_it_ran_with(owner: User) -> None:
    document = make_ready(owner)
    run = answered(owner, document, "Nobody. “Revenue rose to 42.7 million euros in 2023.” [p. 1]")
    before = document.content.sha256
    after = recognised(document).content
    assert after.sha256 != before
    run = Run.objects.get(pk=run.pk)
    assert run.texts()[0].sha256 == before
    assert build_prompt(run).sha256 == run.prompt_sha256


def test_a_run_that_was_queued_before_runs_with_the_text_it_was_asked_of(owner: User) -> None:
    document = make_ready(owner)
    run = create_run(user=owner, documents=[document], task=Task(kind="question", instructions="Who signs?"))
    recognised(document)
    client = ScriptedClient("Nobody.")
    execute_run(Run.objects.get(pk=run.pk), client)
    run.refresh_from_db()
    assert "Ida Holm" not in client.prompts[0]
    assert run.coverage["documents"][0]["empty_pages"] == [3]


def test_recognised_pages_are_named_in_the_receipt_and_marked_where_they_are_cited(
    client: Client, owner: User
) -> None:
    document = recognised(make_ready(owner))
    run = answered(
        owner, document, "“Signed by Ida Holm in Oslo.” [p. 3] “Revenue rose to 42.7 million euros” [p. 1]"
    )
    assert run.coverage["documents"][0]["ocr_pages"] == [3]
    client.force_login(owner)
    page = " ".join(client.get(f"/runs/{run.pk}/").content.decode().split())
    assert "1: page 3; may hold errors" in page
    assert page.count('<span class="cite-word">OCR</span>') == 1
    assert f"text={document.content.sha256}" in page


def test_the_servers_count_replaces_the_estimate_after_the_first_run(owner: User) -> None:
    document = make_ready(owner)
    estimated = document.token_count
    run = answered(owner, document, "Nobody.", GLM)
    document.refresh_from_db()
    assert document.tokens_method == "server"
    assert document.token_count == -(-(estimated or 0) * 123 // run.prompt_tokens)


def test_the_built_in_engines_units_are_no_tokens(owner: User) -> None:
    document = make_ready(owner)
    answered(owner, document, "Nobody.")
    document.refresh_from_db()
    assert document.tokens_method == "estimate"


def test_a_run_over_two_documents_teaches_nothing_about_either(owner: User) -> None:
    documents = [make_ready(owner, "One"), make_ready(owner, "Two")]
    run = create_run(user=owner, documents=documents, task=Task(kind="comparison", instructions="Compare."))
    execute_run(run, ScriptedClient("Equal.", profile=GLM))
    assert set(Document.objects.values_list("tokens_method", flat=True)) == {"estimate"}


def test_a_prompt_is_rebuilt_under_the_titles_that_were_in_it(owner: User) -> None:
    documents = [make_ready(owner, "One"), make_ready(owner, "Two")]
    run = create_run(user=owner, documents=documents, task=Task(kind="comparison", instructions="Compare."))
    client = ScriptedClient("Equal.", profile=GLM)
    execute_run(run, client)
    Document.objects.filter(pk=documents[1].pk).update(title="Renamed")
    run = Run.objects.get(pk=run.pk)
    assert build_prompt(run).text == client.prompts[0]
    assert build_prompt(run).sha256 == run.prompt_sha256


def test_a_document_renamed_in_the_queue_is_asked_under_its_new_title(owner: User) -> None:
    document = make_ready(owner, "Old")
    run = create_run(user=owner, documents=[document], task=Task(kind="question", instructions="Who signs?"))
    Document.objects.update(title="New")
    assert 'title="New"' in build_prompt(run).text.replace('"title": "New"', 'title="New"')
    execute_run(run, ScriptedClient("Nobody.", profile=GLM))
    run.refresh_from_db()
    assert run.coverage["documents"][0]["title"] == "New"
    assert build_prompt(run).sha256 == run.prompt_sha256
