"""Read an untrusted file in a child process that can be killed, with limits on memory and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.ocr import limits_for, wanted_pages, with_recognised
from docanalyzer.pipeline.reading.pdf.cells import Table, table_from_json
from docanalyzer.pipeline.reading.process import ChildProcess, Cost, Ended
from docanalyzer.pipeline.reading.registry import out_of_memory, too_much_text
from docanalyzer.pipeline.reading.result import (
    CancelledCallback,
    Limits,
    Page,
    Progress,
    ProgressCallback,
    Reading,
    ReadingOptions,
)
from docanalyzer.pipeline.reading.wire import error_from_json, page_from_json, reading_from_json


def read(
    path: Path | str,
    *,
    filename: str | None = None,
    options: ReadingOptions | None = None,
    limits: Limits | None = None,
    on_progress: ProgressCallback | None = None,
    cancelled: CancelledCallback | None = None,
    cost: Cost | None = None,
) -> Reading:
    """The file's text, or ReadingError with one of the Outcomes and a sentence for the file's owner.

    filename: what the owner calls it (path may be a storage name). `cancelled` is asked ten times a
    second. `cost`, if given, is filled in, also when the reading fails.
    """
    options, limits = options or ReadingOptions(), limits or Limits()
    *_, (_, data) = run("read", path, filename, options, limits, on_progress, cancelled, cost)
    reading = reading_from_json(data)
    wanted = wanted_pages(reading, options.ocr)
    if not wanted:
        return reading
    recognised = ocr_pages(
        path, wanted, options=options, limits=limits, on_progress=on_progress, cancelled=cancelled
    )
    return with_recognised(reading, list(recognised))


def ocr_pages(
    path: Path | str,
    pages: Sequence[int],
    *,
    options: ReadingOptions | None = None,
    limits: Limits | None = None,
    on_progress: ProgressCallback | None = None,
    cancelled: CancelledCallback | None = None,
    cost: Cost | None = None,
) -> Iterator[Page]:
    """Recognise the text of these pages (indexes from 1); each Page comes as soon as it is done.

    To resume after a stop, keep what came and ask for the rest. limits: of the file as such; time for the
    pages is added. A page on which nothing was found is EMPTY. Raises ReadingError.
    """
    limits = limits_for(limits or Limits(), len(pages))
    job = run("ocr", path, None, options, limits, on_progress, cancelled, cost, pages=list(pages))
    for kind, data in job:
        if kind == "item":
            yield page_from_json(data)


def tables(
    path: Path | str,
    page: int,
    *,
    options: ReadingOptions | None = None,
    limits: Limits | None = None,
    cancelled: CancelledCallback | None = None,
) -> list[Table]:
    """The tables of one PDF page (index from 1), cell by cell. Half a second and more: on demand only."""
    *_, (_, data) = run("tables", path, None, options, limits, None, cancelled, None, page=page)
    return [table_from_json(table) for table in data]


def run(
    job: str,
    path: Path | str,
    filename: str | None = None,
    options: ReadingOptions | None = None,
    limits: Limits | None = None,
    on_progress: ProgressCallback | None = None,
    cancelled: CancelledCallback | None = None,
    cost: Cost | None = None,
    **extra: Any,
) -> Iterator[tuple[str, Any]]:
    """Run one of child.py's jobs; gives ("item", data)… and at last ("result", data), or raises ReadingError.

    Closing the iterator kills the child.
    """
    limits = limits or Limits()
    request = {
        "job": job,
        "path": str(Path(path).absolute()),
        "filename": filename,
        "options": asdict(options or ReadingOptions()),
        "limits": asdict(limits),
        **extra,
    }
    child = ChildProcess(
        request,
        wall_seconds=limits.wall_seconds,
        answer_bytes=limits.answer_bytes,
        cancelled=cancelled or _never,
        cost=cost,
    )
    with child:
        for kind, *data in child.messages():
            if kind == "progress":
                if on_progress:
                    on_progress(Progress(*data))
            elif kind == "error":
                raise error_from_json(data[0])
            else:
                yield kind, data[0]
                if kind == "result":
                    return
    raise _failure(child.ended, child.cost, limits)


def _failure(ended: Ended, cost: Cost, limits: Limits) -> ReadingError:
    """The child is gone without an answer: say why."""
    if ended is Ended.CANCELLED:
        return ReadingError(Outcome.CANCELLED, "Reading was cancelled.")
    if ended is Ended.WALL_CLOCK:
        return _timed_out(f"{limits.wall_seconds:,} seconds")
    if ended is Ended.CPU_TIME:
        return _timed_out(f"{limits.cpu_seconds:,} seconds of computing")
    if ended is Ended.ANSWERED_TOO_MUCH:
        return too_much_text(limits, "has more text than that")
    if ended is Ended.KILLED or cost.peak_bytes > limits.memory_bytes * 0.6:
        # The system's own out-of-memory killer, or a library that aborts when an allocation fails.
        return out_of_memory(limits)
    return ReadingError(
        Outcome.DAMAGED,
        "The reader crashed on this file; something in it is damaged. "
        "Save it again from the program that made it, or print it to a new PDF.",
    )


def _timed_out(limit: str) -> ReadingError:
    return ReadingError(
        Outcome.TIMED_OUT,
        f"Reading this file took longer than {limit}, the limit. Its content is unusually complex: "
        "print it to a new PDF or split it into parts.",
    )


def _never() -> bool:
    return False
