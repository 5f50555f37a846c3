"""The HTML of an answer as Word's own headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import lxml.html
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

Mark = Callable[[Paragraph, int], None]
"""Puts the footnote of a reference, by its number, at the end of a paragraph."""
_ALIGN = {"align-right": WD_ALIGN_PARAGRAPH.RIGHT, "align-center": WD_ALIGN_PARAGRAPH.CENTER}
_BLOCKS = {"p", "ul", "ol", "table", "blockquote", "pre", "hr", "h3", "h4", "h5", "h6"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DEEPEST_LIST = 3
CODE_FACE = "Courier New"


class WordProse:
    """Writes HTML of exports.prose into a document. mark: what a reference becomes."""

    def __init__(self, document: Document, mark: Mark) -> None:
        self.document, self.mark = document, mark

    def write(self, html: str) -> None:
        if html.strip():
            self.blocks(lxml.html.fragment_fromstring(html, create_parent="div"))

    def blocks(self, parent: Any, style: str | None = None) -> None:
        if (parent.text or "").strip():
            self.document.add_paragraph(clean(parent.text.strip()), style=style)
        for element in parent:
            self.block(element, style)

    def block(self, element: Any, style: str | None) -> None:
        tag = element.tag
        if tag in ("h3", "h4", "h5", "h6"):
            self.inline(self.document.add_heading(level=int(tag[1]) - 1), element)
        elif tag in ("ul", "ol"):
            self.items(element, 1)
        elif tag == "table":
            self.table(element)
        elif tag == "blockquote":
            self.blocks(element, "Quote")
        elif tag == "pre":
            code = self.document.add_paragraph(style="No Spacing")
            code.add_run(clean(element.text_content().rstrip())).font.name = CODE_FACE
        elif tag != "hr":
            self.inline(self.document.add_paragraph(style=style), element)

    def items(self, element: Any, depth: int) -> None:
        kind = "List Number" if element.tag == "ol" else "List Bullet"
        style = kind if depth == 1 else f"{kind} {min(depth, DEEPEST_LIST)}"
        number = self.new_list(style, int(element.get("start") or 1)) if element.tag == "ol" else 0
        for item in element.iterchildren("li"):
            paragraph = self.document.add_paragraph(style=style)
            if number:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self.inline(paragraph, item)
            if paragraph.runs:  # a line's end before a list within it
                paragraph.runs[-1].text = paragraph.runs[-1].text.rstrip(" ")
            for child in item:
                if child.tag in ("ul", "ol"):
                    self.items(child, depth + 1)
                elif child.tag in _BLOCKS - {"p"}:
                    self.block(child, None)

    def new_list(self, style: str, start: int) -> int:
        """A numbering of its own for each list, or Word would count on from the one before."""
        numbering = self.document.part.numbering_part.numbering_definitions._numbering
        given = self.document.styles[style].element.pPr.numPr.numId.val
        abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == given)
        num = numbering.add_num(abstract)
        num.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(num.numId)

    def table(self, element: Any) -> None:
        rows = list(element.iter("tr"))
        width = max((len(row.findall("th") + row.findall("td")) for row in rows), default=0)
        if not width:
            return
        table = self.document.add_table(rows=0, cols=width, style="Table Grid")
        for number, row in enumerate(rows):
            made = table.add_row()
            for cell, source in zip(made.cells, row, strict=False):
                paragraph = cell.paragraphs[0]
                paragraph.alignment = _ALIGN.get(source.get("class", ""))
                self.inline(paragraph, source, bold=source.tag == "th")
            if not number:
                repeat_head(made)
        self.document.add_paragraph()

    def inline(
        self, paragraph: Paragraph, element: Any, bold: bool = False, italic: bool = False, face: str = ""
    ) -> None:
        """Text with its emphasis; nested blocks are left to whoever called."""
        self.text(paragraph, element.text, bold, italic, face)
        for child in element:
            if child.tag == "a" and child.get("class") == "ref":
                self.mark(paragraph, int(child.get("title")))
            elif child.tag == "br":
                paragraph.add_run().add_break()
            elif child.tag not in ("ul", "ol", "table", "blockquote", "pre"):
                strong, slanted = bold or child.tag == "strong", italic or child.tag == "em"
                self.inline(paragraph, child, strong, slanted, CODE_FACE if child.tag == "code" else face)
            self.text(paragraph, child.tail, bold, italic, face)

    def text(self, paragraph: Paragraph, text: str | None, bold: bool, italic: bool, face: str) -> None:
        if not text or not text.strip("\n"):
            return
        run = paragraph.add_run(clean(text.replace("\n", " ")))
        run.bold, run.italic = bold or None, italic or None
        if face:
            run.font.name = face


def repeat_head(row: Any) -> None:
    """The table's first row stands again on each page."""
    properties = row._tr.get_or_add_trPr()
    head = properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
    properties.append(head)


def clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
