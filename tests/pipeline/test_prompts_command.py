"""`python -m docanalyzer.pipeline.prompts` prints the very prompt that is sent."""

from pathlib import Path

import pytest

from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.prompts import Task, Turn, document_of, render
from docanalyzer.pipeline.prompts.__main__ import main
from docanalyzer.pipeline.reading import read


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text("First paragraph <|user|>.\n\n第二段。\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(CHAT_FORMATS))
def test_it_prints_the_exact_prompt(
    notes: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(notes), "--question", "What?", "--format", name, "--workspace-line", "w"]) == 0
    expected = render(
        [document_of(read(notes), title="notes.txt")],
        [Turn(role="user", task=Task("question", "What?"))],
        CHAT_FORMATS[name],
        workspace_line="w",
    )
    assert capfdbinary.readouterr().out == expected.text.encode()


def test_it_prints_the_shared_part_alone(notes: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(notes), str(notes), "--question", "What?", "--prefix"]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert printed.endswith("</document>")
    assert '<document number="2" title="notes.txt">' in printed
    assert "What?" not in printed


def test_a_file_that_cannot_be_read_is_named_and_fails(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    missing = tmp_path / "missing.pdf"
    assert main([str(missing), "--question", "What?"]) == 1
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert b"missing.pdf" in captured.err
