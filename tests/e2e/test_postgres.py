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

REVIEWED = """
from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.reviews.advance import claim
from docanalyzer.reviews.columns import question_column
from docanalyzer.reviews.models import CellRun, Review
from docanalyzer.reviews.services import ask, create_review, stop
from docanalyzer.reviews.tables import table
from docanalyzer.runs.judgements import judge, sign_off, standing
from docanalyzer.runs.models import Run
run, user = Run.objects.get(), User.objects.get(membership__isnull=False)
columns = [question_column("What is the rent?", "money"), question_column("Who are the parties?")]
review = create_review(user=user, name="Leases", documents=list(Document.objects.all()), columns=columns)
first, second = review.cells.all()
assert ask(user=user, cells=review.cells.all()) == 2
assert (claim(first), claim(second)) == (True, False)
assert stop(review.cells.filter(pk=second.pk)) == 1
judge(user=user, run=run, kind="corrected", value="Otherwise.")
sign_off(user=user, run=run, seen=standing(run).newest)
CellRun.objects.create(cell=second, run=run)
assert [cell.earlier and cell.earlier.judgement for cell in table(review).rows[0].cells] == [None, "signed"]
assert Review.objects.for_user(user).with_counts().get().cell_count == 2
assert PromptTemplate.objects.offered_in(user, user.workspace).count() > 20
print("all of it")
"""


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


def test_a_review_and_its_judgements_work_on_postgresql(postgres_stack: RunningStack) -> None:
    done = postgres_stack.manage("shell", "-c", REVIEWED)
    assert "all of it" in done.stdout, done.stdout + done.stderr
