"""Whether a silent server is reading, or dead, or hung: asked with a real inference while a stream waits.

A Triton whose Python stub died goes on saying READY and holds the stub's requests open for ever; a model that
hangs does the same. A long prefill is silent too. An answer of one token beside it tells them apart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from docanalyzer.pipeline.errors import DeadlineExceeded, InferenceError, ServerUnavailable

SILENCE_SECONDS = 5.0
"""A stream may be silent for so long before its server is asked, and then as long between two questions."""
AGAIN_SECONDS = 1.0
REFUSALS = 2
"""So many refusals one after another are believed."""
HANG_SECONDS = 120.0
"""A server that gives no sign at all for so long, to nobody, is taken for hung. ModelProfile.extra["hang_seconds"]."""


class Watch:
    """What is known of one server, shared by all streams on it.

    ask: a request for one token. Raises ServerUnavailable where the server refuses, DeadlineExceeded where
    it says nothing; any other InferenceError is an answer too.
    """

    def __init__(self, ask: Callable[[], None], hang_seconds: float = HANG_SECONDS) -> None:
        self._ask, self._hang_seconds = ask, hang_seconds
        self._lock = threading.Lock()
        self._asking = False
        self._asked, self._heard = 0.0, float("-inf")
        self.begin()

    def begin(self) -> None:
        """Nothing was on its way there until now: silence counts from here."""
        self._sign = time.monotonic()
        self._refused, self._error = 0, ""

    def sign(self) -> None:
        """The server has said something, on whichever stream."""
        self._sign = self._heard = time.monotonic()
        self._refused = 0

    def heard_since(self, moment: float) -> bool:
        """moment: of time.monotonic()."""
        return self._heard > moment

    def problem(self, silent: float) -> str:
        """Why a stream that was silent for so many seconds should be given up; "" while there is no reason."""
        if silent < SILENCE_SECONDS:
            return ""
        if self._refused >= REFUSALS:
            return self._error
        if time.monotonic() - self._sign > self._hang_seconds:
            return f"gave no sign of life for {self._hang_seconds:.0f} s, also not to a request for one token"
        self._ask_in_background()
        return ""

    def _ask_in_background(self) -> None:
        with self._lock:
            pause = AGAIN_SECONDS if self._refused else SILENCE_SECONDS
            if self._asking or time.monotonic() - self._asked < pause:
                return
            self._asking, self._asked = True, time.monotonic()
        threading.Thread(target=self._question, name="triton-watch", daemon=True).start()

    def _question(self) -> None:
        try:
            self._ask()
        except ServerUnavailable as error:
            self._refused, self._error = self._refused + 1, f"is not alive: {error}"
        except DeadlineExceeded:
            pass  # no sign
        except InferenceError:
            self.sign()
        else:
            self.sign()
        finally:
            self._asking = False
