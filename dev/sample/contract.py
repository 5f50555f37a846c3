"""A short contract as a Word file, its clauses numbered by Word itself: 1, 1.1, (a)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

TITLE = "Berth Lease Agreement"
PARTIES = (
    "This agreement is made on 3 March 2025 between Northmere Ferries and Harbours plc, Harbour House, Northmere "
    "(the “Landlord”), and Saltmarsh Provisions Ltd, 4 Quay Street, Ravensay (the “Tenant”)."
)
CLAUSES: tuple[tuple[int, str], ...] = (
    (0, "Premises"),
    (1, "The Landlord lets to the Tenant the cold store at berth 6 of the harbour of Ravensay, of 1,240 square metres."),
    (1, "The Tenant may use the premises only"),
    (2, "to store and pack fish and shellfish;"),
    (2, "to sell ice to boats lying in the harbour; and"),
    (2, "for an office of its own of at most 80 square metres."),
    (0, "Term"),
    (1, "The lease begins on 1 April 2025 and ends on 31 March 2032."),
    (1, "The Tenant may extend it once by three years if it says so in writing at least nine months before the end."),
    (0, "Rent"),
    (1, "The rent is £186,000 a year, payable in advance on the first day of each quarter."),
    (1, "From 1 April 2028 the rent follows the index of consumer prices, but rises by at most 4 per cent in a year."),
    (1, "For rent that is paid late interest of 8 per cent a year is due from the eleventh day."),
    (0, "Deposit"),
    (1, "The Tenant pays a deposit of £46,500, which the Landlord keeps in an account of its own and returns within thirty days after the premises have been handed back."),
    (0, "Repair and insurance"),
    (1, "The Landlord keeps the roof, the outer walls and the quay in repair."),
    (1, "The Tenant keeps everything else in repair, and in particular"),
    (2, "has the refrigeration plant inspected every six months by a certified engineer; and"),
    (2, "reports a loss of ammonia to the harbour master within fifteen minutes."),
    (1, "The Tenant insures its goods and its liability for at least £5 million for each event."),
    (0, "Termination"),
    (1, "Either party may end the lease by twelve months' notice, but not before 31 March 2029."),
    (1, "The Landlord may end it at once if"),
    (2, "rent for two quarters is unpaid; or"),
    (2, "the Tenant stores goods that are dangerous under the harbour rules."),
    (0, "General"),
    (1, "Changes must be in writing. The law of the place of the harbour applies, and its courts are competent."),
)  # fmt: skip
Levels = tuple[tuple[str, str], ...]
"""The format and the text of each level's number."""
LEVELS: Levels = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
EPOCH = (2025, 3, 3, 12, 0, 0)


def write_contract(path: Path) -> None:
    document = Document()
    document.add_heading(TITLE, level=0)
    document.add_paragraph(PARTIES)
    number_id = add_numbering(document, LEVELS)
    for level, text in CLAUSES:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = level == 0
        put_in_list(paragraph, number_id, level)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Schedule", "Year", "Rent"), strict=True):
        cell.text = text
    for year in range(2025, 2028):
        for cell, text in zip(table.add_row().cells, ("Base rent", str(year), "£186,000"), strict=True):
            cell.text = text
    document.core_properties.title = TITLE
    document.save(str(path))
    _make_repeatable(path)


def add_numbering(document: WordDocument, kinds: Levels) -> int:
    """A list that Word numbers by itself; what put_in_list() needs to put a paragraph into it."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{escape(text)}"/>'
        f'<w:pPr><w:ind w:left="{(level + 1) * 567}" w:hanging="567"/></w:pPr></w:lvl>'
        for level, (kind, text) in enumerate(kinds)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(abstract))
    instance = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(instance))
    return 77


def put_in_list(paragraph: Paragraph, number_id: int, level: int) -> None:
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def _make_repeatable(path: Path) -> None:
    """The zip entries without the time of the day they were written."""
    with zipfile.ZipFile(path) as before:
        entries = [(info.filename, before.read(info)) for info in before.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in entries:
            after.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
