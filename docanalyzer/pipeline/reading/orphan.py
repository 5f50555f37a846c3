"""A child must not outlive its parent, nor leave a helper program of its own behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterator

_PR_SET_PDEATHSIG = 1
_asked = False


def die_with_parent() -> None:
    """Linux tells a child of its parent's death; elsewhere the CPU limit ends an orphan."""
    global _asked
    _asked = True
    parent = os.getppid()
    _ask_for(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it died before we could ask to be told


@contextlib.contextmanager
def helper_dies_too() -> Iterator[None]:
    """While a helper program runs in our group: on the parent's death end the whole group, not just us.

    Does nothing in a process that was not started as a child of the sandbox.
    """
    if not _asked:
        yield
        return
    signal.signal(signal.SIGTERM, _end_group)
    _ask_for(signal.SIGTERM)
    try:
        yield
    finally:
        _ask_for(signal.SIGKILL)


def _end_group(number: int, frame: object) -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _ask_for(signal_number: signal.Signals) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal_number))
