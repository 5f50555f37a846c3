"""The model servers' health check against a real Triton whose stub is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from dev.ports import free_ports
from tests.triton_server import EXTRACTIVE, TritonServer, running_triton

WATCH = Path(__file__).resolve().parents[2] / "triton" / "watch.py"


class Watch:
    def __init__(self, server: TritonServer, http: int, folder: Path) -> None:
        self.options = ["--http", f"127.0.0.1:{http}", "--state", str(folder / "state")]
        self.options += ["--pid", str(server.process.pid)]

    def __call__(self, *more: str, model: str = "scripted") -> tuple[int, str]:
        argv = [sys.executable, str(WATCH), model, *self.options, *more]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout


@pytest.fixture
def triton(triton_environment: Path, tmp_path: Path) -> Iterator[tuple[TritonServer, Watch]]:
    ports = free_ports(3)
    with (
        (tmp_path / "log").open("wb") as log,
        running_triton({"scripted": "glm4", EXTRACTIVE: "extractive"}, log=log, ports=ports) as server,
    ):
        yield server, Watch(server, ports[0], tmp_path)


def kill_stub(server: TritonServer) -> None:
    stubs = psutil.Process(server.process.pid).children()
    (stub,) = [stub for stub in stubs if any("/scripted/" in word for word in stub.cmdline())]
    stub.kill()


def test_a_server_with_a_dead_stub_is_ended(triton: tuple[TritonServer, Watch]) -> None:
    server, watch = triton
    assert watch(model=EXTRACTIVE) == (0, "answered \n")
    assert watch()[0] == 0
    kill_stub(server)
    for _ in range(2):
        status, said = watch()
        assert status == 1
        assert "not healthy" in said
        assert server.process.poll() is None
    watch()
    assert server.process.wait(timeout=30) is not None


def test_a_server_that_never_answered_is_left_alone(triton: tuple[TritonServer, Watch]) -> None:
    """It may be loading its weights, or its model cannot work at all: ending it would help neither."""
    server, watch = triton
    kill_stub(server)
    assert [watch("--times", "1")[0] for _ in range(2)] == [1, 1]
    assert server.process.poll() is None


class Answers(BaseHTTPRequestHandler):
    """What a server answers one check after the other; None: nothing, for longer than the check waits."""

    says: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        said = self.says.pop(0)
        if said is None:
            time.sleep(1.0)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"data: {said}\n\n".encode())

    def log_message(self, *_: object) -> None: ...


@pytest.mark.parametrize(
    ("says", "how"), [(None, "silent"), ('{"error": "the engine is starting again"}', "starts")]
)
def test_a_server_that_is_busy_or_starts_its_engine_is_unhealthy_and_left_alone(
    says: str | None, how: str, tmp_path: Path
) -> None:
    Answers.says = ['{"text_output": "pong"}', says, says]
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with subprocess.Popen(["sleep", "60"]) as process:
        argv = [sys.executable, str(WATCH), "any", "--http", f"127.0.0.1:{server.server_port}"]
        argv += ["--pid", str(process.pid), "--state", str(tmp_path / "state")]
        argv += ["--seconds", "0.5", "--times", "1"]
        done = [subprocess.run(argv, capture_output=True, text=True, check=False) for _ in range(2)]
        assert [one.returncode for one in done] == [0, 1]
        assert done[1].stdout.split()[0] == how
        assert process.poll() is None
        process.kill()
    server.shutdown()
