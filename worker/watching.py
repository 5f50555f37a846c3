"""The inference worker asks every model server for one token now and then, in a thread of its own.

Not a task: a worker whose threads all wait for an answer must learn all the same that a server is down.
"""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

from docanalyzer.runs import watching
from worker.clients import triton_client
from worker.tasks import enqueue_if_due

log = logging.getLogger(__name__)
PAUSE_SECONDS = 15.0


def begin() -> None:
    threading.Thread(target=watch, name="watch-models", daemon=True).start()


def watch(stop: threading.Event | None = None) -> None:
    stop = stop or threading.Event()
    while not stop.wait(PAUSE_SECONDS):
        try:
            look()
        except Exception:
            log.exception("the model servers were not looked after")
        finally:
            close_old_connections()


def look() -> None:
    if watching.take_note(triton_client().health()):
        log.warning("a model server is back")
        watching.end_waiting()
        enqueue_if_due()
