"""Which replica a new request goes to while one of them is silent. No server is asked."""

from __future__ import annotations

import threading

import pytest

from docanalyzer.pipeline.errors import DeadlineExceeded
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.triton import TritonClient, replicas
from docanalyzer.pipeline.triton import client as client_module
from docanalyzer.pipeline.triton.replicas import Replica, home_of
from docanalyzer.pipeline.triton.wire import Interface

URLS = ("10.0.0.1:8001", "10.0.0.2:8001")
ROUTE = next(str(n) for n in range(1000) if home_of(URLS, str(n)) == URLS[0])


class Silent(TritonClient):
    """Its first replica has a run in flight and answers no check; `meanwhile` is what that run hears."""

    def __init__(self, told: set[str] | None = None, *, meanwhile: bool = False) -> None:
        super().__init__(ModelProfile(name="scripted", urls=URLS), told=lambda: told or set())
        self.meanwhile, self.waited, self.over = meanwhile, threading.Event(), threading.Event()
        self.over.set()
        self.first = self._replicas[0]
        self.first.in_flight = 1

    def _one_token(self, replica: Replica) -> None:
        if replica is self.first:
            self.over.wait(5)
            self.waited.set()
            if self.meanwhile and replica.watch is not None:
                replica.watch.sign()
            raise DeadlineExceeded("late")


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Replica, "answered", lambda self, model: 1)


def test_new_requests_leave_a_silent_replica_though_one_is_in_flight_there() -> None:
    client = Silent()
    assert client.replica_for(ROUTE) == URLS[0]
    assert [one.undecided for one in client.health()] == [False, False]
    assert client.replica_for(ROUTE) == URLS[1]


def test_a_replica_that_answers_somebody_is_only_busy() -> None:
    client = Silent(meanwhile=True)
    assert [one.undecided for one in client.health()] == [True, False]
    assert client.replica_for(ROUTE) == URLS[0]


def test_one_that_is_not_late_for_long_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "LATER_SECONDS", 0.05)
    client = Silent()
    client.over.clear()
    first, _ = client.health()
    assert (first.up, first.slow, first.undecided) == (False, True, True)
    assert client.replica_for(ROUTE) == URLS[0]
    client.over.set()


def test_what_other_processes_know_counts_too() -> None:
    assert Silent(told={URLS[0]}).replica_for(ROUTE) == URLS[1]
    assert Silent(told=set(URLS)).replica_for(ROUTE) == URLS[0]


def test_no_request_waits_for_the_question_whether_another_replica_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replicas, "FIRST_REST_SECONDS", 0.0)
    interface = Interface(version="7", inputs=frozenset(), outputs=frozenset())
    monkeypatch.setattr(Replica, "interface", lambda self, model, cancelled: interface)
    client = Silent()
    client.health()
    client.over.clear()
    client.waited.clear()
    assert client.model_version() == "scripted:7"
    assert not client.waited.is_set()
    client.over.set()
