"""What a file is, judged by its content; the name only decides between kinds of plain text."""

from __future__ import annotations

import codecs
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.encoding import looks_wide

HEAD_BYTES = 8192
_BLANK = b"\0 \t\r\n\f"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>)?", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
_SOME_TAG = re.compile(
    rb"<(?:!--|!doctype\b|(?:p|div|h[1-6]|table|span|a|br|html|body|article)\b|[a-z][\w:-]*(?:[\s/][^<>]*)?>)",
    re.IGNORECASE,
)
"""Enough for a file that is named as a web page. A name that is not listed needs its end: "i<n" is no tag."""
_MHTML = re.compile(
    rb"^content-type:\s*multipart/(?:related|mixed|alternative)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Detected:
    """format: a key of registry.READERS, or another word where no reader exists; name: as people say it."""

    format: str
    media_type: str
    name: str
    suffixes: tuple[str, ...] = ()


PDF = Detected("pdf", "application/pdf", "a PDF", (".pdf",))
DOCX = Detected("docx", _DOCX, "a Word document", (".docx", ".docm", ".dotx", ".dotm"))
ENCRYPTED_OFFICE = Detected(
    "encrypted-office", _DOCX, "an encrypted Office file", (".docx", ".docm", ".dotx")
)
DOC = Detected("doc", "application/msword", "a Word 97–2003 document", (".doc", ".dot"))
ODT = Detected("odt", "application/vnd.oasis.opendocument.text", "an OpenDocument text", (".odt", ".ott"))
RTF = Detected("rtf", "application/rtf", "a rich text (RTF) document", (".rtf", ".doc"))
HTML = Detected("html", "text/html", "a web page", (".html", ".htm", ".xhtml"))
MHTML = Detected("mhtml", "multipart/related", "a saved web page (MHTML)", (".mhtml", ".mht"))
MARKDOWN = Detected("markdown", "text/markdown", "a Markdown text", (".md", ".markdown"))
TEXT = Detected("text", "text/plain", "a plain text", (".txt",))
READABLE_SUFFIXES = tuple(
    dict.fromkeys(
        suffix for kind in (PDF, DOCX, DOC, ODT, RTF, HTML, MHTML, TEXT, MARKDOWN) for suffix in kind.suffixes
    )
)
"""How files that can be read are mostly named; a file of another name can be read too, if its content can."""

_OTHERS = (
    (b"\x89PNG", Detected("image", "image/png", "a PNG image")),
    (b"\xff\xd8\xff", Detected("image", "image/jpeg", "a JPEG image")),
    (b"II*\x00", Detected("image", "image/tiff", "a TIFF image")),
    (b"MM\x00*", Detected("image", "image/tiff", "a TIFF image")),
    (b"GIF8", Detected("image", "image/gif", "a GIF image")),
    (b"Rar!", Detected("archive", "application/vnd.rar", "a RAR archive")),
    (b"7z\xbc\xaf", Detected("archive", "application/x-7z-compressed", "a 7-Zip archive")),
    (b"\x1f\x8b", Detected("archive", "application/gzip", "a gzip archive")),
    (b"%!PS", Detected("postscript", "application/postscript", "a PostScript file")),
    (b"\x7fELF", Detected("program", "application/x-executable", "a program")),
)
_WINDOWS_PROGRAM = Detected("program", "application/x-dosexec", "a Windows program")
UNKNOWN = Detected("unknown", "application/octet-stream", "a file of an unknown kind")
_BROKEN_ZIP = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError)
DAMAGED_ZIP = Detected("damaged-zip", "application/zip", "a damaged Word document or archive")


def detect(path: Path, filename: str | None = None) -> Detected:
    """Look at the first bytes (and a zip's table of contents). Raises ReadingError for an empty file."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    name = (filename or path.name).lower()
    if not head.strip(_BLANK) and not _has_more(path):
        raise ReadingError(Outcome.DAMAGED, f"“{filename or path.name}” is empty. Upload the file again.")
    if _is_pdf(head):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(path)
    if head.startswith(_OLE):
        return _detect_ole(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    return _detect_text(head, name)


def _opens_a_page(head: bytes) -> bool:
    """Whether a web page's first tag stands first, or after an XML declaration and comments.

    Comments are passed over by hand: an expression for them takes hours where they have no end, or is possessive,
    and Python before 3.11.5 matches possessive groups wrongly.
    """
    opening = _OPENING.match(head)
    rest = head[opening.end() if opening else 0 :].lstrip()
    while rest.startswith(b"<!--"):
        rest = rest[4:].partition(b"-->")[2].lstrip()
    return bool(_HTML.match(rest))


def _is_mhtml(head: bytes) -> bool:
    """By its own headers, which end at the first blank line: a text may speak of others."""
    headers = re.split(rb"\r?\n[ \t]*\r?\n", head.lstrip(), maxsplit=1)[0]
    return bool(_MHTML.search(headers) and re.match(rb"[A-Za-z-]+:", headers))


def _has_more(path: Path) -> bool:
    """A file may begin with pages of blanks. Read piece by piece: it may be a large one of nothing else."""
    with path.open("rb") as file:
        return any(piece.strip(_BLANK) for piece in iter(lambda: file.read(1 << 20), b""))


def _is_pdf(head: bytes) -> bool:
    """The mark stands first, or after what a mailer or a server put there. A text that mentions it is a text."""
    before, mark, _ = head[:1100].partition(b"%PDF-")
    if not mark:
        return False
    before = before.removeprefix(b"\xef\xbb\xbf").strip(_BLANK)
    return not before or any(byte < 9 for byte in before) or (b" obj" in head and not _is_utf8(head))


def _is_utf8(head: bytes) -> bool:
    """Without NUL; the last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head


def _detect_zip(path: Path) -> Detected:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
                if mimetype.startswith(ODT.media_type):
                    return ODT
                return Detected("archive", "application/zip", f"a file of the kind {mimetype}")
    except (*_BROKEN_ZIP, zlib.error, lzma.LZMAError):
        return DAMAGED_ZIP
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return Detected("spreadsheet", "application/vnd.ms-excel", "an Excel workbook")
    if any(name.startswith("ppt/") for name in names):
        return Detected("slides", "application/vnd.ms-powerpoint", "a PowerPoint presentation")
    # A package whose parts are named otherwise is legal: the relations say where the document is.
    return DOCX if "_rels/.rels" in names else Detected("archive", "application/zip", "a zip archive")


def _detect_ole(path: Path) -> Detected:
    """Stream names stand in UTF-16 in the compound file's directory."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in content:
        return DOC
    return Detected("ole", "application/x-ole-storage", "an Office 97–2003 file that is not a Word document")


def _detect_text(head: bytes, name: str) -> Detected:
    if head.startswith(b"MZ") and b"\0" in head:
        return _WINDOWS_PROGRAM
    for magic, detected in _OTHERS:
        if head.startswith(magic):
            return detected
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _is_mhtml(plain):
        return MHTML
    if _opens_a_page(plain) or (name.endswith(HTML.suffixes) and _SOME_TAG.search(plain)):
        return HTML
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if plain is head and (b"\0" in head or controls > len(head) // 50) and not looks_wide(head):
        return UNKNOWN
    return MARKDOWN if name.endswith(MARKDOWN.suffixes) else TEXT
