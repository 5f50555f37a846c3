"""A report as PDF, drawn by PyMuPDF: Chinese included, each citation a link to its entry in the list at the end.

Why PyMuPDF: docs/decisions/export-libraries.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import pymupdf
from django.utils.translation import gettext as _

from docanalyzer.exports.prose import prose_html
from docanalyzer.exports.report import Entries, Entry, Heading, Note, Part, Prose, Report
from docanalyzer.runs.meaning import NUMERIC

MARGIN = 54
"""In points, as all of PDF; a page is A4."""
STYLE = """
body { font-family: serif; font-size: 10pt; line-height: 1.4 }
h1 { font-size: 17pt; margin: 0 0 8pt } h2 { font-size: 13pt; margin: 14pt 0 4pt }
h3 { font-size: 11.5pt; margin: 10pt 0 3pt } h4, h5, h6 { font-size: 10pt; margin: 8pt 0 3pt }
p, ul, ol { margin: 0 0 5pt } table { width: 100%; border-collapse: collapse; margin: 4pt 0 8pt }
th, td { border: 0.5pt solid #888888; padding: 3pt 5pt; text-align: left; vertical-align: top }
.number { text-align: right } .small { font-size: 8.5pt; color: #444444 } .fact { font-size: 9pt; margin: 0 0 1pt }
a { color: #17594f; text-decoration: none } a.ref { font-size: 7.5pt } blockquote { margin: 0 0 5pt 12pt }
.reference { font-size: 8.5pt; margin: 0 0 3pt } pre, code { font-family: monospace; font-size: 8.5pt }
.align-right { text-align: right } .align-center { text-align: center }
"""
WIDTHS = (20, 40, 15, 25)
"""Of the columns of a table of values, in hundredths: left to MuPDF, one long word takes the other columns off the page."""
LONG, PIECE = 24, 8
"""Characters: a run so long without a space may be broken after each piece."""
_TAG_OR_RUN = re.compile(rf"<[^>]*>|[^\s<>\u2e80-\uffff]{{{LONG},}}")
_LETTER = re.compile(r"&#?\w+;|.")


def pdf_file(report: Report) -> bytes:
    story = pymupdf.Story(html="".join(map(breakable, pieces(report))), user_css=STYLE)

    def page(number: int, filled: object) -> tuple[Any, Any, None]:
        paper = pymupdf.paper_rect("a4")
        inside = pymupdf.Rect(MARGIN, MARGIN, paper.width - MARGIN, paper.height - MARGIN)
        return paper, inside, None

    document = story.write_with_links(page)
    try:
        number_pages(document)
        document.set_metadata({"title": report.title, "producer": "docanalyzer", "creator": "docanalyzer"})
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True))
    finally:
        document.close()


def breakable(html: str) -> str:
    """With places for a line break (zero width, not in the page's text) in hashes, addresses and lines to fill in.

    Chinese and Japanese break everywhere as they are.
    """
    return _TAG_OR_RUN.sub(_broken, html)


def _broken(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return found[0]
    letters = _LETTER.findall(found[0])
    return "\u200b".join("".join(letters[start : start + PIECE]) for start in range(0, len(letters), PIECE))


def number_pages(document: Any) -> None:
    for number, page in enumerate(document, start=1):
        place = pymupdf.Point(page.rect.width - MARGIN - 28, page.rect.height - MARGIN / 2)
        page.insert_text(place, f"{number} / {document.page_count}", fontsize=8, color=(0.4, 0.4, 0.4))


def pieces(report: Report) -> Iterator[str]:
    yield f"<h1>{escape(report.title)}</h1>"
    yield from facts_html(report.facts)
    for part in report.parts:
        yield part_html(part)
    if report.references:
        yield f"<h2>{_('Citations')}</h2>"
    for reference in report.references:
        number = reference.number
        yield f'<p class="reference" id="ref-{number}">[{number}] {escape(reference.sentence)}</p>'
    if report.reproduction:
        yield f"<h2>{_('Record')}</h2>"
        yield from facts_html(report.reproduction)


def facts_html(facts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, value in facts:
        yield f'<p class="fact"><b>{escape(name)}:</b> {escape(value)}</p>'


def part_html(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
    if isinstance(part, Prose):
        return prose_html(part)
    if isinstance(part, Entries):
        return entries_html(part)
    if isinstance(part, Note):
        return f"<p><i>{escape(part.text)}</i></p>"
    return f"<blockquote>{''.join(f'<p>{escape(line)}</p>' for line in part.text.splitlines())}</blockquote>"


def entries_html(entries: Entries) -> str:
    if not entries.rows:
        return ""
    titles = zip((_("Field"), _("Value"), _("Place"), _("Review")), WIDTHS, strict=True)
    heads = "".join(f'<th style="width:{width}%">{escape(title)}</th>' for title, width in titles)
    return f"<table><tr>{heads}</tr>{''.join(map(entry_html, entries.rows))}</table>"


def entry_html(entry: Entry) -> str:
    value = escape(entry.value) if entry.value else f"<i>{escape(entry.missing)}</i>"
    further = [*filter(None, (entry.meaning, entry.doubt)), *entry.backing]
    value += "".join(f'<br/><span class="small">{escape(line)}</span>' for line in further)
    if entry.said:
        value += f'<br/><span class="small">{escape(_("The model said"))}: <s>{escape(entry.said)}</s></span>'
    kind = ' class="number"' if entry.kind in NUMERIC and entry.value else ""
    reference = entry.reference
    place = (
        f'{escape(reference.place)} <a class="ref" href="#ref-{reference.number}">[{reference.number}]</a>'
        if reference
        else ""
    )
    return (
        f"<tr><td>{escape(entry.label)}</td><td{kind}>{value}</td><td>{place}</td>"
        f"<td>{escape(entry.review)}</td></tr>"
    )
