"""The child process: takes one request on standard input, limits itself, writes JSON lines back.

Request: one line {"job", "path", "filename", "options", "limits", …}. Answer: lines
["progress", page, pages, stage], ["item", {…}], then one ["result", {…}] or ["error", {…}].
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.registry import out_of_memory, read_in_process
from docanalyzer.pipeline.reading.result import Limits, Progress, ReadingOptions
from docanalyzer.pipeline.reading.wire import error_to_json, reading_to_json

_PR_SET_PDEATHSIG = 1
Send = Callable[..., None]
Job = Callable[[dict[str, Any], ReadingOptions, Limits, Send], Any]


def main() -> None:
    parent = os.getppid()
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)  # it died before we could ask to be told
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers

    def send(*message: Any) -> None:
        answers.write(json.dumps(message, ensure_ascii=False) + "\n")
        answers.flush()

    request = json.loads(sys.stdin.readline())
    limits = Limits(**request["limits"])
    limit_self(limits)
    try:
        result = _JOBS[request["job"]](request, ReadingOptions(**request["options"]), limits, send)
    except ReadingError as error:
        send("error", error_to_json(error))
    except MemoryError:
        send("error", error_to_json(out_of_memory(limits)))
    except Exception as error:
        send("error", {**error_to_json(_unforeseen(error)), "exception": repr(error)[:500]})
        if request.get("debug"):
            raise
    else:
        send("result", result)
    answers.flush()
    os._exit(0)  # freeing a large document page by page is work for nothing


def die_with_parent(with_signal: signal.Signals = signal.SIGKILL) -> None:
    """Linux tells a child of its parent's death; elsewhere the CPU limit ends an orphan."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(with_signal))


def limit_self(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def _unforeseen(error: Exception) -> ReadingError:
    return ReadingError(
        Outcome.DAMAGED,
        f"This file could not be read: something in it is damaged ({type(error).__name__}). "
        "Save it again from the program that made it, or as PDF.",
    )


def _read(request: dict[str, Any], options: ReadingOptions, limits: Limits, send: Send) -> Any:
    reading = read_in_process(
        Path(request["path"]),
        filename=request["filename"],
        options=options,
        limits=limits,
        on_progress=_throttled(send),
    )
    return reading_to_json(reading)


def _throttled(send: Send) -> Callable[[Progress], None]:
    """At most some two hundred lines: nobody reads more, and a page takes a millisecond."""
    last = -1

    def report(progress: Progress) -> None:
        nonlocal last
        step = progress.page * 200 // max(progress.pages, 1)
        if step != last or progress.page == progress.pages:
            last = step
            send("progress", progress.page, progress.pages, progress.stage)

    return report


_JOBS: dict[str, Job] = {"read": _read}

if __name__ == "__main__":
    main()
