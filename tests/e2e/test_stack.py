"""The product's processes: where they listen, how they end, what is said when they cannot start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from dev.demo import Job
from dev.stack import Stack
from tests.e2e.running import ROOT, RunningStack, launch, start, stop


def test_every_process_listens_on_loopback_only(stack: RunningStack) -> None:
    listening = [
        (process.name(), place.laddr.ip)
        for process in stack.processes()
        for place in process.net_connections(kind="inet")
        if place.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 5  # web, Valkey, and three of Triton
    # gRPC binds the same address as an IPv6 socket that accepts IPv4 only.
    assert {ip.removeprefix("::ffff:") for _, ip in listening} == {"127.0.0.1"}


def test_the_demo_job_succeeds_on_a_contract(
    stack: RunningStack, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = demo_job(stack, samples / "berth-lease-ravensay.docx")
    job.run()
    printed = capsys.readouterr().out
    assert job.outcome is True, printed
    assert "nothing cut" in printed
    assert "verified" in printed


def test_the_demo_job_tells_of_a_file_that_is_no_document(
    stack: RunningStack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    job = demo_job(stack, path)
    job.run()
    assert job.outcome is False
    assert "broken.pdf" in capsys.readouterr().out


def test_manage_py_beside_the_services_sees_the_same_ones(stack: RunningStack, samples: Path) -> None:
    """Only the data directory is named; the rest it finds there."""
    found = {"PATH": os.environ["PATH"], "HOME": str(stack.data), "DOCANALYZER_DATA_DIR": str(stack.data)}
    argv = [sys.executable, "manage.py", "analyze", str(samples / "berth-lease-ravensay.docx"), "--json"]
    done = subprocess.run(argv, cwd=ROOT, env=found, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "succeeded"


def demo_job(stack: RunningStack, path: Path) -> Job:
    port = int(stack.address.rpartition(":")[2])
    return Job(Stack(stack.data, port), path, started=time.monotonic())


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = launch(tmp_path, port=port)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert len(output.strip().splitlines()) == 1
    assert f"Port {port}" in output
    assert "PORT=" in output


def test_a_second_start_from_the_same_data_is_refused(stack: RunningStack) -> None:
    process = launch(stack.data)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "already running" in output


@pytest.mark.timeout(600)
def test_ends_whole_and_starts_again(tmp_path: Path) -> None:
    """One data directory, three lives: a dead broker ends all, so does Ctrl-C, so does a kill of the whole.

    A dead worker is started again.
    """
    first = start(tmp_path)
    before = first.processes()
    worker = psutil.Process(first.pids["worker-inference"])
    command = worker.cmdline()
    worker.kill()
    assert until(
        lambda: any(command_of(one) == command for one in first.processes() if one.pid != worker.pid)
    )
    before += first.processes()
    psutil.Process(first.pids["valkey"]).kill()
    status, output = first.ended()
    assert status == 1
    assert "valkey ended" in output
    assert "valkey.log" in output
    assert still_there(before) == []

    second = start(tmp_path)
    assert second.password == first.password
    before = second.processes()
    assert len(before) >= 8
    second.process.send_signal(signal.SIGINT)
    status, _ = second.ended()
    assert status == 130
    assert still_there(before) == []

    third = start(tmp_path)
    try:
        before = third.processes()
        third.process.kill()
        third.ended()
        assert still_there(before, seconds=30) == []
    finally:
        stop(third)


def command_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def until(true: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def still_there(processes: list[psutil.Process], seconds: float = 5) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
