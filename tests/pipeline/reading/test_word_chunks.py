"""Parts of other formats that Word shows where a w:altChunk stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from docanalyzer.pipeline.reading.result import Reading, ReadingOptions
from docanalyzer.pipeline.reading.word import read_word, reader
from docanalyzer.pipeline.reading.word.package import RawPackage
from tests.pipeline.reading.make_docx import paragraph, write_docx


def with_chunk(folder: Path, name: str, content: bytes) -> Path:
    body = paragraph("before") + f'<w:altChunk r:id="{name}"/>' + paragraph("after")
    return write_docx(folder / "a.docx", body, chunks={name: content})


def read(path: Path) -> Reading:
    return read_word(path, ReadingOptions(), lambda progress: None)


@pytest.mark.parametrize("raw", [False, True])
def test_a_web_page_stands_at_its_place(tmp_path: Path, raw: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if raw:
        monkeypatch.setattr(reader, "open_package", RawPackage)
    page = "<html><head><script>no()</script></head><body><h1>Fees</h1><p>§ 1 <b>bold</b></p></body></html>"
    reading = read(with_chunk(tmp_path, "page.html", page.encode()))
    assert reading.text.split("\n") == ["before", "Fees", "§ 1 bold", "after"]
    assert [anchor.level for anchor in reading.anchors] == [0, 1, 0, 0]
    assert reading.anchors[2].headings == ("Fees",)
    assert reading.warnings == ()


def test_a_text_and_a_word_file_are_read(tmp_path: Path) -> None:
    assert read(with_chunk(tmp_path, "a.txt", b"one\n\ntwo\n")).text == "before\none\ntwo\nafter"
    inner = write_docx(tmp_path / "inner.docx", paragraph("inside")).read_bytes()
    assert read(with_chunk(tmp_path, "b.docx", inner)).text == "before\ninside\nafter"


def test_word_files_in_word_files_end_at_a_depth(tmp_path: Path) -> None:
    content = write_docx(tmp_path / "inner.docx", paragraph("deepest")).read_bytes()
    for _ in range(6):
        content = with_chunk(tmp_path, "b.docx", content).read_bytes()
    assert read(tmp_path / "a.docx").text.split("\n") == ["before"] * 4 + ["after"] * 4


@pytest.mark.parametrize(
    ("name", "content"), [("a.rtf", b"{\\rtf1 x}"), ("a.bin", bytes(range(256)) * 4), ("a.txt", b"")]
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    reading = read(with_chunk(tmp_path, name, content))
    assert reading.text == "before\nafter"
    assert "1 embedded part(s) in a format that cannot be read here" in reading.warnings[0]
