"""Starts the whole product in a process of its own, as `python -m dev.services` does for a person."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from dev.database import PASSWORD_FILE, USERNAME

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 150


@dataclass(slots=True)
class RunningStack:
    """A ready product. environment: its settings, for commands that should see the same database and queues."""

    process: subprocess.Popen[str]
    data: Path
    address: str
    environment: dict[str, str]
    pids: dict[str, int]

    username = USERNAME

    @property
    def password(self) -> str:
        return (self.data / PASSWORD_FILE).read_text()

    def manage(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """`python manage.py …` beside the running services."""
        argv = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            argv, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False
        )

    def processes(self) -> list[psutil.Process]:
        """All that was started, grandchildren too."""
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def ended(self, seconds: float = 40) -> tuple[int, str]:
        """(exit status, what it printed) after it has ended by itself or by a signal."""
        output, _ = self.process.communicate(timeout=seconds)
        return self.process.returncode, output


def launch(data: Path, *, port: int = 0, **environment: str) -> subprocess.Popen[str]:
    """`python -m dev.services` on its own, not waited for. Settings of this process's tests do not go along."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DOCANALYZER_"))
    }
    for name in ("REDIS_URL", "DATABASE_URL", "TRITON_URLS"):
        clean.pop(name, None)
    argv = [sys.executable, "-m", "dev.services", "--port", str(port), "--data", str(data)]
    argv += ["--ready-file", str(data / "ready.json")]
    return subprocess.Popen(
        argv, cwd=ROOT, env=clean | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def start(data: Path, **environment: str) -> RunningStack:
    """Ready, or AssertionError with what it printed and where its logs are."""
    data.mkdir(parents=True, exist_ok=True)
    ready = data / "ready.json"
    ready.unlink(missing_ok=True)
    process = launch(data, **environment)
    deadline = time.monotonic() + START_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise AssertionError(f"the services did not start: {process.communicate()[0]}")
        time.sleep(0.1)
    told = json.loads(ready.read_text())
    settings = {**os.environ, **told["environment"], **environment}
    return RunningStack(process, data, told["address"], settings, told["pids"])


def stop(stack: RunningStack) -> None:
    if stack.process.poll() is None:
        stack.process.send_signal(signal.SIGINT)
        stack.ended()


@contextmanager
def running_stack(data: Path, **environment: str) -> Iterator[RunningStack]:
    stack = start(data, **environment)
    try:
        yield stack
    finally:
        stop(stack)
