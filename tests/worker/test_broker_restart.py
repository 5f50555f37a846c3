"""The broker is killed and comes back under a worker that writes an answer: nobody waits for that answer's end."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.triton_server import TritonServer
from tests.worker.installation import Broker, Installation, wait_for

SETUP = """
from docanalyzer.accounts.models import Workspace
from tests.people import make_ready, make_user
make_ready(make_user("owner", Workspace.objects.create(name="Audit")))
"""
ASK = """
from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.services import create_run
from worker.tasks import execute_run
task = Task(kind="question", instructions={question!r})
run = create_run(user=User.objects.get(), documents=list(Document.objects.all()), task=task)
execute_run.delay(run.pk)
"""
LATER = "execute_run.apply_async(countdown=3600)"
AN_HOUR_LATER = """
from datetime import timedelta
from django.db.models import F
from docanalyzer.runs.models import Run
from worker.tasks import recover
Run.objects.update(heartbeat=F("heartbeat") - timedelta(hours=1))
recover.delay()
"""


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
    made.manage("migrate", "--verbosity", "0")
    made.manage("shell", "-c", SETUP)
    made.start_worker(queues="inference", pool="threads", size=3)
    yield made
    made.end()


def ask(installation: Installation, also: str = "", **script: object) -> None:
    question = f"What? @script {json.dumps(script)}"
    installation.manage("shell", "-c", ASK.format(question=question) + also)


def state(installation: Installation, run: int) -> tuple[str, int]:
    """(status, attempts)"""
    found = installation.row(f"SELECT status, attempts FROM runs_run WHERE id = {run}")
    return found or ("", 0)


def test_a_broker_that_comes_back_finds_the_worker_at_work(
    installation: Installation, broker: Broker
) -> None:
    """A message that waits for its time is in the worker too, and another one waits in the broker."""
    ask(installation, also=LATER, tokens=2400, delay=0.1)
    wait_for(lambda: state(installation, 1)[0] == "running", "the first answer did not start")
    broker.kill()
    wait_for(lambda: "Connection to broker lost" in installation.written(), "the worker did not notice")
    broker.start()
    ask(installation, tokens=2)
    wait_for(lambda: state(installation, 2)[0] == "succeeded", "the second answer waits", seconds=45)
    assert state(installation, 1) == ("running", 1)
    assert installation.process.poll() is None
    assert "Unrecoverable error" not in installation.written()


def test_an_answer_whose_worker_is_killed_is_taken_over(installation: Installation) -> None:
    """The one that was still being written at the end of the test before."""
    installation.kill_worker()
    assert state(installation, 1) == ("running", 1)
    installation.start_worker(queues="inference", pool="threads", size=1)
    installation.manage("shell", "-c", AN_HOUR_LATER)
    wait_for(lambda: state(installation, 1) == ("running", 2), "nobody took it over")
