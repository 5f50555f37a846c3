"""`python -m docanalyzer.pipeline.reading FILE`: what a file's text is, page by page."""

from __future__ import annotations

import argparse
import getpass
import hashlib
import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import ReadingError
from docanalyzer.pipeline.reading.registry import read_in_process
from docanalyzer.pipeline.reading.result import Limits, Progress, Reading, ReadingOptions
from docanalyzer.pipeline.reading.sandbox import read
from docanalyzer.pipeline.reading.wire import error_to_json, reading_to_json


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 the file became text, 1 it did not (the outcome says why), 2 wrong use
    or no such file."""
    given = _parser().parse_args(arguments)
    password = getpass.getpass("Password: ") if given.password is None else given.password
    options = ReadingOptions(password=password, tracked_changes=given.tracked_changes, ocr=given.ocr)
    progress = _show_progress if sys.stderr.isatty() else None
    path = Path(given.file)
    shown = path.name.encode("utf-8", "replace").decode()
    if problem := _no_file(path):
        print(
            json.dumps(
                {"outcome": "unsupported", "message": problem, "page_count": 0, "pages": [], "anchors": []}
            )
            if given.json
            else f"{shown}: {problem}",
            file=sys.stdout if given.json else sys.stderr,
        )
        return 2
    try:
        if given.in_process:
            reading = read_in_process(path, options=options, on_progress=progress)
        else:
            limits = Limits(wall_seconds=given.seconds) if given.seconds else Limits()
            reading = read(path, options=options, limits=limits, on_progress=progress)
    except ReadingError as error:
        if given.json:
            print(json.dumps({**error_to_json(error), "pages": [], "anchors": []}, ensure_ascii=False))
        else:
            print(f"{shown}: {error.outcome.value}: {error}", file=sys.stderr)
        return 1
    if given.json:
        print(json.dumps(_as_json(reading), ensure_ascii=False))
    else:
        _print(reading)
    return 0


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "This is a folder; name a file in it."
    return "" if path.exists() else "There is no such file."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docanalyzer.pipeline.reading", description=__doc__)
    parser.add_argument("file")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object: outcome, pages, anchors, warnings"
    )
    parser.add_argument(
        "--password", nargs="?", default="", help="for an encrypted file; asked for if left empty"
    )
    parser.add_argument(
        "--ocr", choices=("off", "missing", "all"), default="off", help="which pages to recognise"
    )
    parser.add_argument("--tracked-changes", choices=("marked", "accepted", "original"), default="marked")
    parser.add_argument("--seconds", type=int, default=0, help="wall-clock limit")
    parser.add_argument("--in-process", action="store_true", help="without the child process (trusted files)")
    return parser


def _as_json(reading: Reading) -> dict[str, Any]:
    data = reading_to_json(reading)
    del data["paths"]  # shared on the wire; a reader of this output wants each paragraph whole
    data["anchors"] = [asdict(anchor) for anchor in reading.anchors]
    for page, start in zip(data["pages"], reading.page_starts(), strict=True):
        page["start"] = start
    text = reading.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"outcome": "read", **data, "characters": len(text), "sha256": digest}


def _print(reading: Reading) -> None:
    print(
        f"# {reading.kind}, {len(reading.pages):,} pages, {len(reading.text):,} characters", file=sys.stderr
    )
    for warning in reading.warnings:
        print(f"# {warning}", file=sys.stderr)
    for page in reading.pages:
        if reading.paged:
            label = f" ({page.label})" if page.label and page.label != str(page.index) else ""
            flags = "".join(f" [{flag}]" for flag in page.flags)
            print(f"--- page {page.index}{label}{flags}")
        print(page.text)


def _show_progress(progress: Progress) -> None:
    end = "\n" if progress.page == progress.pages else "\r"
    print(
        f"{progress.stage} page {progress.page:,} of {progress.pages:,}", end=end, file=sys.stderr, flush=True
    )


def _end(number: int, frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # an ordinary exit, so that the child and its folder go too
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
