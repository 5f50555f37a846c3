"""The warm child: limits itself, opens one document, answers requests until its input ends.

A request is a line of JSON {"job", "cpu_seconds", …}; the answer a line {"result", "bytes"} followed by that many
bytes, or {"error": code, "ends": true where this child is of no more use}.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import selectors
import sys
from typing import IO, Any

from docanalyzer.pipeline.rendering.errors import RenderingError

_LATER = "docanalyzer.pipeline.highlights"
_QUIET_SECONDS = 0.15


def main(memory_bytes: int) -> None:
    sys.dont_write_bytecode = True
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    jobs = importlib.import_module("docanalyzer.pipeline.rendering.jobs")
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    opened = None
    for line in _lines(requests):
        request = json.loads(line)
        _limit_cpu(request.pop("cpu_seconds"))
        result, body = None, b""
        try:
            if opened is None:
                opened = jobs.open_subject(request)
            else:
                result, body = opened.answer(request)
        except RenderingError as error:
            _answer(answers, {"error": error.code})
        except MemoryError:
            _answer(answers, {"error": "too_large", "ends": True})
        except Exception as error:
            code = "too_large" if jobs.is_out_of_memory(error) else "damaged"
            _answer(answers, {"error": code, "ends": code == "too_large"})
        else:
            _answer(answers, {"result": result, "bytes": len(body)}, body)
    os._exit(0)


def _lines(requests: IO[bytes]) -> Any:
    """Each request. In the first quiet moment what highlights need is imported, which takes a fifth of a second."""
    pending, is_ready = b"", False
    with selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        while True:
            if not is_ready and not selector.select(_QUIET_SECONDS):
                with contextlib.suppress(Exception):
                    importlib.import_module(_LATER)
                is_ready = True
            data = requests.read(1 << 20)
            if not data:
                return
            pending += data
            if b"\n" in data:
                *lines, pending = pending.split(b"\n")
                yield from lines


def _limit_cpu(seconds: int) -> None:
    """The limit counts from the start of the process: it is moved on with every request."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _answer(answers: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    for data in (json.dumps(head, ensure_ascii=False).encode("utf-8", "replace") + b"\n", body):
        rest = memoryview(data)
        while rest:
            rest = rest[answers.write(rest) :]
