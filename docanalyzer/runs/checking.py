"""Check an answer's citations one after the other, until somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from docanalyzer.pipeline.citations import Citation, Claim, SourceIndex, check_claim

POLL_SECONDS = 0.1


def check_until(
    stopped: Callable[[], bool], claims: Sequence[Claim], indexes: Sequence[SourceIndex]
) -> list[Citation]:
    """The claims, checked, in order; where it was stopped, the first of them only."""
    checked: list[Citation] = []
    polled = time.monotonic()
    for claim in claims:
        if time.monotonic() - polled > POLL_SECONDS:
            if stopped():
                break
            polled = time.monotonic()
        checked.append(check_claim(claim, indexes))
    return checked


def after(seconds: float) -> Callable[[], bool]:
    """True as soon as this long has passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until
