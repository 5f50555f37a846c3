"""The broker is killed and comes back under a worker that writes an answer: nobody waits for that answer's end."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from celery import Celery

from tests.triton_server import TritonServer
from tests.worker.installation import Broker, Installation, wait_for

SETUP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from docanalyzer.accounts.models import Workspace
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.services import create_run
from tests.people import make_ready, make_user
user = make_user("owner", Workspace.objects.create(name="Audit"))
document = make_ready(user)
for question in {questions!r}:
    create_run(user=user, documents=[document], task=Task(kind="question", instructions=question))
"""
LONG, SHORT = {"tokens": 2400, "delay": 0.1}, {"tokens": 2}
QUESTIONS = [f"What? @script {json.dumps(script)}" for script in (LONG, SHORT)]


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    broker = Broker()
    yield broker
    broker.kill()


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, broker: Broker, triton_server: TritonServer
) -> Iterator[Installation]:
    model = {"DOCANALYZER_MODEL": "scripted", "DOCANALYZER_CHAT_FORMAT": "glm4"}
    folder = tmp_path_factory.mktemp("installation")
    made = Installation(folder, broker.url, TRITON_URLS=triton_server.url, **model)
    made.manage("shell", "-c", SETUP.format(questions=QUESTIONS))
    made.write("UPDATE runs_run SET retry_at = '2100-01-01 00:00:00' WHERE id = 2")
    made.start_worker(queues="inference", pool="threads", size=3)
    yield made
    made.end()


def send(broker: Broker, task: str, **options: object) -> None:
    with Celery(broker=broker.url, set_as_current=False) as app:
        app.send_task(f"worker.tasks.{task}", queue="inference", **options)


def state(installation: Installation, run: int) -> tuple[str, int]:
    """(status, attempts)"""
    found = installation.row(f"SELECT status, attempts FROM runs_run WHERE id = {run}")
    return found or ("", 0)


def test_a_broker_that_comes_back_finds_the_worker_at_work(
    installation: Installation, broker: Broker
) -> None:
    """A message that waits for its time is in the worker too, and another one waits in the broker."""
    send(broker, "execute_run", countdown=3600)
    send(broker, "execute_run")
    wait_for(lambda: state(installation, 1)[0] == "running", "the first answer did not start")
    broker.kill()
    wait_for(lambda: "Connection to broker lost" in installation.written(), "the worker did not notice")
    broker.start()
    installation.write("UPDATE runs_run SET retry_at = NULL WHERE id = 2")
    send(broker, "execute_run")
    wait_for(lambda: state(installation, 2)[0] == "succeeded", "the second answer waits", seconds=45)
    assert state(installation, 1) == ("running", 1)
    assert installation.process.poll() is None
    assert "Unrecoverable error" not in installation.written()


def test_an_answer_whose_worker_is_killed_is_taken_over(installation: Installation, broker: Broker) -> None:
    """The one that was still being written at the end of the test before."""
    installation.kill_worker()
    assert state(installation, 1) == ("running", 1)
    installation.start_worker(queues="inference", pool="threads", size=1)
    installation.write("UPDATE runs_run SET heartbeat = '2020-01-01 00:00:00'")
    send(broker, "recover")
    wait_for(lambda: state(installation, 1) == ("running", 2), "nobody took it over")
