"""A server that is silent: reading, dead, or hung."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from docanalyzer.pipeline.errors import DeadlineExceeded, InferenceError, ServerUnavailable
from docanalyzer.pipeline.inference import ModelProfile, Sampling
from docanalyzer.pipeline.triton import ReplicaHealth, TritonClient, watch
from docanalyzer.pipeline.triton import client as client_module
from docanalyzer.pipeline.triton.replicas import Replica, home_of
from docanalyzer.pipeline.triton.watch import Watch
from tests.triton_server import TritonServer, running_triton


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(watch, "AGAIN_SECONDS", 0.05)


def asked_until(one: Watch, asked: list[int], times: int) -> list[str]:
    """What problem() says while the watch asks so many times."""
    said = []
    while len(asked) < times:
        said.append(one.problem(1.0))
        time.sleep(0.02)
    time.sleep(0.1)
    return said


def watching(error: InferenceError | None, hang_seconds: float = 60) -> tuple[Watch, list[int]]:
    asked: list[int] = []

    def ask() -> None:
        asked.append(1)
        if error is not None:
            raise error

    return Watch(ask, hang_seconds), asked


def test_nobody_asks_before_a_stream_was_silent_for_a_while() -> None:
    one, asked = watching(ServerUnavailable("gone"))
    assert one.problem(0.1) == ""
    assert asked == []


def test_a_server_that_answers_may_be_silent_elsewhere_as_long_as_it_likes() -> None:
    one, asked = watching(None, hang_seconds=0.5)
    assert set(asked_until(one, asked, 4)) == {""}


def test_a_refusal_is_believed_when_it_is_repeated() -> None:
    one, asked = watching(ServerUnavailable("the stub is not healthy"))
    assert set(asked_until(one, asked, 1)) == {""}
    asked_until(one, asked, 2)
    assert "the stub is not healthy" in one.problem(1.0)
    one.begin()
    assert one.problem(1.0) == ""


def test_a_server_that_says_nothing_to_anybody_hangs() -> None:
    one, _ = watching(DeadlineExceeded("late"), hang_seconds=0.4)
    assert one.problem(1.0) == ""
    time.sleep(0.5)
    assert "no sign of life" in one.problem(1.0)
    one.sign()
    assert one.problem(1.0) == ""


def test_an_error_of_the_request_is_an_answer_of_the_server() -> None:
    one, asked = watching(InferenceError("max_tokens must be 2"), hang_seconds=0.5)
    assert set(asked_until(one, asked, 4)) == {""}


@pytest.fixture
def own_triton(triton_environment: Path, tmp_path: Path) -> Iterator[TritonServer]:
    with (tmp_path / "log").open("wb") as log, running_triton({"scripted": "glm4"}, log=log) as server:
        yield server


def kill_stub(server: TritonServer) -> None:
    (stub,) = psutil.Process(server.process.pid).children(recursive=True)
    stub.kill()


@pytest.mark.triton
@pytest.mark.parametrize("script", [{"hang": True}, {"tokens": 2000, "delay": 0.05}])
def test_a_stream_whose_stub_was_killed_ends_and_may_be_tried_again(
    own_triton: TritonServer, script: dict[str, object]
) -> None:
    client = TritonClient(ModelProfile(name="scripted", urls=(own_triton.url,), chat_format="glm4"))
    killed = False

    def kill_once() -> bool:
        nonlocal killed
        if not killed and time.monotonic() > begin + 0.5:
            killed = True
            kill_stub(own_triton)
        return False

    begin = time.monotonic()
    with pytest.raises(ServerUnavailable):
        for _ in client.stream(
            f"@script {json.dumps(script)}", Sampling(max_tokens=2000), cancelled=kill_once
        ):
            pass
    assert [replica.up for replica in client.health()] == [False]


@pytest.mark.triton
def test_the_answer_says_which_server_gave_it(triton_server: TritonServer, own_triton: TritonServer) -> None:
    """Its home's stub is dead: the other one answers, and that is told before it does."""
    profile = ModelProfile(
        name="scripted", urls=(triton_server.url, own_triton.url), chat_format="glm4", extra={}
    )
    route = next(str(n) for n in range(1000) if home_of(profile.urls, str(n)) == own_triton.url)
    client = TritonClient(profile)
    kill_stub(own_triton)
    assert client.replica_for(route) == own_triton.url
    chunks = list(client.stream('@script {"tokens": 2}', Sampling(route=route)))
    assert {chunk.replica for chunk in chunks} == {triton_server.url}
    assert chunks[0].text == ""
    assert client.replica_for(route) == triton_server.url


class Slow(TritonClient):
    """Its second replica never answers a check."""

    def __init__(self, up: TritonServer) -> None:
        super().__init__(ModelProfile(name="scripted", urls=(up.url, "127.0.0.1:9"), chat_format="glm4"))
        self.over = threading.Event()

    def _check(self, replica: Replica) -> ReplicaHealth:
        if replica.url == "127.0.0.1:9":
            self.over.wait(60)
        return super()._check(replica)


@pytest.mark.triton
def test_one_server_that_hangs_does_not_hold_up_the_news_of_the_others(
    triton_server: TritonServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LATER_SECONDS", 0.1)
    client = Slow(triton_server)
    first, second = client.health()
    client.over.set()
    assert first.up
    assert first.answered
    assert (second.up, second.slow) == (False, True)
