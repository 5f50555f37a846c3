from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Recognition
from tests.people import make_ready
from worker.recovery import SILENT, WAITING, lost_recognitions


def queued(owner: User) -> Recognition:
    return Recognition.objects.create(document=make_ready(owner), pages=[3])


def long_pass() -> None:
    Recognition.objects.update(heartbeat=timezone.now() - 2 * max(SILENT, WAITING))


def test_a_recognition_whose_worker_died_is_queued_again(owner: User) -> None:
    work = queued(owner)
    work.claim()
    assert list(lost_recognitions()) == []
    long_pass()
    assert list(lost_recognitions()) == [work.pk]
    assert Recognition.objects.get().status == "queued"


def test_a_recognition_whose_message_was_lost_is_sent_again_once(owner: User) -> None:
    work = queued(owner)
    long_pass()
    assert list(lost_recognitions()) == [work.pk]
    assert list(lost_recognitions()) == []


def test_one_that_ended_is_left_alone(owner: User) -> None:
    queued(owner)
    Recognition.objects.update(status="stopped")
    long_pass()
    assert list(lost_recognitions()) == []
