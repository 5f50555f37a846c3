"""Small files that cost a careless reader minutes or gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from tests.pipeline.reading.make_pdf import raw_pdf

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'


_TWO_TEXTS = b"1 0 0 1 72 300 Tm (x) Tj 1 0 0 1 90 500 Tm (y) Tj "


def slow_pdf(path: Path) -> Path:
    """Hundreds of pages that share one long stream: a few kilobytes, minutes of work."""
    return _packed(path, b"BT /F 9 Tf " + b"0 1 Td (endless) Tj " * 200_000 + b"ET", pages=300)


def text_bomb(path: Path, operators: int = 5_000_000) -> Path:
    """One page of millions of text operators: gigabytes of memory."""
    return _packed(path, b"BT /F 9 Tf " + _TWO_TEXTS * (operators // 2) + b"ET", pages=1)


def word_bomb(path: Path, runs: int = 8_000_000) -> Path:
    """A Word file of millions of runs: a megabyte packed, gigabytes as a tree."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        with archive.open("word/document.xml", "w") as part:
            part.write(_BODY.encode())
            for _ in range(runs // 100_000):
                part.write(b"<w:r><w:t>x</w:t></w:r>" * 100_000)
            part.write(b"</w:p></w:body></w:document>")
    return path


def zip_of_zeros(path: Path, megabytes: int) -> Path:
    """A Word file with one part that unpacks a thousandfold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", b" " * (megabytes * 1024**2))
    path.write_bytes(buffer.getvalue())
    return path


def _packed(path: Path, stream: bytes, *, pages: int) -> Path:
    packed = zlib.compress(stream, 9)
    head = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return raw_pdf(path, head + packed + b"\nendstream", pages=pages)
