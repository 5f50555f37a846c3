import time
from collections.abc import Callable, Sequence

import pytest

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.citations import Citation, Claim, SourceIndex, check_claim
from docanalyzer.pipeline.errors import ServerUnavailable
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs import checking
from docanalyzer.runs.execution import build_prompt, execute_run
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run, create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready

ANSWER = (
    "Revenue grew: “Revenue rose to 42.7 million euros in 2023.” [p. 1]\n\n"
    "A dividend is proposed: “a dividend of 0.85 euros a share” [p. 1], and "
    "“a dividend of 9.85 euros a share” [p. 2], and “The moon is made of cheese, says the board.” [p. 2]\n"
)


def queued(user: User, document: Document, **task: str) -> Run:
    return create_run(
        user=user, documents=[document], task=Task(kind="question", instructions="What of revenue?", **task)
    )


def test_the_answer_is_kept_with_its_checked_citations(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    execute_run(run, ScriptedClient(*ANSWER.splitlines(keepends=True)))
    run.refresh_from_db()
    assert run.status == "succeeded"
    assert run.output == ANSWER
    states = list(run.citations.values_list("state", "page_index"))
    assert states[0] == ("verified", 1)
    assert states[1] == ("moved", 2)
    assert states[2][0] in ("close", "not_found")
    assert states[3][0] == "not_found"


def test_the_record_says_what_was_sent(owner: User) -> None:
    document = make_ready(owner)
    run = queued(owner, document)
    client = ScriptedClient("Nothing.")
    execute_run(run, client)
    run.refresh_from_db()
    assert (run.input_tokens, run.finish_reason, run.model_label) == (123, "stop", "Scripted")
    receipt = run.coverage["documents"][0]
    assert receipt["pages"] == 3
    assert receipt["empty_pages"] == [3]
    assert receipt["characters"] == len(document.content.text)
    assert receipt["text_sha256"] == document.content.sha256


def test_the_prompt_is_rebuilt_byte_for_byte(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    client = ScriptedClient("Nothing.")
    execute_run(run, client)
    rebuilt = build_prompt(Run.objects.get())
    assert rebuilt.text == client.prompts[0]
    assert rebuilt.sha256 == Run.objects.get().prompt_sha256


def test_every_character_of_the_document_is_in_the_prompt(owner: User) -> None:
    document = make_ready(owner)
    client = ScriptedClient("Nothing.")
    execute_run(queued(owner, document), client)
    for page in document.content.pages:
        assert document.content.page_text(page) in client.prompts[0]


def test_two_questions_share_the_prompt_up_to_the_question(owner: User) -> None:
    document = make_ready(owner)
    client = ScriptedClient("Nothing.")
    execute_run(queued(owner, document), client)
    other = create_run(user=owner, documents=[document], task=Task(kind="summary", instructions="Summarise."))
    execute_run(other, client)
    first, second = client.prompts
    assert document.content.text.split("\n\n")[1] in first[: len(build_prompt(other).prefix)]
    assert second.startswith(build_prompt(other).prefix)
    assert first.startswith(build_prompt(other).prefix)


def test_workspaces_do_not_share_a_prefix(owner: User, outsider: User) -> None:
    client = ScriptedClient("Nothing.", profile=ModelProfile(name="glm", chat_format="glm4"))
    execute_run(queued(owner, make_ready(owner)), client)
    execute_run(queued(outsider, make_ready(outsider)), client)
    ours, theirs = client.prompts
    shared = next(i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b)
    assert shared < ours.index("Harbour Mills")


def test_a_prompt_that_does_not_fit_is_refused_before_it_is_sent(owner: User, settings) -> None:
    run = queued(owner, make_ready(owner))
    settings.MODEL = {**settings.MODEL, "context_window": 4200}
    client = ScriptedClient("Never sent.")
    execute_run(run, client)
    run.refresh_from_db()
    assert client.prompts == []
    assert (run.status, run.error_code) == ("failed", "too_long")
    assert f"{run.prompt_tokens:,}" in run.error_message
    assert "4,200" in run.error_message


def test_a_run_is_executed_once_however_often_it_is_delivered(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    client = ScriptedClient("Once.")
    execute_run(Run.objects.get(), client)
    execute_run(Run.objects.get(), client)
    run.refresh_from_db()
    assert len(client.prompts) == 1
    assert run.output == "Once."


def test_an_error_of_the_server_is_kept_with_what_came_before(owner: User, settings) -> None:
    settings.RETRY_SECONDS = []
    run = queued(owner, make_ready(owner))
    execute_run(
        run, ScriptedClient("Half an ", ServerUnavailable("The model server is away. Try again in a minute."))
    )
    run.refresh_from_db()
    assert (run.status, run.error_code, run.output) == ("failed", "unavailable", "Half an ")
    assert "Try again" in run.error_message


def test_cancelling_a_running_run_keeps_what_came(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    execute_run(run, ScriptedClient("Some ", lambda: cancel_run(run), "more"))
    run.refresh_from_db()
    assert (run.status, run.output) == ("cancelled", "Some ")


def test_cancelling_a_queued_run_never_sends_it(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    assert cancel_run(run)
    client = ScriptedClient("Never.")
    execute_run(run, client)
    assert client.prompts == []
    assert Run.objects.get().status == "cancelled"


def test_the_answer_of_a_worker_that_was_given_up_is_dropped(owner: User) -> None:
    run = queued(owner, make_ready(owner))
    execute_run(run, ScriptedClient("Old ", lambda: Run.objects.update(attempts=7), "answer"))
    again = Run.objects.get()
    assert again.status == "running"
    assert not again.citations.exists()


def test_a_bug_fails_the_run_instead_of_leaving_it_running(owner: User) -> None:
    run = queued(owner, make_ready(owner))

    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        execute_run(run, ScriptedClient(bug))
    run.refresh_from_db()
    assert (run.status, run.error_code) == ("failed", "internal")


def test_the_output_is_published_as_it_grows(owner: User, valkey) -> None:
    run = queued(owner, make_ready(owner))
    execute_run(run, ScriptedClient("One ", "two."))
    names = [fields["name"] for _, fields in valkey.xrange(run.stream)]
    assert names == ["status", "delta", "delta", "done"]


class Slow:
    """Checks nothing for as long as it is told, and may do something meanwhile."""

    def __init__(self, seconds: float, *meanwhile: Callable[[], None]) -> None:
        self.seconds, self.meanwhile, self.checked = seconds, list(meanwhile), 0

    def __call__(self, claim: Claim, indexes: Sequence[SourceIndex]) -> Citation:
        if self.meanwhile:
            self.meanwhile.pop()()
        time.sleep(self.seconds)
        self.checked += 1
        return check_claim(claim, indexes)


def test_stop_while_citations_are_checked_ends_the_run_cancelled_and_whole(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queued(owner, make_ready(owner))
    slow = Slow(0.15, lambda: bool(cancel_run(run)))  # type: ignore[list-item]
    monkeypatch.setattr(checking, "check_claim", slow)
    execute_run(run, ScriptedClient(ANSWER * 20))
    run.refresh_from_db()
    assert (run.status, run.output) == ("cancelled", ANSWER * 20)
    assert slow.checked < 5
    assert run.citations.count() == slow.checked


def test_a_stopped_answer_is_not_checked_for_long(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queued(owner, make_ready(owner))
    slow = Slow(0.15)
    monkeypatch.setattr(checking, "check_claim", slow)
    execute_run(run, ScriptedClient(ANSWER * 20, lambda: bool(cancel_run(run)), "more"))  # type: ignore[arg-type]
    run.refresh_from_db()
    assert run.status == "cancelled"
    assert slow.checked < 10
