"""Small Word files from hand-written XML, for what python-docx cannot write."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": RELATIONS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
SIDE_PARTS = ("numbering", "styles", "settings", "footnotes", "endnotes", "comments")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(
    text: str = "", num: int | None = None, level: int | None = None, style: str = "", more: str = ""
) -> str:
    """One w:p. `more` stands in its w:pPr; text that begins with "<" is taken as XML."""
    numbering = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    numbering += f'<w:numId w:val="{num}"/>' if num is not None else ""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f"<w:numPr>{numbering}</w:numPr>" if numbering else ""
    content = text if text.startswith("<") else run(text) if text else ""
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{content}</w:p>"


def level(index: int, text: str, number_format: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{more}</w:num>'


def write_docx(
    path: Path,
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    settings: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    headers: dict[str, str] | None = None,
    chunks: dict[str, bytes] | None = None,
    main_type: str = MAIN_TYPE,
) -> Path:
    """Write a Word file. headers: relationship id → content of a w:hdr part; chunks: file name, also its
    relationship id → content of a part of another format."""
    side = dict(zip(SIDE_PARTS, (numbering, styles, settings, footnotes, endnotes, comments), strict=True))
    roots = {part: f"<w:{part} {NAMESPACES}>{xml}</w:{part}>" for part, xml in side.items() if xml}
    roots.update({rel: f"<w:hdr {NAMESPACES}>{xml}</w:hdr>" for rel, xml in (headers or {}).items()})
    kinds = {part: "header" if part in (headers or {}) else part for part in roots}
    relations = "".join(
        f'<Relationship Id="{part}" Type="{RELATIONS}/{kinds[part]}" Target="{part}.xml"/>' for part in roots
    )
    relations += "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/aFChunk" Target="{name}"/>' for name in chunks or {}
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(kinds, main_type, chunks or {}))
        archive.writestr(
            "_rels/.rels",
            _relationships(
                f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
            ),
        )
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/_rels/document.xml.rels", _relationships(relations))
        for part, xml in roots.items():
            archive.writestr(f"word/{part}.xml", xml)
        for name, content in (chunks or {}).items():
            archive.writestr(f"word/{name}", content)
    return path


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _content_types(kinds: dict[str, str], main_type: str, chunks: Iterable[str]) -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{base}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    suffixes = {name.rpartition(".")[2] for name in chunks}
    parts += "".join(
        f'<Default Extension="{suffix}" ContentType="text/plain"/>' for suffix in sorted(suffixes)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{parts}</Types>'
    )
