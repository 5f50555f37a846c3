"""A server that keeps its connections and answers nothing on them: a stopped process, a cable that was pulled."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from tritonclient.grpc import service_pb2, service_pb2_grpc

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.errors import DeadlineExceeded, InferenceCancelled, ServerUnavailable
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.prompts import Task
from docanalyzer.pipeline.triton import TritonClient, replicas
from docanalyzer.runs.execution import answer_run, execute_run
from docanalyzer.runs.services import cancel_run, create_run
from tests.people import make_ready


class Frozen(service_pb2_grpc.GRPCInferenceServiceServicer):
    """Says what it serves while it is not frozen, and nothing else ever."""

    def __init__(self) -> None:
        self.goes_on, self.asked = threading.Event(), threading.Event()

    def ModelMetadata(self, request, context):
        self.asked.set()
        self.goes_on.wait(20)
        return service_pb2.ModelMetadataResponse(name=request.name, versions=["7"])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Frozen, TritonClient]]:
    monkeypatch.setattr(replicas, "METADATA_SECONDS", 1.0)
    frozen = Frozen()
    running = grpc.server(ThreadPoolExecutor(4))
    service_pb2_grpc.add_GRPCInferenceServiceServicer_to_server(frozen, running)
    port = running.add_insecure_port("127.0.0.1:0")
    running.start()
    client = TritonClient(ModelProfile(name="frozen", urls=(f"127.0.0.1:{port}",), chat_format="glm4"))
    yield frozen, client
    frozen.goes_on.set()
    client.close()
    running.stop(None)


def test_it_is_unavailable_and_may_be_asked_again_later(server: tuple[Frozen, TritonClient]) -> None:
    frozen, client = server
    for ask in (client.model_version, lambda: list(client.stream("?", Sampling()))):
        with pytest.raises(ServerUnavailable, match="does not answer") as caught:
            ask()
        assert caught.value.retryable
        assert not caught.value.fell  # nothing that was sent can have ended it
    frozen.goes_on.set()
    assert client.model_version() == "frozen:7"


def test_one_that_only_takes_long_is_not_taken_for_dead_by_those_who_watch_it(
    server: tuple[Frozen, TritonClient],
) -> None:
    """A deadline is no refusal: the streams that wait there go on waiting."""
    _, client = server
    with pytest.raises(DeadlineExceeded):
        client._one_token(client._replicas[0])


def test_a_question_is_put_off_and_not_failed(owner: User, server: tuple[Frozen, TritonClient]) -> None:
    run = create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    execute_run(run, server[1])
    run.refresh_from_db()
    assert (run.status, run.retries, run.error_code) == ("queued", 1, "unavailable")


def test_stop_does_not_wait_for_it(
    owner: User, server: tuple[Frozen, TritonClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "METADATA_SECONDS", 20.0)
    frozen, client = server
    with pytest.raises(InferenceCancelled):
        list(client.stream("?", Sampling(), cancelled=frozen.asked.is_set))
    run = create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    assert run.claim()
    assert cancel_run(run)
    started = time.monotonic()
    answer_run(run, client)
    run.refresh_from_db()
    assert run.status == "cancelled"
    assert time.monotonic() - started < 5
