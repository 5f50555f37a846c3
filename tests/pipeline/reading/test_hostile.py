"""Files made to take a worker down end in a typed outcome, within the limits, and leave nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
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


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_whose_kind_cannot_be_unpacked_is_damaged(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 2)
    content = bytearray(path.read_bytes())
    start = content.index(b"mimetype") + len(b"mimetype") + (4 if packing == zipfile.ZIP_LZMA else 0)
    content[start : start + 12] = b"\xff" * 12
    path.write_bytes(content)
    assert failure(path, Limits())[0].outcome is Outcome.DAMAGED


@pytest.mark.parametrize("kind", ["multipart/related", "message/rfc822"])
def test_an_archive_of_archives_without_end_is_refused(tmp_path: Path, kind: str) -> None:
    parts = "".join(f'--b{depth}\nContent-Type: {kind}; boundary="b{depth + 1}"\n\n' for depth in range(3000))
    if kind == "message/rfc822":
        parts = "--b0\n" + f"Content-Type: {kind}\n\n" * 2000
    path = tmp_path / "a.mhtml"
    path.write_text(f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b0"\n\n{parts}\n\n<p>Hi')
    assert failure(path, Limits())[0].outcome is Outcome.DAMAGED


@pytest.mark.parametrize(
    "selector",
    ["p" + ".a" * 5000, "p" + "[x]" * 20_000, "div > " * 3000 + "p"],
)
def test_a_page_with_an_endless_selector_is_read_and_says_so(tmp_path: Path, selector: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<style>{selector}{{display:none}} .gone{{display:none}}</style><p>Text<p class=gone>no")
    reading = read(path)
    assert reading.text == "Text"
    assert any("style rules" in warning for warning in reading.warnings)
