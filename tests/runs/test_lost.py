"""A run whose documents went, by whatever way, is never sent without them."""

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.execution import execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import NotReady, create_run, repeat_run
from tests.fakes import ScriptedClient
from tests.people import make_ready


def asked(user: User, *documents: Document) -> Run:
    return create_run(
        user=user, documents=documents, task=Task(kind="question", instructions="What of revenue?")
    )


def answered(run: Run) -> tuple[Run, int]:
    """The run after a worker had it, and how many prompts were sent."""
    client = ScriptedClient("All is well.")
    execute_run(run, client)
    return Run.objects.get(pk=run.pk), len(client.prompts)


@pytest.mark.parametrize("lost", [(0,), (1,), (0, 1)], ids=["first", "last", "both"])
def test_a_queued_run_that_lost_a_document_fails_and_says_which(owner: User, lost: tuple[int, ...]) -> None:
    documents = [make_ready(owner, "Lease"), make_ready(owner, "Amendment")]
    titles = [documents[number].title for number in lost]
    run = asked(owner, *documents)
    for number in lost:
        documents[number].delete()
    run, sent = answered(run)
    assert (run.status, run.error_code, run.output, sent) == ("failed", "documents_lost", "", 0)
    assert all(title in run.error_message for title in titles)
    assert run.gone == titles
    with pytest.raises(NotReady, match=titles[0]):
        repeat_run(user=owner, run=run)


def test_one_queued_before_runs_noted_their_documents_is_not_sent_without_any(owner: User) -> None:
    document = make_ready(owner)
    run = asked(owner, document)
    Run.objects.update(coverage={})
    document.delete()
    run, sent = answered(run)
    assert (run.status, run.error_code, sent) == ("failed", "documents_lost", 0)
    assert run.error_message


def test_a_run_with_all_its_documents_is_sent(owner: User) -> None:
    run = asked(owner, make_ready(owner, "Lease"), make_ready(owner, "Amendment"))
    assert run.gone == []
    run, sent = answered(run)
    assert (run.status, sent) == ("succeeded", 1)
    assert [item["title"] for item in run.coverage["documents"]] == ["Lease", "Amendment"]
