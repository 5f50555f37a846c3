"""From upload to summary through the running product, with each stage's share, beside PyMuPDF alone on the file.

    python -m bench.upload_to_summary FILE.pdf [--runs 3]

Starts the services of the demo on free ports with an empty data directory each run, does what a browser does, and
prints medians. Peak memory is each process's own high-water mark (VmHWM).
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

import psutil
import pymupdf

from dev.database import PASSWORD_FILE, USERNAME
from dev.services import running
from dev.visitor import Visitor

Times = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.upload_to_summary")
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(
        f"{platform.platform()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    all_times, memory = [], {}
    for _ in range(options.runs):
        times, memory = one_run(options.file)
        times["PyMuPDF alone"] = plain(options.file)
        all_times.append(times)
    report(options.file, all_times, memory)


def one_run(path: Path) -> tuple[Times, dict[str, float]]:
    """Seconds of each stage, and peak MB of each service."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), 0) as (stack, supervisor):
        times = {"start of all services": time.monotonic() - started}
        visitor = Visitor(stack.address)
        visitor.sign_in(USERNAME, (stack.data / PASSWORD_FILE).read_text())
        clock = time.monotonic()
        document = visitor.upload(path)
        times["upload"] = time.monotonic() - clock
        clock = time.monotonic()
        for _ in visitor.states(document):
            pass
        times["upload stored → ready"] = time.monotonic() - clock
        clock = time.monotonic()
        run = visitor.start(document, "summary")
        first = 0.0
        for _ in visitor.stream(run):
            first = first or time.monotonic() - clock
        times["summarise → first text"] = first
        times["summarise → complete"] = time.monotonic() - clock
        server = visitor.result(run)["timings"]
        times["  of it waiting in the queue"] = server["queued_seconds"]
        times["  of it claimed → first token"] = server["first_token_seconds"]
        return times, {name: peak(pid) for name, pid in supervisor.pids().items()}


def peak(pid: int) -> float:
    """Peak resident MB of a process and its children, each at its own peak."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    marks = [Path(f"/proc/{one.pid}/status").read_text() for one in family]
    return (
        sum(int(line.split()[1]) for mark in marks for line in mark.splitlines() if line.startswith("VmHWM"))
        / 1024
    )


def plain(path: Path) -> float:
    clock = time.monotonic()
    with pymupdf.open(path) as document:
        for page in document:
            page.get_text("text")
    return time.monotonic() - clock


def report(path: Path, runs: list[Times], memory: dict[str, float]) -> None:
    whole = [run["upload"] + run["upload stored → ready"] + run["summarise → complete"] for run in runs]
    print(
        f"\n{path.name}, {len(runs)} runs\n\n{'stage':32} {'median s':>9} {'min':>7} {'max':>7} {'share':>6}"
    )
    for stage in runs[0]:
        values = [run[stage] for run in runs]
        counted = stage in ("upload", "upload stored → ready", "summarise → complete")
        share = f"{statistics.median(values) / statistics.median(whole):6.0%}" if counted else ""
        print(f"{stage:32} {statistics.median(values):9.2f} {min(values):7.2f} {max(values):7.2f} {share}")
    print(
        f"{'upload → summary complete':32} {statistics.median(whole):9.2f} {min(whole):7.2f} {max(whole):7.2f}   100%"
    )
    ratios = [run["upload stored → ready"] / run["PyMuPDF alone"] for run in runs]
    print(
        f"\nstored → ready / PyMuPDF alone: {statistics.median(ratios):.1f}\n\n{'process':18} {'peak MB':>8}"
    )
    for name, megabytes in sorted(memory.items(), key=lambda item: -item[1]):
        print(f"{name:18} {megabytes:8.0f}")


if __name__ == "__main__":
    main()
