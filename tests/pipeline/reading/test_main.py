from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.pipeline.reading.make_pdf import pdf


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docanalyzer.pipeline.reading", *map(str, arguments)]
    root = Path(__file__).parents[3]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)


def test_json_has_pages_offsets_flags_and_the_outcome(tmp_path: Path) -> None:
    done = run(pdf(tmp_path / "a.pdf", "one", "", "three"), "--json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["outcome"] == "read"
    assert [(page["index"], page["text"], page["start"]) for page in data["pages"]] == [
        (1, "one", 0),
        (2, "", 5),
        (3, "three", 7),
    ]
    assert data["pages"][1]["flags"] == ["empty"]
    assert data["characters"] == len("one\n\n\n\nthree")


def test_a_failure_is_one_json_object_too_and_the_status_says_so(tmp_path: Path) -> None:
    done = run(pdf(tmp_path / "a.pdf", "", ""), "--json")
    assert done.returncode == 1
    data = json.loads(done.stdout)
    assert (data["outcome"], data["page_count"], data["pages"]) == ("no_text", 2, [])


def test_without_json_the_text_is_on_stdout_and_the_trouble_on_stderr(tmp_path: Path) -> None:
    done = run(pdf(tmp_path / "a.pdf", "hello"))
    assert (done.returncode, done.stdout) == (0, "--- page 1\nhello\n")
    failed = run(pdf(tmp_path / "empty.pdf", "", ""))
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "empty.pdf: no_text:" in failed.stderr


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    missing = run(tmp_path / "nope.pdf")
    assert (missing.returncode, missing.stderr) == (2, "nope.pdf: There is no such file.\n")
    folder = run(tmp_path, "--json")
    assert folder.returncode == 2
    assert json.loads(folder.stdout)["message"] == "This is a folder; name a file in it."


def test_a_name_that_is_not_utf8_is_read_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe9.pdf"))
    pdf(tmp_path / "b.pdf", "hello").rename(path)
    done = run(path)
    assert (done.returncode, done.stdout) == (0, "--- page 1\nhello\n")
    path.write_bytes(b"GIF89a" + bytes(100))
    assert "is a GIF image" in run(path).stderr
