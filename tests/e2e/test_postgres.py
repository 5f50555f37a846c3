"""The same processes on PostgreSQL: migrations, upload, reading, summary, and no migration missing."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dev.demo import Job
from dev.postgres import running_postgres
from dev.stack import Stack
from tests.e2e.running import RunningStack, running_stack


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    # Not under tmp_path: that is for its owner alone, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="docanalyzer-test-"))
    folder.chmod(0o755)
    with running_postgres(folder / "postgres") as url:
        yield url
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres_stack(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("postgres-stack"), DATABASE_URL=database_url) as stack:
        yield stack


@pytest.mark.timeout(600)
def test_a_contract_is_read_and_summarised_on_postgresql(
    postgres_stack: RunningStack, database_url: str, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = int(postgres_stack.address.rpartition(":")[2])
    job = Job(
        Stack(postgres_stack.data, port), samples / "berth-lease-ravensay.docx", started=time.monotonic()
    )
    job.run()
    assert job.outcome is True, capsys.readouterr().out
    assert not (postgres_stack.data / "db.sqlite3").exists()
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT status FROM runs_run").fetchall() == [("succeeded",)]
        (saved,) = connection.execute(
            "SELECT count(*) FROM runs_citation WHERE state = 'verified'"
        ).fetchone() or (0,)
    assert saved > 0


def test_models_and_migrations_agree_on_postgresql(postgres_stack: RunningStack) -> None:
    checked = postgres_stack.manage("makemigrations", "--check", "--dry-run")
    assert checked.returncode == 0, checked.stdout + checked.stderr
