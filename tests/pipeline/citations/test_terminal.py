"""`python -m docanalyzer.pipeline.citations`."""

import json
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docanalyzer.pipeline.citations", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = pymupdf.open()
    for text in ("The lease begins in March.", "The rent is $900 a month.", "The tenant shall not sublet."):
        document.new_page().insert_text((72, 72), text)
    document.save(tmp_path / "report.pdf")
    return tmp_path / "report.pdf"


def quotes(folder: Path, data: object) -> str:
    path = folder / "quotes.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_state_and_page_of_each_quote_in_order(report: Path, tmp_path: Path) -> None:
    asked = [
        {"quote": "The rent is $900 a month.", "page": 2},
        {"quote": "The rent is $900 a month.", "page": 1},
        {"quote": "The tenant shall sublet.", "page": 3},
        {"quote": "The landlord repairs the roof every year", "page": 3},
        {"quote": "The lease begins in March", "page": 99},
    ]
    done = run(str(report), "--quotes", quotes(tmp_path, asked), "--json")
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert [(one["state"], one["page"]) for one in answers] == [
        ("verified", 2),
        ("moved", 2),
        ("close", 3),
        ("not_found", None),
        ("moved", 1),
    ]


def test_strict_says_so_when_a_quote_is_not_verified(report: Path, tmp_path: Path) -> None:
    good = quotes(tmp_path, [{"quote": "The rent is $900 a month.", "page": 2}])
    assert run(str(report), "--quotes", good, "--strict").returncode == 0
    bad = quotes(tmp_path, [{"quote": "The rent is $950 a month.", "page": 2}])
    assert run(str(report), "--quotes", bad, "--strict").returncode == 1


def test_what_cannot_be_read_is_said_in_one_line(report: Path, tmp_path: Path) -> None:
    good = quotes(tmp_path, [])
    missing = run(str(tmp_path / "no.pdf"), "--quotes", good, "--json")
    assert missing.returncode == 2
    assert "no.pdf" in missing.stderr
    broken = run(str(report), "--quotes", quotes(tmp_path, {"quote": "x"}), "--json")
    assert broken.returncode == 2
    assert "Traceback" not in broken.stderr
