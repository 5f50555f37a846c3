"""The child process: takes one request on standard input, limits itself, writes JSON lines back.

Request: one line {"job", "path", "filename", "options", "limits", …}. Answer: lines
["progress", page, pages, stage], ["item", {…}], then ["peak", bytes], and one ["result", {…}] or ["error", {…}].
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.orphan import die_with_parent
from docanalyzer.pipeline.reading.process import peak_bytes
from docanalyzer.pipeline.reading.registry import (
    named_in_unicode,
    out_of_memory,
    read_in_process,
    too_much_text,
)
from docanalyzer.pipeline.reading.result import Limits, Progress, ReadingOptions
from docanalyzer.pipeline.reading.wire import error_to_json, page_to_json, reading_to_json

Send = Callable[..., None]
Job = Callable[[dict[str, Any], ReadingOptions, Limits, Send], Any]


def main() -> None:
    die_with_parent()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers

    def send(*message: Any) -> None:
        _write(answers, _line(*message))

    request = json.loads(sys.stdin.readline())
    limits = Limits(**request["limits"])
    limit_self(limits)
    try:
        with named_in_unicode(Path(request["path"])) as path:
            job = _JOBS[request["job"]]
            result = job(
                {**request, "path": path, "named": _shown(request["path"])},
                ReadingOptions(**request["options"]),
                limits,
                send,
            )
        # Made into a line here: that takes memory too, and nothing may be written before it is whole.
        line = _line("result", result)
    except ReadingError as error:
        _answer(send, "error", error_to_json(error))
    except MemoryError:
        _answer(send, "error", error_to_json(out_of_memory(limits)))
    except Exception as error:
        _answer(send, "error", {**error_to_json(_unforeseen(error)), "exception": repr(error)[:500]})
        if request.get("debug"):
            raise
    else:
        send("peak", peak_bytes())
        _write(answers, line)
    os._exit(0)  # freeing a large document page by page is work for nothing


def _line(*message: Any) -> bytes:
    return (json.dumps(message, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _write(answers: IO[bytes], line: bytes) -> None:
    rest = memoryview(line)
    while rest:
        rest = rest[answers.write(rest) :]


def _answer(send: Send, kind: str, data: Any) -> None:
    send("peak", peak_bytes())
    send(kind, data)


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


def _shown(path: str) -> str:
    return Path(path).name.encode("utf-8", "replace").decode()


def _read(request: dict[str, Any], options: ReadingOptions, limits: Limits, send: Send) -> Any:
    reading = read_in_process(
        request["path"],
        filename=request["filename"] or request["named"],
        options=options,
        limits=limits,
        on_progress=_throttled(send),
    )
    if len(reading.anchors) > limits.paragraphs:
        raise ReadingError(
            Outcome.TOO_LARGE,
            f"This file has {len(reading.anchors):,} paragraphs; the limit is {limits.paragraphs:,}. "
            "Split it into parts.",
        )
    size = sum(len(page.text.encode()) for page in reading.pages)
    if size > limits.text_bytes:
        raise too_much_text(limits, f"has {size / 1e6:,.1f} MB of text")
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


def _recognise(request: dict[str, Any], options: ReadingOptions, limits: Limits, send: Send) -> Any:
    from docanalyzer.pipeline.reading.ocr import recognise

    pages = request["pages"]
    for done, page in enumerate(recognise(request["path"], pages, options, limits), 1):
        send("item", page_to_json(page))
        send("progress", done, len(pages), "ocr")


def _tables(request: dict[str, Any], options: ReadingOptions, limits: Limits, send: Send) -> Any:
    from docanalyzer.pipeline.reading.pdf.cells import find_tables

    return [asdict(table) for table in find_tables(request["path"], request["page"], options.password)]


def _office_pdf(request: dict[str, Any], options: ReadingOptions, limits: Limits, send: Send) -> Any:
    from docanalyzer.pipeline.rendering.office_pdf import convert

    convert(Path(request["path"]), request["filename"], Path(request["target"]))


_JOBS: dict[str, Job] = {"read": _read, "ocr": _recognise, "tables": _tables, "office_pdf": _office_pdf}

if __name__ == "__main__":
    main()
