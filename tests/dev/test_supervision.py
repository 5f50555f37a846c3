"""A worker that dies is started again; of the others, a death is the end, said with the last lines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from dev.supervision import Service, ServiceFailed, Supervisor

WAIT_SECONDS = 30


def service(name: str, code: str, *, restarts: bool) -> Service:
    argv = [sys.executable, "-c", code]
    return Service(name, argv, dict(os.environ), lambda: True, restarts=restarts)


def until(true) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def failing(supervisor: Supervisor) -> str:
    """What check() says once it says something."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            supervisor.check()
        except ServiceFailed as failure:
            return str(failure)
        time.sleep(0.05)
    pytest.fail("nothing failed")


def test_a_killed_worker_is_started_again_and_another_service_is_not(tmp_path: Path) -> None:
    sleeps = "import time; print('here', flush=True); time.sleep(60)"
    both = [service("worker", sleeps, restarts=True), service("broker", sleeps, restarts=False)]
    with Supervisor(both, tmp_path) as supervisor:
        supervisor.start({"worker", "broker"})
        until(lambda: supervisor.pids().keys() == {"worker", "broker"})
        first = supervisor.pids()["worker"]
        os.kill(first, signal.SIGKILL)
        until(lambda: supervisor.pids().get("worker", first) != first)
        supervisor.check()
        os.kill(supervisor.pids()["broker"], signal.SIGKILL)
        assert failing(supervisor).startswith("broker ended")


def test_a_worker_that_cannot_stay_up_has_failed(tmp_path: Path) -> None:
    with Supervisor([service("worker", "print('no database'); exit(3)", restarts=True)], tmp_path) as one:
        one.start({"worker"})
        said = failing(one)
    assert said.startswith("worker ended")
    assert "worker | no database" in said


def test_processes_of_others_live_on(tmp_path: Path) -> None:
    """Only what was started inside is ended, orphans of it included."""
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    leaves = f"import subprocess, time; subprocess.Popen({sleep!r}, start_new_session=True); time.sleep(60)"
    other = subprocess.Popen(sleep)
    try:
        with Supervisor([service("parent", leaves, restarts=False)], tmp_path) as one:
            one.start({"parent"})
            until(lambda: "parent" in one.pids())
            parent = psutil.Process(one.pids()["parent"])
            until(lambda: len(parent.children()) == 1)
            (orphan,) = parent.children()
        assert not orphan.is_running()
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
