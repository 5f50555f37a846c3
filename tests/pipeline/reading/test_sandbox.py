from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Cost, Limits, Progress, ReadingOptions, read, read_in_process
from docanalyzer.pipeline.reading.process import remove_left_behind
from docanalyzer.pipeline.reading.wire import reading_to_json
from tests.pipeline.reading.bombs import slow_pdf
from tests.pipeline.reading.make_pdf import pdf
from tests.pipeline.reading.processes import reading_children


def failure(path: Path, **limits: int) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read(path, limits=Limits(**limits))
    return caught.value


def test_the_child_gives_what_reading_in_process_gives(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "one", "", "three")
    seen: list[Progress] = []
    cost = Cost()
    assert read(path, on_progress=seen.append, cost=cost) == read_in_process(path)
    assert seen[-1] == Progress(3, 3)
    assert cost.peak_bytes > 10_000_000
    assert cost.wall_seconds > 0


def test_typed_errors_come_back_whole(tmp_path: Path) -> None:
    error = failure(pdf(tmp_path / "a.pdf", "", ""))
    assert (error.outcome, error.page_count) == (Outcome.NO_TEXT, 2)


def test_the_password_is_not_in_the_command_line(tmp_path: Path) -> None:
    path = slow_pdf(tmp_path / "a.pdf")
    lines: list[str] = []

    def cancelled() -> bool:
        lines.extend(" ".join(child.cmdline()) for child in reading_children())
        return len(lines) > 3

    with pytest.raises(ReadingError):
        read(path, options=ReadingOptions(password="hunter2"), cancelled=cancelled)
    assert lines
    assert not any("hunter2" in line for line in lines)


def test_cancel_ends_the_child_and_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with pytest.raises(ReadingError) as caught:
        read(slow_pdf(tmp_path / "a.pdf"), cancelled=lambda: bool(reading_children()))
    assert caught.value.outcome is Outcome.CANCELLED
    assert reading_children() == []
    assert list(temporary.iterdir()) == []


def test_the_wall_clock_ends_it(tmp_path: Path) -> None:
    error = failure(slow_pdf(tmp_path / "a.pdf"), wall_seconds=1)
    assert error.outcome is Outcome.TIMED_OUT
    assert "1 seconds" in str(error)
    assert reading_children() == []


def test_the_cpu_limit_ends_it(tmp_path: Path) -> None:
    assert failure(slow_pdf(tmp_path / "a.pdf"), cpu_seconds=1).outcome is Outcome.TIMED_OUT


def test_a_file_over_the_limit_is_never_opened(tmp_path: Path) -> None:
    assert failure(pdf(tmp_path / "a.pdf", "x"), file_bytes=100).outcome is Outcome.TOO_LARGE


def test_more_text_than_allowed_ends_the_child(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a line of words\n" * 20_000)
    error = failure(tmp_path / "a.txt", text_bytes=10_000, paragraphs=100_000)
    assert error.outcome is Outcome.TOO_LARGE
    assert "0.3 MB of text; the limit for text alone, without pictures, is 0.0 MB" in str(error)
    assert failure(tmp_path / "a.txt", text_bytes=10_000, paragraphs=1).outcome is Outcome.TOO_LARGE
    assert reading_children() == []


def test_more_paragraphs_than_allowed_are_refused_with_both_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\none\n\ntwo\n\nthree\n")
    error = failure(tmp_path / "a.md", paragraphs=3)
    assert error.outcome is Outcome.TOO_LARGE
    assert "4 paragraphs; the limit is 3" in str(error)


def test_a_long_heading_is_cut_and_travels_once(tmp_path: Path) -> None:
    heading = "heading " * 100
    (tmp_path / "a.md").write_text(f"# {heading}\n\n" + "word\n\n" * 1_000)
    whole = read_in_process(tmp_path / "a.md")
    assert len(json.dumps(reading_to_json(whole))) < 100_000
    anchors = read(tmp_path / "a.md").anchors
    assert len(anchors) == 1_001
    (path,) = {anchor.headings for anchor in anchors}
    assert len(path[0]) <= 120
    assert path[0][:100] == heading[:100]


def test_a_callback_that_raises_leaves_no_child_behind(tmp_path: Path) -> None:
    def boom(progress: Progress) -> None:
        raise RuntimeError("the caller's own")

    with pytest.raises(RuntimeError, match="the caller's own"):
        read(pdf(tmp_path / "a.pdf", "x", "y"), on_progress=boom)
    assert reading_children() == []


def test_folders_of_killed_processes_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = (f"docanalyzer-read-{ended.pid}-a", f"docanalyzer-read-{os.getpid()}-b", f"other-{ended.pid}-c")
    for name in names:
        (tmp_path / name).mkdir()
    remove_left_behind()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's death"
)
def test_a_killed_parent_takes_the_child_with_it(tmp_path: Path) -> None:
    path = slow_pdf(tmp_path / "a.pdf")
    code = f"from docanalyzer.pipeline.reading import read; read({str(path)!r})"
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    child = _first_child(parent.pid)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    child.wait(timeout=10)  # raises if it lives on


def _first_child(pid: int) -> psutil.Process:
    for _ in range(200):
        found = psutil.Process(pid).children()
        # past its start, or it would not have asked for the signal yet
        if found and found[0].cpu_times().user > 0.3:
            return found[0]
        time.sleep(0.05)
    raise AssertionError("no child was started")
