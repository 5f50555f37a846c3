"""A report as a Word file: real headings, lists and tables, each citation a real footnote."""

from __future__ import annotations

from typing import IO

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from docanalyzer.exports.footnotes import Footnotes
from docanalyzer.exports.prose import prose_html
from docanalyzer.exports.report import Entries, Entry, Heading, Note, Part, Prose, Report
from docanalyzer.exports.word_prose import WordProse, clean, repeat_head
from docanalyzer.runs.meaning import NUMERIC

CHINESE_FACE = "宋体"
WIDTHS = (3.4, 6.8, 2.6, 3.8)
"""Of the columns of a table of values, in centimetres."""


def word_file(report: Report, file: IO[bytes]) -> None:
    WordFile(report).save(file)


class WordFile:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Document = docx.Document()
        self.notes = {reference.number: clean(reference.sentence) for reference in report.references}
        self.footnotes = Footnotes(self.document)
        self.prose = WordProse(self.document, self.mark)
        self.dress()

    def dress(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
            style = self.document.styles[name]
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE_FACE)
        self.document.styles["Normal"].font.size = Pt(10.5)
        self.document.core_properties.title = clean(self.report.title)[:250]
        self.document.core_properties.author = "docanalyzer"
        self.document.core_properties.comments = ""

    def mark(self, paragraph: Paragraph, number: int) -> None:
        self.footnotes.add(paragraph, self.notes[number])

    def save(self, file: IO[bytes]) -> None:
        self.document.add_heading(clean(self.report.title), level=0)
        self.facts(self.report.facts)
        for part in self.report.parts:
            self.part(part)
        if self.report.reproduction:
            self.document.add_heading(_("Record"), level=1)
            self.facts(self.report.reproduction)
        self.document.save(file)

    def facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        for name, value in facts:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(f"{clean(name)}: ").bold = True
            paragraph.add_run(clean(value))
        if facts:
            paragraph.paragraph_format.space_after = Pt(10)

    def part(self, part: Part) -> None:
        if isinstance(part, Heading):
            self.document.add_heading(clean(part.text), level=part.level - 1)
        elif isinstance(part, Prose):
            self.prose.write(prose_html(part))
        elif isinstance(part, Entries):
            self.entries(part)
        elif isinstance(part, Note):
            self.document.add_paragraph().add_run(clean(part.text)).italic = True
        else:
            for line in part.text.splitlines():
                self.document.add_paragraph(clean(line), style="Quote")

    def entries(self, entries: Entries) -> None:
        if not entries.rows:
            return
        heads = (_("Field"), _("Value"), _("Place"), _("Review"))
        table = self.document.add_table(rows=1 + len(entries.rows), cols=len(heads), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = Cm(width)
        cells = iter(table._cells)  # once: each table.cell() would walk all of them
        for head, width in zip(heads, WIDTHS, strict=True):
            cell = next(cells)
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(head).bold = True
        repeat_head(table.rows[0])
        for entry in entries.rows:
            label, value, place, review = (next(cells) for _column in WIDTHS)
            for cell, width in zip((label, value, place, review), WIDTHS, strict=True):
                cell.width = Cm(width)
            label.paragraphs[0].add_run(clean(entry.label))
            self.value(value.paragraphs[0], entry)
            if entry.reference:
                place.paragraphs[0].add_run(clean(entry.reference.place))
                self.mark(place.paragraphs[0], entry.reference.number)
            review.paragraphs[0].add_run(clean(entry.review))
        self.document.add_paragraph()

    def value(self, paragraph: Paragraph, entry: Entry) -> None:
        if entry.value:
            paragraph.add_run(clean(entry.value))
            if entry.kind in NUMERIC:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.add_run(clean(entry.missing)).italic = True
        further = [entry.meaning, entry.doubt, *entry.backing]
        for line in filter(None, further):
            paragraph.add_run().add_break()
            paragraph.add_run(clean(line)).font.size = Pt(9)
        if entry.said:
            paragraph.add_run().add_break()
            paragraph.add_run(f"{_('The model said')}: ").font.size = Pt(9)
            paragraph.add_run(clean(entry.said)).font.strike = True
