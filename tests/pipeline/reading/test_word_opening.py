"""Both ways into a Word file, and which is taken when."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.result import Reading, ReadingOptions
from docanalyzer.pipeline.reading.word import opening, reader
from docanalyzer.pipeline.reading.word.opened import OpenedByPythonDocx
from docanalyzer.pipeline.reading.word.package import RawPackage
from tests.pipeline.reading.make_docx import MAIN_TYPE, abstract, level, num, paragraph, run, write_docx

LIST = abstract(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0)
NOTE = f'<w:footnote w:id="2">{paragraph("Net of tax.")}</w:footnote>'
BODY = (
    paragraph("<!-- a remark of the program -->" + run("Term"), num=1, level=0)
    + paragraph("Notice", num=1, level=1)
    + paragraph(f'{run("Price")}<w:r><w:footnoteReference w:id="2"/></w:r>')
    + "<w:tbl><w:tr><w:tc>" + paragraph("Gold") + "</w:tc><w:tc>" + paragraph("100") + "</w:tc></w:tr></w:tbl>"
)  # fmt: skip


def sample(folder: Path, **parts: str) -> Path:
    return write_docx(folder / "a.docx", BODY, numbering=LIST, footnotes=NOTE, **parts)


def read(path: Path) -> Reading:
    return reader.read_word(path, ReadingOptions(), lambda progress: None)


def test_python_docx_opens_an_ordinary_file(tmp_path: Path) -> None:
    assert isinstance(opening.open_package(sample(tmp_path)), OpenedByPythonDocx)


def test_both_ways_give_the_same_text_and_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample(tmp_path)
    usual = read(path)
    monkeypatch.setattr(reader, "open_package", RawPackage)
    assert read(path) == usual
    assert usual.text.split("\n")[:2] == ["1. Term", "1.1 Notice"]
    assert "Net of tax." in usual.text
    assert "Gold | 100" in usual.text


@pytest.mark.parametrize(
    "main_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        MAIN_TYPE.replace("document.main", "template.main"),
    ],
)
def test_macro_files_and_templates_are_opened_the_other_way(tmp_path: Path, main_type: str) -> None:
    path = sample(tmp_path, main_type=main_type)
    assert isinstance(opening.open_package(path), RawPackage)
    assert "1.1 Notice" in read(path).text


def test_a_missing_side_part_does_not_lose_the_document(tmp_path: Path) -> None:
    whole, less = sample(tmp_path), tmp_path / "less.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(less, "w") as target:
        for name in source.namelist():
            if name != "word/footnotes.xml":
                target.writestr(name, source.read(name))
    assert isinstance(opening.open_package(less), RawPackage)
    assert "1.1 Notice" in read(less).text


def test_a_large_body_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample(tmp_path)
    monkeypatch.setattr(opening, "LARGEST_PART", 500)
    assert isinstance(opening.open_package(path), RawPackage)


def test_pictures_beyond_the_limit_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample(tmp_path)
    monkeypatch.setattr(opening, "LARGEST_FILE", 1000)
    assert isinstance(opening.open_package(path), RawPackage)


def test_a_damaged_side_part_is_named_whichever_way(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", BODY, footnotes="<w:footnote")
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.outcome is Outcome.DAMAGED
    assert "word/footnotes.xml" in str(caught.value)
