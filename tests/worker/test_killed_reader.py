"""A worker process is killed in the middle of a document, for real; the document becomes ready by itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = 2_500
UPLOAD = """
from django.core.files import File
from docanalyzer.accounts.models import Membership, User, Workspace
from docanalyzer.documents.services import take_upload
from worker.tasks import read_document
user = User.objects.create_user("reader", password="reading room")
Membership.objects.create(user=user, workspace=Workspace.objects.create(name="Audit"))
document, _ = take_upload(user=user, file=File(open({path!r}, "rb"), name="long.pdf"))
read_document.delay(document.pk)
"""
AN_HOUR_LATER = """
from datetime import timedelta
from django.db.models import F
from docanalyzer.documents.models import Document
from worker.tasks import recover
Document.objects.update(heartbeat=F("heartbeat") - timedelta(hours=1))
recover.delay()
"""


class Installation:
    """A database, a data folder and one real Celery worker of a test's own."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        self.database = folder / "db.sqlite3"
        own = {
            "DOCANALYZER_SECRET_KEY": "a key for tests",
            "DOCANALYZER_DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "docanalyzer.settings",
        }
        self.environment = os.environ | own
        self.worker: psutil.Process | None = None
        self.log = (folder / "worker.log").open("wb")

    def manage(self, *arguments: str) -> None:
        argv = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(argv, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start_worker(self) -> subprocess.Popen[bytes]:
        argv = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "worker.celery:app",
            "worker",
            "-Q",
            "reading,inference",
        ]
        argv += ["--pool", "prefork", "--concurrency", "1", "--without-gossip", "--without-mingle"]
        return subprocess.Popen(
            argv, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def document(self) -> tuple[str, int, int]:
        """(status, pages read, attempts)"""
        with sqlite3.connect(self.database, timeout=30) as database:
            found = database.execute("SELECT status, pages_read, attempts FROM documents_document")
            return found.fetchone() or ("", 0, 0)


@pytest.fixture
def installation(tmp_path: Path, valkey: object) -> Iterator[Installation]:
    made = Installation(tmp_path, settings.REDIS_URL)
    made.manage("migrate", "--verbosity", "0")
    worker = made.start_worker()
    made.worker = psutil.Process(worker.pid)
    yield made
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    made.log.close()


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def long_pdf(path: Path) -> Path:
    pdf = pymupdf.open()
    for number in range(1, PAGES + 1):
        page = pdf.new_page()
        page.insert_text((72, 72), [f"Clause {number} of the long lease, line {line}." for line in range(30)])
    pdf.save(path)
    return path


def test_a_killed_worker_leaves_no_document_behind(installation: Installation, tmp_path: Path) -> None:
    installation.manage("shell", "-c", UPLOAD.format(path=str(long_pdf(tmp_path / "long.pdf"))))
    wait_for(lambda: installation.document()[1] > 0, "no page was read")

    (pool_process,) = installation.worker.children()
    readers = pool_process.children()
    assert readers, "the file is read in a child process"
    pool_process.kill()
    psutil.wait_procs([pool_process, *readers], timeout=20)
    assert not any(reader.is_running() for reader in readers), "the reader dies with its worker"
    assert installation.document()[0] == "reading"

    installation.manage("shell", "-c", AN_HOUR_LATER)
    wait_for(lambda: installation.document()[0] == "ready", "it was not read again")
    assert installation.document() == ("ready", PAGES, 2)
