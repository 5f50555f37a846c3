from datetime import timedelta

import redis
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.people import make_document, make_ready
from worker.recovery import ATTEMPTS, LOST, SILENT, WAITING, lost_documents, lost_runs, overdue_runs


def long_ago() -> object:
    return timezone.now() - 2 * max(SILENT, WAITING)


def test_a_document_whose_reader_died_is_queued_again(owner: User) -> None:
    document = make_document(owner)
    document.claim()
    assert list(lost_documents()) == []
    Document.objects.update(heartbeat=long_ago())
    assert list(lost_documents()) == [document.pk]
    assert Document.objects.get().status == "uploaded"


def test_a_document_that_takes_its_worker_down_each_time_is_given_up_with_a_sentence(owner: User) -> None:
    document = make_document(owner)
    document.claim()
    Document.objects.update(heartbeat=long_ago(), attempts=ATTEMPTS)
    assert list(lost_documents()) == []
    document.refresh_from_db()
    assert document.status == "failed"
    assert "upload" in document.message


def test_a_document_whose_message_was_lost_is_sent_again(owner: User) -> None:
    document = make_document(owner)
    Document.objects.update(heartbeat=long_ago())
    assert list(lost_documents()) == [document.pk]
    assert list(lost_documents()) == []


def test_a_message_is_missed_sooner_where_the_broker_holds_none(owner: User, valkey: redis.Redis) -> None:
    document = make_document(owner)
    Document.objects.update(heartbeat=timezone.now() - LOST - timedelta(seconds=1))
    valkey.rpush("reading", "a message")
    assert list(lost_documents()) == []
    valkey.delete("reading")
    assert list(lost_documents()) == [document.pk]


def test_a_run_whose_worker_died_is_queued_again(owner: User) -> None:
    run = create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    run.claim()
    assert list(lost_runs()) == []
    Run.objects.update(heartbeat=long_ago())
    assert list(lost_runs()) == [run.pk]
    assert Run.objects.get().claim()
    Run.objects.update(heartbeat=timezone.now() - SILENT - timedelta(seconds=1), attempts=ATTEMPTS)
    assert list(lost_runs()) == []
    assert Run.objects.get().error_code == "lost"


def test_waiting_for_the_model_server_does_not_count_as_a_lost_worker(owner: User) -> None:
    run = create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    run.claim()
    Run.objects.update(heartbeat=long_ago(), attempts=ATTEMPTS, retries=ATTEMPTS - 1)
    assert list(lost_runs()) == [run.pk]
    assert Run.objects.get().status == "queued"


def test_nobody_waits_for_ever(owner: User, settings) -> None:
    run = create_run(user=owner, documents=[make_ready(owner)], task=Task(kind="question", instructions="?"))
    assert list(overdue_runs()) == []
    Run.objects.update(created_at=timezone.now() - timedelta(seconds=settings.QUEUE_SECONDS + 1))
    assert list(overdue_runs()) == [run.pk]
    assert Run.objects.get().error_code == "deadline"
    assert "24 hours" in Run.objects.get().error_message
