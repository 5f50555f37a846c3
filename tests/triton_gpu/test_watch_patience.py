"""The health check ends a server that only stays silent, or only says that its engine starts, after a time."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WATCH = Path(__file__).resolve().parents[2] / "triton" / "watch.py"
HOUR = 3600.0


def load() -> Any:
    spec = importlib.util.spec_from_file_location("docanalyzer_health_check", WATCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


watch = load()


@pytest.fixture
def server() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("how", [watch.STARTS, watch.SILENT])
def test_a_server_that_answers_nothing_any_more_is_ended_when_patience_is_over(
    how: str, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    state = tmp_path / "state"
    watch.judge(watch.ANSWERED, server.pid, state, 3, HOUR)
    watch.judge(how, server.pid, state, 3, HOUR)
    assert server.poll() is None
    watch.judge(how, server.pid, state, 3, 0.0)
    assert server.wait(timeout=10) == -15


def test_an_answer_begins_the_wait_anew(
    server: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, minutes = tmp_path / "state", iter([0, 50, 55, 110, 116])
    monkeypatch.setattr(watch.time, "monotonic", lambda: 60.0 * next(minutes))
    for how in (watch.ANSWERED, watch.SILENT, watch.ANSWERED, watch.STARTS):
        watch.judge(how, server.pid, state, 3, HOUR)
        assert server.poll() is None
    watch.judge(watch.SILENT, server.pid, state, 3, HOUR)
    monkeypatch.undo()
    assert server.wait(timeout=10) == -15


def test_a_server_that_never_answered_may_load_for_as_long_as_it_takes(
    server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    for _ in range(3):
        watch.judge(watch.SILENT, server.pid, tmp_path / "state", 3, 0.0)
    assert server.poll() is None


def test_one_that_does_not_end_when_told_is_killed_at_the_next_check(tmp_path: Path) -> None:
    stubborn = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]
    with subprocess.Popen(stubborn, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        watch.judge(watch.ANSWERED, process.pid, tmp_path / "state", 3, HOUR)
        watch.judge(watch.SILENT, process.pid, tmp_path / "state", 3, 0.0)
        assert process.poll() is None
        watch.judge(watch.SILENT, process.pid, tmp_path / "state", 3, 0.0)
        assert process.wait(timeout=10) == -9
