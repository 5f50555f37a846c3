"""Which way a Word file is opened: by python-docx, or as a bare zip where python-docx cannot.

docs/decisions/word-reader.md says why there are two ways.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from docanalyzer.pipeline.reading.word.opened import OpenedByPythonDocx
from docanalyzer.pipeline.reading.word.package import RawPackage, refuse_other_formats

LARGEST_PART = 24 * 1024**2
"""Bytes of one XML part, unpacked. python-docx keeps the body as one tree, 10 to 40 times its size in memory:
beyond this the body is streamed instead."""
LARGEST_FILE = 128 * 1024**2
"""Bytes of all parts, unpacked: python-docx loads every picture."""


class WordPackage(Protocol):
    """A Word file opened for reading. Part names have no leading slash ("word/document.xml")."""

    main: str
    content_type: str

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(last word of the type, target part, id) of each internal relationship of a part ("" = package)."""

    def related(self, part: str, kind: str) -> str | None:
        """The first existing part that `part` points to with a relationship of this kind."""

    def content(self, part: str | None) -> bytes | None:
        """The bytes of a part, None if the file has no such part."""

    def tree(self, part: str | None) -> Any:
        """The root element of a part, None if the file has no such part."""

    def body_blocks(self) -> Iterator[Any]:
        """Each child of w:body that can hold text, in order; the caller keeps none of them."""

    def close(self) -> None: ...


def open_package(path: Path) -> WordPackage:
    """Raises ReadingError: encrypted, damaged, unsupported."""
    refuse_other_formats(path)
    if not _is_small(path):
        return RawPackage(path)
    try:
        return OpenedByPythonDocx(path)
    except MemoryError:
        raise
    except Exception:
        # It refuses with whatever error it meets first (KeyError, ValueError, BadZipFile, XMLSyntaxError…), and
        # often a file that Word opens. The other way says what is really wrong, if anything is.
        return RawPackage(path)


def _is_small(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(info.file_size, info.filename.endswith(".xml")) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    largest = max((size for size, is_xml in sizes if is_xml), default=0)
    return largest <= LARGEST_PART and sum(size for size, _ in sizes) <= LARGEST_FILE
