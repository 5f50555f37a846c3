import redis
from celery.signals import heartbeat_sent

from docanalyzer import events
from docanalyzer.system.heartbeats import alive
from worker.celery import app


class Heart:
    """What Celery's own heartbeat sends its signal with, as far as it is read."""

    hostname = "inference@host"

    @property
    def eventer(self) -> "Heart":
        return self


def test_a_workers_heartbeat_is_heard_with_its_queues(valkey: redis.Redis, monkeypatch) -> None:
    monkeypatch.setattr(app.amqp.queues, "_consume_from", {"inference": None})
    heartbeat_sent.send(sender=Heart())
    (heard,) = alive()
    assert (heard.queue, heard.name) == ("inference", "inference@host")


def test_a_worker_goes_on_without_redis(valkey: redis.Redis, monkeypatch) -> None:
    away = redis.Redis(host="127.0.0.1", port=1, retry=None)
    with monkeypatch.context() as patched:
        patched.setattr(events, "client", lambda: away)
        answers = heartbeat_sent.send(sender=Heart())
    assert [answer for _, answer in answers] == [None]
    assert alive() == []
