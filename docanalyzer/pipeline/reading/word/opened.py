"""A Word file opened by python-docx: its parts, its relationships and its lxml trees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.part import XmlPart
from lxml import etree

from docanalyzer.pipeline.reading.word.package import (
    BLOCK_TAGS,
    PARSER_OPTIONS,
    media_type,
    refuse_doctype,
    unreadable,
)


class OpenedByPythonDocx:
    """See opening.WordPackage. Raises what python-docx raises; nothing but memory is held open."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._document = docx.Document(file)
        self._package = self._document.part.package
        self._parts = {_name(part): part for part in self._package.iter_parts()}
        self._trees: dict[str, Any] = {}
        self.main = _name(self._document.part)
        self.content_type = media_type(self._document.part.content_type)

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        source = self._parts.get(part) if part else self._package
        for rel in source.rels.values() if source is not None else ():
            if not rel.is_external:
                yield rel.reltype.rpartition("/")[2], _name(rel.target_part), rel.rId

    def related(self, part: str, kind: str) -> str | None:
        return next((target for rel_kind, target, _ in self.relations(part) if rel_kind == kind), None)

    def content(self, part: str | None) -> bytes | None:
        return bytes(self._parts[part].blob) if part is not None and part in self._parts else None

    def tree(self, part: str | None) -> Any:
        if part is None or part not in self._parts:
            return None
        if part not in self._trees:
            root = _root(self._parts[part])
            refuse_doctype(root, part)
            self._trees[part] = _without_notes(root)
        return self._trees[part]

    def body_blocks(self) -> Iterator[Any]:
        self.tree(self.main)
        for element in self._document.element.body:
            if element.tag in BLOCK_TAGS:
                yield element

    def close(self) -> None:
        self._trees.clear()


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _root(part: Any) -> Any:
    """python-docx has no class for footnotes, endnotes, diagrams and charts: it gives their bytes."""
    if isinstance(part, XmlPart):
        return part.element
    try:
        return etree.fromstring(part.blob, etree.XMLParser(**PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise unreadable(error, _name(part)) from error


def _without_notes(root: Any) -> Any:
    """Comments and processing instructions of the XML itself taken out: python-docx's parser keeps them."""
    etree.strip_elements(root, etree.Comment, etree.PI, with_tail=False)
    return root
