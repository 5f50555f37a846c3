"""The Celery app. Queues: `reading` (processes: a file may cost CPU and memory), `inference` (threads: it waits)."""

import contextlib
import os
from typing import Any

import redis
from celery import Celery
from celery.signals import heartbeat_sent, worker_ready
from django.conf import settings

from docanalyzer.documents import passwords
from docanalyzer.system import heartbeats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docanalyzer.settings")
app = Celery("docanalyzer", task_cls="worker.sending:Task")
app.conf.update(settings.CELERY)
app.autodiscover_tasks(["worker"])


@worker_ready.connect
def look_after_models(sender: Any, **_: Any) -> None:
    if "inference" in app.amqp.queues.consume_from:
        from worker import watching  # needs the apps, which Celery loads after this module

        watching.begin()


@heartbeat_sent.connect
def say_alive(sender: Any, **_: Any) -> None:
    """Every two seconds while this worker listens, also while its threads are all at work."""
    with contextlib.suppress(redis.RedisError):  # health says that Redis is away
        queues = list(app.amqp.queues.consume_from)
        heartbeats.beat(sender.eventer.hostname, queues)
        if "reading" in queues:
            passwords.offer_key()
