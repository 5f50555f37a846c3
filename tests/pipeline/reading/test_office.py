from __future__ import annotations

import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
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


_LINKED = """<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>
<text:p>The words of the file.</text:p>
<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{url}/picture.png"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
<text:section text:name="a"><text:section-source xlink:href="{url}/section.odt" xlink:type="simple"/>
<text:p>inside</text:p></text:section></office:text></office:body></office:document-content>"""
_MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@needs_libreoffice
def test_nothing_a_file_links_to_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Recorder(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode("latin-1"))
            self.close_connection = True

    with HTTPServer(("127.0.0.1", 0), Recorder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("META-INF/manifest.xml", _MANIFEST)
            url = f"http://127.0.0.1:{server.server_port}"
            archive.writestr("content.xml", _LINKED.replace("{url}", url))
        text = read(tmp_path / "a.odt").text
        server.shutdown()
    assert "The words of the file." in text
    assert asked == []


def test_without_libreoffice_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)
    with pytest.raises(ReadingError, match=r"needs LibreOffice.*Save it as \.docx or PDF") as caught:
        read_in_process(rtf(tmp_path / "a.rtf"))
    assert caught.value.outcome is Outcome.UNSUPPORTED
    assert RTF.name in str(caught.value)
