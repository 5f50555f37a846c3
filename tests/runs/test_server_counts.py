"""What the server counts or refuses sets right what was estimated of the document."""

from __future__ import annotations

from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.runs.execution import execute_run
from tests.fakes import ScriptedClient
from tests.people import make_ready
from tests.runs.test_execution import queued

PROFILE = ModelProfile(name="scripted", label="Scripted", chat_format="chatml")


def test_a_refusal_of_the_server_makes_the_document_say_that_it_does_not_fit(owner: User, settings) -> None:
    settings.MODEL = {**settings.MODEL, "context_window": 40_000}
    run = queued(owner, make_ready(owner))
    refusal = PromptTooLong("Too long.", tokens=41_234, limit=40_000)
    execute_run(run, ScriptedClient(refusal, profile=PROFILE))
    run.refresh_from_db()
    assert (run.status, run.error_code) == ("failed", "too_long")
    needed = fit(Document.objects.get())
    assert needed is not None
    assert (needed.fits, needed.tokens) == (False, 41_234)
    assert "by the server's count" in needed.sentence


def test_a_refusal_before_sending_changes_no_count(owner: User, settings) -> None:
    document = make_ready(owner)
    run = queued(owner, document)
    settings.MODEL = {**settings.MODEL, "context_window": 4200}
    execute_run(run, ScriptedClient("Never sent.", profile=PROFILE))
    assert Document.objects.get().token_count == document.token_count


def test_an_answer_corrects_the_document_and_its_pages(owner: User) -> None:
    document = make_ready(owner)
    before = document.content.pages[0]["tokens"]
    execute_run(queued(owner, document), ScriptedClient("Yes.", profile=PROFILE))
    document = Document.objects.get()
    assert document.tokens_method == "server"
    assert document.content.pages[0]["tokens"] < before
