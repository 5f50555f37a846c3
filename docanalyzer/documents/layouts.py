"""A document's page sizes and outline, asked of its file once and kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docanalyzer.documents.images import PagesFile
from docanalyzer.documents.models import Document, DocumentText, PageLayout
from docanalyzer.pipeline.reading.office import converter

_LONGEST_NAME = 80


def pages_file(document: Document, rendition: str = "file") -> PagesFile | None:
    """The PDF whose pages are shown; None for a text without pages."""
    path = Path(document.file.path)
    if rendition == "file" and document.kind == "pdf":
        return PagesFile(path, document.sha256)
    if rendition == "office" and offers_office_pages(document):
        return PagesFile(path, document.sha256, "office", document.filename)
    return None


def offers_office_pages(document: Document) -> bool:
    """Whether LibreOffice is there to set pages for a text that has none."""
    return document.kind == "word" and not document.has_password and converter() is not None


def kept_layout(document: Document, rendition: str = "file") -> PageLayout | None:
    return PageLayout.objects.filter(document=document, rendition=rendition).first()


def keep_layout(document: Document, found: dict[str, Any], rendition: str = "file") -> PageLayout:
    """Two requests at once find the same."""
    layout, _ = PageLayout.objects.update_or_create(document=document, rendition=rendition, defaults=found)
    return layout


def keep_found_outline(layout: PageLayout, outline: list[Any]) -> None:
    PageLayout.objects.filter(pk=layout.pk).update(found_outline=outline)
    layout.found_outline = outline


def layout_json(document: Document, layout: PageLayout) -> dict[str, Any]:
    """What the viewer needs before it shows a page; labels only where one differs from its number."""
    labels = [label if label != str(number) else "" for number, label in enumerate(layout.labels, 1)]
    recognised = document.recognised_pages.exclude(text="").values_list("index", flat=True)
    return {
        "sizes": layout.sizes,
        "labels": labels if any(labels) else [],
        "empty": document.empty_pages,
        "recognised": list(recognised),
        "problem": layout.problem,
        "version": document.sha256[:12],
    }


def text_outline(document: Document) -> tuple[list[list[Any]], bool]:
    """The headings of a text without pages, [level, title, paragraph], and whether clauses stand in for them."""
    content = DocumentText.objects.filter(document=document).first()
    if content is None:
        return [], False
    lines = [
        (anchor, content.text[anchor["start"] : anchor["start"] + 300].split("\n")[0].strip())
        for anchor in content.anchors
        if anchor["level"] or anchor["clause"]
    ]
    headings = [
        [min(anchor["level"], 6), line, anchor["ordinal"]] for anchor, line in lines if anchor["level"]
    ]
    if headings:
        return headings, False
    return [[1, line, anchor["ordinal"]] for anchor, line in lines if _names_a_clause(anchor, line)], True


def _names_a_clause(anchor: dict[str, Any], line: str) -> bool:
    """The short line of a first-level clause: "3. Rent", "第三条 租金"."""
    return (
        len(line) <= _LONGEST_NAME
        and not re.search(r"[.(（]", anchor["clause"])
        and not line.endswith((".", ";", ":", "。", "；", "："))
    )
