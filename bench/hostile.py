"""`python -m bench.hostile DIR`: read every file below DIR in the child; every one must end well.

Prints outcome, time and memory of each. Exit status 1 on a crash, a hang, an error without a type, or an
empty success.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Cost, Limits, read

GRACE_SECONDS = 5
"""How much later than the wall clock a child may be gone."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60, help="wall clock for one file")
    parser.add_argument("--memory", type=int, default=2048, help="MiB for one file")
    given = parser.parse_args()
    limits = Limits(
        wall_seconds=given.seconds, cpu_seconds=given.seconds, memory_bytes=given.memory * 1024**2
    )
    files = sorted(path for path in given.folder.rglob("*") if path.is_file())
    if not files:
        print(f"{given.folder}: no files", file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    bad = []
    print(f"{'outcome':<12} {'seconds':>8} {'MB':>6} {'characters':>11}  file")
    for path in files:
        outcome, fault, line = _try(path, limits)
        counts[outcome] += 1
        print(f"{line}  {path.relative_to(given.folder)}{'  ← ' + fault if fault else ''}", flush=True)
        if fault:
            bad.append(path)
    print(
        f"\n{len(files):,} files: " + ", ".join(f"{count:,} {name}" for name, count in counts.most_common())
    )
    print(f"{len(bad):,} bad")
    return 1 if bad else 0


def _try(path: Path, limits: Limits) -> tuple[str, str, str]:
    """(outcome, what is wrong with it or "", the line of the table)."""
    cost, characters, fault = Cost(), 0, ""
    started = time.monotonic()
    try:
        reading = read(path, limits=limits, cost=cost)
        outcome, characters = "read", len(reading.text.strip())
        if not characters:
            fault = "empty success"
    except ReadingError as error:
        outcome = error.outcome.value
        fault = _fault(error)
    except Exception as error:
        outcome, fault = "CRASH", f"untyped: {error!r}"
    seconds = time.monotonic() - started
    if seconds > limits.wall_seconds + GRACE_SECONDS:
        fault = "hang"
    megabytes = cost.peak_bytes / 1024**2
    return outcome, fault, f"{outcome:<12} {seconds:>8.2f} {megabytes:>6.0f} {characters:>11,}"


def _fault(error: ReadingError) -> str:
    notes = getattr(error, "__notes__", [])
    if notes:
        return f"untyped: {notes[0]}"
    if "crashed" in str(error):
        return "crash"
    if error.outcome is Outcome.READ or not str(error).endswith("."):
        return f"no sentence: {error}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
