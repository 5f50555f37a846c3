import pytest

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.errors import ServerUnavailable
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs import warming
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready
from worker import tasks


class Broker:
    """Keeps what a task was asked to do; `tickets` are those of execute_run, with their options."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tickets: list[dict[str, object]] = []
        self.warmings = 0
        monkeypatch.setattr(tasks.execute_run, "apply_async", lambda **options: self.tickets.append(options))
        for name in ("delay", "apply_async"):
            monkeypatch.setattr(tasks.warm_documents, name, self.warming)

    def warming(self, **options: object) -> None:
        self.warmings += 1


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    return Broker(monkeypatch)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> ScriptedClient:
    client = ScriptedClient("An answer.")
    monkeypatch.setattr(tasks, "inference_client", lambda: client)
    return client


def ask(user: User, document: Document) -> Run:
    return create_run(user=user, documents=[document], task=Task(kind="question", instructions="?"))


def test_a_ticket_starts_the_run_that_is_next_whichever_it_was_written_for(
    owner: User, colleague: User, broker: Broker, model: ScriptedClient
) -> None:
    document = make_ready(owner)
    batch = [ask(owner, document) for _ in range(3)]
    question = ask(colleague, document)
    for run in batch[:2]:
        tasks.execute_run(run.pk)
    assert set(Run.objects.filter(status="succeeded")) == {batch[0], question}


def test_the_tickets_of_one_run_lead_to_all_the_others(
    owner: User, broker: Broker, model: ScriptedClient
) -> None:
    document = make_ready(owner)
    for _ in range(4):
        ask(owner, document)
    tasks.execute_run()
    while broker.tickets:
        broker.tickets.pop()
        tasks.execute_run()
    assert Run.objects.filter(status="succeeded").count() == 4
    assert len(model.prompts) == 4


def test_a_run_that_was_put_off_gets_a_ticket_for_its_time(
    owner: User, broker: Broker, model: ScriptedClient
) -> None:
    run = ask(owner, make_ready(owner))
    model.script = [ServerUnavailable("away")]
    tasks.execute_run(run.pk)
    run.refresh_from_db()
    assert broker.tickets == [{"eta": run.retry_at}]


def test_a_run_whose_ticket_was_lost_gets_a_new_one(owner: User, broker: Broker) -> None:
    tasks.recover()
    assert broker.tickets == []
    ask(owner, make_ready(owner))
    tasks.recover()
    assert len(broker.tickets) == 1


def test_a_document_that_waits_to_be_loaded_is_remembered(owner: User, broker: Broker, settings) -> None:
    tasks.recover()
    assert broker.warmings == 0
    settings.WARM_DOCUMENTS = True
    warming.want(make_ready(owner))
    tasks.recover()
    assert broker.warmings == 1
