"""Where words of the text stand on the page's image. Nothing is marked that was not located."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Substr

from docanalyzer.documents.images import PagesFile, quads_of
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.documents.pages import in_force, number
from docanalyzer.pipeline.rendering.find import same_letters

MOST_PAGES = 4
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Share:
    """What of a quotation one page is asked for; before: how many times it stands earlier on the page."""

    page: int
    quote: str
    before: int
    is_recognised: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words at [start, end) of the text in force, and what each of their pages holds; start -1: not there."""

    start: int
    end: int
    words: str
    shares: tuple[Share, ...]


def quotation(document: Document, query: Mapping[str, str]) -> Quotation:
    """query: as for pages.page_window: `start`, `end`, `text`."""
    start, end = number(query, "start", -1), number(query, "end", -1)
    kept = DocumentText.objects.filter(document=document)
    if query.get("text") and not kept.filter(sha256=query["text"]).exists():
        start, end = in_force(document, query["text"], start, end)
    row = kept.values("pages").first()
    if row is None or not 0 <= start < end <= start + _LONGEST:
        return Quotation(-1, -1, "", ())
    words = _slice(document, start, end)
    pages = row["pages"]
    first = max(0, bisect_right([page["start"] for page in pages], start) - 1)
    held = [page for page in pages[first : first + MOST_PAGES] if page["start"] < end and start < page["end"]]
    return Quotation(
        start, end, words, tuple(_share(document, page, start, words, len(held)) for page in held)
    )


def _share(document: Document, page: dict[str, Any], start: int, words: str, pages: int) -> Share:
    """Over one border the whole quotation tells its parts apart; over more, each page is asked for its own part."""
    if pages > 2:
        own = words[max(0, page["start"] - start) : page["end"] - start]
        return Share(page["index"], own, 0, "ocr" in page["flags"])
    earlier = _slice(document, page["start"], start) if page["start"] < start else ""
    before = sum(1 for _ in same_letters(earlier, words))
    return Share(page["index"], words, before, "ocr" in page["flags"])


def _slice(document: Document, start: int, end: int) -> str:
    """text[start:end], cut by the database: the whole is megabytes."""
    found = DocumentText.objects.filter(document=document).annotate(
        part=Substr("text", start + 1, end - start)
    )
    return str(found.values_list("part", flat=True).get())


def placed(file: PagesFile, found: Quotation) -> list[dict[str, Any]]:
    """[{"page", "recognised", "quads"}]; quads [] where the words have no known place on the image."""
    return [
        {
            "page": share.page,
            "recognised": share.is_recognised,
            "quads": [] if share.is_recognised else quads_of(file, share.page, share.quote, share.before),
        }
        for share in found.shares
    ]
