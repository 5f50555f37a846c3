from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import office, read, read_in_process
from docanalyzer.pipeline.reading.detect import RTF

needs_libreoffice = pytest.mark.skipif(office.converter() is None, reason="LibreOffice is not installed")


def rtf(path: Path) -> Path:
    path.write_bytes(rb"{\rtf1\ansi The tenant pays \b monthly\b0 .\par Second paragraph}")
    return path


@needs_libreoffice
def test_rich_text_is_read_through_libreoffice(tmp_path: Path) -> None:
    reading = read(rtf(tmp_path / "a.rtf"))
    assert reading.text.split("\n") == ["The tenant pays monthly.", "Second paragraph"]
    assert (reading.kind, reading.media_type) == ("word", "application/rtf")
    assert any("LibreOffice" in warning for warning in reading.warnings)


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<broken")
    with pytest.raises(ReadingError) as caught:
        read(tmp_path / "a.odt")
    assert caught.value.outcome in (Outcome.DAMAGED, Outcome.NO_TEXT)


def test_without_libreoffice_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)
    with pytest.raises(ReadingError, match=r"needs LibreOffice.*Save it as \.docx or PDF") as caught:
        read_in_process(rtf(tmp_path / "a.rtf"))
    assert caught.value.outcome is Outcome.UNSUPPORTED
    assert RTF.name in str(caught.value)
