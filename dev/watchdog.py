"""Starts Triton again when its model is dead: Triton itself goes on, and says READY, without it."""

from __future__ import annotations

import contextlib
import logging
import threading
import xmlrpc.client
from collections.abc import Callable
from dataclasses import dataclass, field

from docanalyzer.pipeline.errors import InferenceError, ServerUnavailable
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.triton import TritonClient

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Watchdog:
    """Asks for one token every `pause` seconds. restart() is called after `times` refusals in a row.

    A server that says nothing may be busy, and is left alone. Until it has answered for the first time after a
    start it is left alone too.
    """

    profile: ModelProfile
    restart: Callable[[], None]
    pause: float = 5.0
    times: int = 3
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Watchdog:
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _watch(self) -> None:
        answered, refusals = False, 0
        while not self._ended.wait(self.pause):
            try:
                self._ask()
            except ServerUnavailable as error:
                refusals += answered
                log.warning("triton: %s", error)
            except InferenceError:
                continue  # it may be busy
            else:
                answered, refusals = True, 0
            if refusals >= self.times and not self._ended.is_set():
                with contextlib.suppress(OSError, xmlrpc.client.Error):  # it ended by itself: check() tells
                    self.restart()
                answered, refusals = False, 0

    def _ask(self) -> None:
        client = TritonClient(self.profile)
        try:
            client.check()
        finally:
            client.close()
