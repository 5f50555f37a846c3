"""How messages are sent after a request: one that cannot be is no error, for the database holds the work."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery.contrib.django.task import DjangoTask
from django.db import transaction
from kombu.exceptions import OperationalError

from docanalyzer import events

log = logging.getLogger(__name__)


class Task(DjangoTask):
    """delay_on_commit() and apply_async_on_commit() never raise for a broker that is away: recover() sends anew."""

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        transaction.on_commit(partial(self.send, args, kwargs))

    def apply_async_on_commit(self, *args: Any, **kwargs: Any) -> None:
        transaction.on_commit(partial(self.send, *args, **kwargs))

    def send(self, *args: Any, **kwargs: Any) -> bool:
        """As apply_async(); whether the message went out. Not tried while Redis is known to be away."""
        if events.Outage.lasts():
            return False
        try:
            self.apply_async(*args, **kwargs)
        except OperationalError as error:
            events.Outage.begins(f"{self.name} was not sent", error)
            return False
        return True
