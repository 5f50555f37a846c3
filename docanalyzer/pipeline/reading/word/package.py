"""A Word file opened as a bare zip: its parts and the relationships between them.

For what python-docx refuses although Word opens it (strict OOXML, macro-enabled files, templates, missing side
parts), and for bodies too large for a tree in memory: here the body is streamed.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lxml import etree

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.word import names

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAIN_PART_TYPES = re.compile(r"wordprocessingml|ms-word\.(document|template)\.macroEnabled", re.IGNORECASE)
BLOCK_TAGS = (
    *(
        names.w(n)
        for n in ("p", "tbl", "sdt", "customXml", "altChunk", "sectPr", "ins", "del", "moveFrom", "moveTo")
    ),
    names.ALTERNATE,
)
PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}


class RawPackage:
    """See opening.WordPackage. Raises ReadingError."""

    def __init__(self, path: Path) -> None:
        refuse_other_formats(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise damaged() from error
        self._members = {_clean(info.filename): info for info in self._zip.infolist()}
        if any(info.flag_bits & 1 for info in self._members.values()):
            raise unsupported(
                "Its parts are encrypted one by one, which Word does not do. Save it without a password."
            )
        self.main = self._find_main()
        self.content_type = self._content_type()

    def _find_main(self) -> str:
        for kind, target, _ in self.relations(""):
            if kind == "officeDocument" and target.lower() in self._members:
                if not target.lower().startswith(("xl/", "ppt/")):
                    return target
                raise unsupported("It is another Office format inside, not a Word document.")
        if "word/document.xml" in self._members:
            return "word/document.xml"
        if "[content_types].xml" in self._members:
            raise unsupported("It holds no Word document.")
        raise unsupported("It is a zip archive, not a Word document.")

    def _content_type(self) -> str:
        types = self.tree("[Content_Types].xml")
        for override in types if types is not None else ():
            kind = override.get("ContentType", "")
            if _clean(override.get("PartName", "")) == self.main.lower() and _MAIN_PART_TYPES.search(kind):
                return media_type(kind)
        return CONTENT_TYPE

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for rel in tree if tree is not None else ():
            if rel.get("TargetMode") == "External":
                continue
            target = rel.get("Target", "").replace("\\", "/")
            full = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            yield rel.get("Type", "").rpartition("/")[2], full, rel.get("Id", "")

    def related(self, part: str, kind: str) -> str | None:
        for rel_kind, target, _ in self.relations(part):
            if rel_kind == kind and target.lower() in self._members:
                return target
        return None

    def content(self, part: str | None) -> bytes | None:
        if part is None or part.lower() not in self._members:
            return None
        try:
            return self._zip.read(self._members[part.lower()])
        except _BROKEN as error:
            raise damaged(part) from error

    def tree(self, part: str | None) -> Any:
        if part is None or part.lower() not in self._members:
            return None
        try:
            root = etree.parse(self._open(part), etree.XMLParser(**PARSER_OPTIONS)).getroot()
        except (etree.XMLSyntaxError, *_BROKEN) as error:
            raise unreadable(error, part) from error
        refuse_doctype(root, part)
        return root

    def body_blocks(self) -> Iterator[Any]:
        """Each as its end is read; freed once the caller moves on."""
        try:
            events = etree.iterparse(self._open(self.main), events=("end",), tag=BLOCK_TAGS, **PARSER_OPTIONS)
            for number, (_, element) in enumerate(events):
                if number == 0:
                    refuse_doctype(element, self.main)
                parent = element.getparent()
                if parent is None or parent.tag != _BODY:
                    continue
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del parent[0]
        except (etree.XMLSyntaxError, *_BROKEN) as error:
            raise unreadable(error, self.main) from error

    def _open(self, part: str) -> IO[bytes]:
        stream = self._zip.open(self._members[part.lower()])
        head = stream.read(4096)
        stream.seek(0)
        return io.BytesIO(_transitional(stream.read())) if b"purl.oclc.org/ooxml" in head else stream

    def close(self) -> None:
        self._zip.close()


def media_type(content_type: str) -> str:
    """ "….document.main+xml", a part's content type → the media type of the file."""
    return str(content_type).removesuffix("+xml").removesuffix(".main")


_BODY = names.w("body")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError)


def _clean(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _transitional(data: bytes) -> bytes:
    """Strict namespaces turned into transitional ones, inside tags only."""

    def in_tag(match: re.Match[bytes]) -> bytes:
        tag = match.group()
        if b"purl.oclc.org" in tag:
            for strict, plain in names.STRICT.items():
                tag = re.sub(
                    rb"([\"'])" + re.escape(strict.encode()) + rb"([\"'])",
                    rb"\g<1>" + plain.encode() + rb"\g<2>",
                    tag,
                )
        return tag

    return re.sub(rb"<[A-Za-z][^>]*>", in_tag, data)


def refuse_other_formats(path: Path) -> None:
    """Raises ReadingError for what is no zip: encrypted, the old .doc format, damaged."""
    with path.open("rb") as file:
        head = file.read(8)
        if head == OLE_SIGNATURE:
            if "EncryptedPackage".encode("utf-16-le") in head + file.read():
                raise encrypted()
            raise unsupported("It is in the old .doc format; save it as .docx in Word or LibreOffice.")
    if not head.startswith(b"PK"):
        raise damaged() if path.suffix.lower() in (".docx", ".docm", ".dotx", ".dotm") else unsupported("")


def unreadable(error: Exception, part: str) -> Exception:
    """What to raise instead. libxml2 reports exhausted memory as a syntax error; that is no damage to the file."""
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY or "memory" in str(error).lower():
        return MemoryError(f"reading {part}")
    return damaged(part)


def refuse_doctype(element: Any, part: str) -> None:
    """Raises ReadingError where the part that an element stands in has a document type.

    What it abbreviates (entities) is not filled in, since that may open other files or fill the memory; the text
    would be read with holes. The format forbids it (ECMA-376 part 2, on XML usage).
    """
    if element.getroottree().docinfo.internalDTD is not None:
        raise ReadingError(
            Outcome.DAMAGED,
            f"This Word file has a document type declaration (DOCTYPE) in {part}, which Word does not write and "
            "which can hide or replace text. Save it anew in Word or LibreOffice and upload it again.",
        )


def encrypted() -> ReadingError:
    """reading.passwords opens what Word encrypts; this meets callers that came here directly."""
    return ReadingError(
        Outcome.ENCRYPTED,
        "This Word file is encrypted. Save it without a password and upload the file again.",
    )


def unsupported(reason: str) -> ReadingError:
    return ReadingError(Outcome.UNSUPPORTED, f"This file cannot be read as a Word document. {reason}".strip())


def damaged(part: str = "") -> ReadingError:
    where = f" (in {part})" if part else ""
    return ReadingError(
        Outcome.DAMAGED,
        f"This Word file is damaged{where}. Open it in Word, let Word repair it, save it and upload it again.",
    )
