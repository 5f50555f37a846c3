from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import detect, read_in_process


@pytest.mark.parametrize(
    ("content", "name", "format_"),
    [
        (b"%PDF-1.4\n", "a.txt", "pdf"),
        (b"\n\n%PDF-1.4", "a", "pdf"),
        (b"X-Mailer: a\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a", "pdf"),
        (b"A PDF begins with %PDF-1.7 and ends otherwise.", "a.md", "markdown"),
        ("以%PDF-1.7开头，1 0 obj".encode(), "a.txt", "text"),
        (b"MZ Holdings Limited, a company", "a.txt", "text"),
        (b"MZ\x90\0\3\0\0\0", "a.txt", "program"),
        (b" " * 9_000 + b"words", "a.txt", "text"),
        (b"<!---->" * 40 + b"<html>", "a", "html"),
        (b"<?xml version='1.0'?>\n<!-- a - b -- c -->\n<html>", "a", "html"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a", "doc"),
        (b"<!-- c --> <!DOCTYPE html><p>x", "a.txt", "html"),
        (b"<p>a fragment", "a.html", "html"),
        (b"a < b and <p> is a tag", "a.txt", "text"),
        (b"<pre>a memo", "a.html", "html"),
        (b"<ul><li>one", "a.htm", "html"),
        (b"<ol start=3>", "a.html", "html"),
        (b"<center><font>Hi", "a.html", "html"),
        (b"<style>" + b".a{color:red}" * 900 + b"</style><p>x", "a.html", "html"),
        (b"<!-- " + b"licence " * 2_000 + b"--><html><p>x", "a.html", "html"),
        (b"if a < b or i<n and j<m, then 1<2", "a.html", "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "a", "mhtml"),
        (b"# Title", "a.md", "markdown"),
        (b"# Title", "a.txt", "text"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "image"),
        (b"\x7fELF\2\1\1", "a.docx", "program"),
    ],
)
def test_content_decides(tmp_path: Path, content: bytes, name: str, format_: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert detect(tmp_path / name).format == format_


def test_comments_without_end_are_looked_at_once(tmp_path: Path) -> None:
    """With a pattern that tries every division of them this test would not end."""
    (tmp_path / "a.txt").write_bytes(b"<!---->" * 1_000 + b"x")
    assert detect(tmp_path / "a.txt").format == "text"


@pytest.mark.parametrize(
    ("part", "format_"),
    [("word/document.xml", "docx"), ("xl/workbook.xml", "spreadsheet"), ("ppt/presentation.xml", "slides")],
)
def test_office_packages_are_told_by_their_parts(tmp_path: Path, part: str, format_: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr(part, "<x/>")
    assert detect(tmp_path / "a.docx").format == format_


def test_a_refusal_names_the_file_as_its_owner_does(tmp_path: Path) -> None:
    (tmp_path / "upload-17").write_bytes(b"\x89PNG\r\n\x1a\nxxxx")
    with pytest.raises(ReadingError, match=r"“scan of May\.pdf” is a PNG image") as caught:
        read_in_process(tmp_path / "upload-17", filename="scan of May.pdf")
    assert caught.value.outcome is Outcome.UNSUPPORTED
