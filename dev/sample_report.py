"""The sample documents of the demo and the tests, made on first use: our own text about an invented company.

    python -m dev.sample_report FOLDER

An annual report of more than 300 pages, labelled i to xii and then 1, 2, 3 …, whose known facts are in
dev/sample_facts.py; a short contract in Word; a Chinese report. The same bytes each time.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from dev.sample import chapters
from dev.sample.chinese import write_chinese_report
from dev.sample.company import NAME, YEARS, Dice
from dev.sample.contract import write_contract
from dev.sample.layout import BOTTOM, LEFT, RIGHT, Flow, font, text_width
from dev.sample.log import log_chapter
from dev.sample.prose_company import GOVERNANCE, OPENING, PAY, PEOPLE, SAFETY, STRATEGY
from dev.sample.prose_group import RESEARCH, RISKS
from dev.sample.prose_notes import NOTES

REPORT, CONTRACT = "northmere-annual-report-2025.pdf", "berth-lease-ravensay.docx"
CHINESE = "beilan-annual-report-2025-zh.pdf"
FRONT_PAGES = 12
TITLE = f"{NAME}: Annual Report 2025"
Section = tuple[str, str, tuple[str, ...]]


def make_samples(folder: Path) -> Path:
    """Make what is missing or was made by an older version of this code; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / "made-from"
    if stamp.is_file() and stamp.read_text() == sources_hash():
        return folder
    write_report(folder / REPORT)
    write_contract(folder / CONTRACT)
    write_chinese_report(folder / CHINESE)
    stamp.write_text(sources_hash())
    return folder


def sources_hash() -> str:
    here = Path(__file__).parent
    texts = [path.read_bytes() for path in sorted([Path(__file__), *(here / "sample").glob("*.py")])]
    return hashlib.sha256(b"\0".join([pymupdf.VersionBind.encode(), *texts])).hexdigest()


def write_report(path: Path) -> None:
    body = Flow(running_head=TITLE)
    write_chapters(body)
    body.finish()
    front = write_front(body)
    front.document.insert_pdf(body.document)
    save(front.document, path, contents(body))


def write_chapters(flow: Flow) -> None:
    for title, sections in (("The year", OPENING), ("Strategy", STRATEGY)):
        write_chapter(flow, sections[0][0].partition(".")[0], title, sections)
    for number, title, write in (
        ("3", "The routes", chapters.route_chapter),
        ("4", "The harbours", chapters.harbour_chapter),
        ("5", "The fleet", chapters.ship_chapter),
    ):
        flow.heading(1, number, title)
        write(flow)
    write_chapter(flow, "6", "People", PEOPLE)
    write_chapter(flow, "7", "Safety and the environment", SAFETY)
    write_research(flow)
    write_chapter(flow, "9", "Governance", GOVERNANCE)
    write_chapter(flow, "10", "Pay of the directors", PAY)
    write_chapter(flow, "11", "Risks", list(risk_sections()))
    write_notes(flow)
    flow.heading(1, "13", "Tables")
    chapters.record_chapter(flow)
    log_chapter(flow)


def write_chapter(flow: Flow, number: str, title: str, sections: list[Section] | tuple[Section, ...]) -> None:
    flow.heading(1, number, title)
    for section, name, paragraphs in sections:
        flow.heading(2, section, name)
        for paragraph in paragraphs:
            flow.paragraph(paragraph)


def risk_sections() -> Iterator[Section]:
    for number, (title, danger, answer) in enumerate(RISKS, start=1):
        dice = Dice(f"risk {title}")
        weight = f"The committee puts it at {dice.number(2, 5)} of five for likelihood and {dice.number(2, 5)} for harm."
        yield f"11.{number}", title, (danger, answer, weight)


def write_research(flow: Flow) -> None:
    """Two columns, as in the journal these notes were written for."""
    flow.heading(1, "8", "Research notes")
    flow.set_columns(2)
    for number, (title, opening, paragraphs) in enumerate(RESEARCH, start=1):
        flow.heading(2, f"8.{number}", title)
        for paragraph in (opening, *paragraphs):
            flow.paragraph(paragraph)
    flow.columns = 1


def write_notes(flow: Flow) -> None:
    flow.heading(1, "12", "Notes to the accounts")
    for number, (title, paragraphs, rows) in enumerate(NOTES, start=1):
        flow.heading(2, f"12.{number}", title)
        for paragraph in paragraphs:
            flow.paragraph(paragraph)
        if rows:
            dice = Dice(f"note {number}")
            flow.table(f"Table 12.{number}  £ million", chapters.HEAD, [money(dice, *row) for row in rows])


def money(dice: Dice, title: str, low: float, high: float) -> list[str]:
    values = [dice.between(low, high, 1)]
    for _ in YEARS[1:]:
        values.append(round(values[-1] * dice.between(0.9, 1.03, 3), 1))
    return [title, *(f"{value:,.1f}" for value in values)]


def write_front(body: Flow) -> Flow:
    """The pages i to xii: title, how to read, contents."""
    flow = Flow()
    flow.new_page()
    for y, size, line in (
        (300, 19, NAME),
        (334, 16, "Annual Report 2025"),
        (362, 11, "Year ended 30 September 2025"),
    ):
        flow.put(LEFT, y, line, "tibo" if line == NAME else "helv", size)
    flow.heading(1, "", "About this report")
    flow.paragraph(
        "The company, its ships, its harbours and everybody named here are invented. The report was made as a "
        "sample: long enough to be read by nobody in one evening, and with figures that can be looked up."
    )
    flow.heading(1, "", "Contents")
    for heading in (item for item in body.headings if item.level < 3):
        contents_line(flow, f"{heading.number}  {heading.title}", str(heading.page + 1), heading.level)
    while flow.document.page_count < FRONT_PAGES:
        flow.heading(
            1, "", ("Notes of the reader", "Abbreviations", "Calendar")[flow.document.page_count % 3]
        )
        flow.paragraph("This page is left free.")
    flow.finish()
    if flow.document.page_count != FRONT_PAGES:
        raise ValueError(f"the front matter takes {flow.document.page_count} pages instead of {FRONT_PAGES}")
    return flow


def contents_line(flow: Flow, title: str, page: str, level: int) -> None:
    """Title, dots, page number."""
    size, indent = 10.0, 14.0 * (level - 1)
    room = RIGHT - LEFT - indent - text_width(title, "tiro", size) - text_width(page, "tiro", size)
    dots = "." * int(room / text_width(".", "tiro", size) - 2)
    flow.paragraph(f"{title} {dots} {page}", indent=indent, size=size, close=True)


def contents(body: Flow) -> list[list[object]]:
    return [
        [item.level, f"{item.number} {item.title}", item.page + 1 + FRONT_PAGES] for item in body.headings
    ]


def save(document: pymupdf.Document, path: Path, outline: list[list[object]]) -> None:
    """With bookmarks, page labels, printed page numbers; without a date or a random id."""
    document.set_toc(outline)
    document.set_page_labels(
        [
            {"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1},
            {"startpage": FRONT_PAGES, "prefix": "", "style": "D", "firstpagenum": 1},
        ]
    )
    for page in document:
        writer = pymupdf.TextWriter(page.rect)
        writer.append(((LEFT + RIGHT) / 2, BOTTOM + 36), page.get_label(), font("helv"), 9)
        writer.write_text(page)
    document.set_metadata({"title": TITLE, "author": NAME})
    document.subset_fonts()
    document.save(path, garbage=4, deflate=True, no_new_id=True)


if __name__ == "__main__":
    print(make_samples(Path(sys.argv[1] if len(sys.argv) > 1 else "var/samples")))
