"""Files made to take a worker down end in a typed outcome, within the limits, and leave nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Cost, Limits, read
from tests.pipeline.reading.bombs import slow_pdf, text_bomb, word_bomb, zip_of_zeros
from tests.pipeline.reading.processes import reading_children

MIB = 1024**2


def failure(path: Path, limits: Limits) -> tuple[ReadingError, Cost]:
    cost = Cost()
    with pytest.raises(ReadingError) as caught:
        read(path, limits=limits, cost=cost)
    assert reading_children() == []
    assert not getattr(caught.value, "__notes__", []), "an error that no reader foresaw"
    return caught.value, cost


def test_pages_that_share_one_endless_stream_end_at_the_cpu_limit(tmp_path: Path) -> None:
    path = slow_pdf(tmp_path / "a.pdf")
    assert path.stat().st_size < 100_000
    error, cost = failure(path, Limits(cpu_seconds=2))
    assert error.outcome is Outcome.TIMED_OUT
    assert cost.cpu_seconds < 6


def test_millions_of_text_operators_end_at_the_memory_limit(tmp_path: Path) -> None:
    path = text_bomb(tmp_path / "a.pdf", operators=1_500_000)
    error, cost = failure(path, Limits(memory_bytes=300 * MIB))
    assert error.outcome is Outcome.TOO_LARGE
    assert cost.peak_bytes < 320 * MIB


def test_millions_of_runs_end_at_the_memory_limit(tmp_path: Path) -> None:
    path = word_bomb(tmp_path / "a.docx", runs=1_000_000)
    error, cost = failure(path, Limits(memory_bytes=250 * MIB))
    assert error.outcome is Outcome.TOO_LARGE
    assert cost.peak_bytes < 270 * MIB


def test_a_zip_that_unpacks_beyond_the_limit_is_never_unpacked(tmp_path: Path) -> None:
    path = zip_of_zeros(tmp_path / "a.docx", megabytes=64)
    error, cost = failure(path, Limits(unpacked_bytes=32 * MIB))
    assert error.outcome is Outcome.TOO_LARGE
    assert cost.peak_bytes < 60 * MIB
    assert "67 MB" in str(error)
    assert "34 MB" in str(error)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt", "a"])
def test_bytes_of_no_kind_are_refused_by_type(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 40)
    error, _ = failure(tmp_path / name, Limits())
    assert error.outcome is Outcome.UNSUPPORTED


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_an_empty_file_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    error, _ = failure(tmp_path / name, Limits())
    assert "is empty" in str(error)


def test_a_zip_cut_in_the_middle_is_damaged(tmp_path: Path) -> None:
    whole = zip_of_zeros(tmp_path / "a.docx", megabytes=1).read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    error, _ = failure(tmp_path / "b.docx", Limits())
    assert error.outcome is Outcome.DAMAGED


def test_no_memory_left_for_the_answer_is_typed_too(tmp_path: Path) -> None:
    """In a process of its own, as the limit cannot be placed to the byte between reading and answering."""
    code = (
        "from docanalyzer.pipeline.reading import child\n"
        "class Full(dict):\n"
        "    def items(self): raise MemoryError\n"
        "child._JOBS['read'] = lambda *request: Full(text='x')\n"
        "child.main()"
    )
    request = {"job": "read", "path": "a.txt", "options": {}, "limits": asdict(Limits())}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    kind, error = json.loads(done.stdout.splitlines()[-1])
    assert (kind, error["outcome"]) == ("error", Outcome.TOO_LARGE)
