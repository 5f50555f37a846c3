"""The reading children of this process: the session's own servers are children too, and not meant."""

from __future__ import annotations

import psutil


def reading_children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if reads(child)]


def reads(process: psutil.Process) -> bool:
    try:
        return any(
            "docanalyzer.pipeline.reading" in word or "pipeline/reading" in word for word in process.cmdline()
        )
    except psutil.ZombieProcess:
        return True  # ended and never waited for: a leak as well
    except psutil.NoSuchProcess:
        return False
