"""A document's page sizes and outline, asked of its file once and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docanalyzer.documents.images import PagesFile
from docanalyzer.documents.models import Document, DocumentText, PageLayout


def pages_file(document: Document, rendition: str = "file") -> PagesFile | None:
    """The PDF whose pages are shown; None for a text without pages."""
    if rendition == "file" and document.kind == "pdf":
        return PagesFile(Path(document.file.path), document.sha256)
    return None


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


def text_outline(document: Document) -> list[list[Any]]:
    """The headings of a text without pages: [level, title, paragraph]."""
    content = DocumentText.objects.filter(document=document).first()
    if content is None:
        return []
    found = []
    for anchor in content.anchors:
        if anchor["level"]:
            line = content.text[anchor["start"] : anchor["start"] + 300].split("\n")[0]
            found.append([min(anchor["level"], 6), line.strip(), anchor["ordinal"]])
    return found
