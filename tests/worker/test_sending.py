"""A broker that is away or hangs costs a message, never the request: the run is there and is found later."""

import pytest
from celery import Celery
from django.conf import settings
from django.test import Client
from kombu.exceptions import OperationalError

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.fakes import ScriptedClient
from tests.people import make_ready
from worker import tasks


@pytest.fixture
def nowhere() -> Celery:
    app = Celery(task_cls="worker.sending:Task", set_as_current=False)
    app.conf.update(settings.CELERY, broker_url="redis://127.0.0.1:1/0")
    return app


def test_a_message_that_cannot_be_sent_is_no_error(
    nowhere: Celery, valkey: object, django_capture_on_commit_callbacks, db: None
) -> None:
    @nowhere.task(name="a task")
    def task() -> None: ...

    with django_capture_on_commit_callbacks(execute=True):
        task.delay_on_commit()
        task.apply_async_on_commit(countdown=1)


def test_an_answer_is_finished_without_a_broker(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its end asks for the next run's turn, and its retry for a later one; both are found later."""

    def away(**options: object) -> None:
        raise OperationalError("the broker is away")

    asked = make_ready(owner)
    for _ in range(2):
        create_run(user=owner, documents=[asked], task=Task(kind="question", instructions="?"))
    monkeypatch.setattr(tasks.execute_run, "apply_async", away)
    monkeypatch.setattr(tasks, "inference_client", lambda: ScriptedClient("An answer."))
    tasks.execute_run()
    events.Outage.until = 0.0
    assert sorted(Run.objects.values_list("status", flat=True)) == ["queued", "succeeded"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("path", "asked"), [("ask", {"question": "Revenue?"}), ("analyses", {"template": "summary"})]
)
def test_a_question_is_taken_while_redis_hangs(
    client: Client, owner: User, request, path: str, asked: dict, django_capture_on_commit_callbacks
) -> None:
    document = make_ready(owner)
    client.force_login(owner)
    request.getfixturevalue("hung_valkey")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/documents/{document.pk}/{path}/", asked)
    assert answer.status_code == 302
    assert Run.objects.get().status == "queued"
    assert client.get("/documents/").status_code == 200


@pytest.mark.timeout(60)
def test_a_page_waits_for_a_hanging_redis_once(
    client: Client, owner: User, caplog, hung_valkey: None
) -> None:
    client.force_login(owner)
    assert client.get("/documents/").status_code == 200
    assert client.get("/documents/").status_code == 200
    assert client.get("/health/ready").status_code == 503
    assert caplog.text.count("live updates pause") == 1
