"""A worker process is killed in the middle of a document, for real; the document becomes ready by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest
from django.conf import settings

from tests.worker.installation import Installation, wait_for

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


@pytest.fixture
def installation(tmp_path: Path, valkey: object) -> Iterator[Installation]:
    made = Installation(tmp_path, settings.REDIS_URL)
    made.manage("migrate", "--verbosity", "0")
    made.start_worker()
    yield made
    made.end()


def document(installation: Installation) -> tuple[object, ...]:
    """(status, pages read, attempts)"""
    found = installation.row("SELECT status, pages_read, attempts FROM documents_document")
    return found or ("", 0, 0)


def long_pdf(path: Path) -> Path:
    pdf = pymupdf.open()
    for number in range(1, PAGES + 1):
        page = pdf.new_page()
        page.insert_text((72, 72), [f"Clause {number} of the long lease, line {line}." for line in range(30)])
    pdf.save(path)
    return path


def test_a_killed_worker_leaves_no_document_behind(installation: Installation, tmp_path: Path) -> None:
    installation.manage("shell", "-c", UPLOAD.format(path=str(long_pdf(tmp_path / "long.pdf"))))
    wait_for(lambda: document(installation)[1] > 0, "no page was read")

    (pool_process,) = installation.worker.children()
    readers = pool_process.children()
    assert readers, "the file is read in a child process"
    pool_process.kill()
    psutil.wait_procs([pool_process, *readers], timeout=20)
    assert not any(reader.is_running() for reader in readers), "the reader dies with its worker"
    assert document(installation)[0] == "reading"

    installation.manage("shell", "-c", AN_HOUR_LATER)
    wait_for(lambda: document(installation)[0] == "ready", "it was not read again")
    assert document(installation) == ("ready", PAGES, 2)
