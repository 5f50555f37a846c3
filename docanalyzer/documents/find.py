"""Find in a whole document: every hit at once, each with its page or paragraph."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import Any

from docanalyzer.documents.images import pool
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.pipeline.rendering import Subject, text_subject

AROUND = 60
"""Characters of context on each side of a hit."""
LONGEST_TERM = 200


def find_subject(document: Document) -> tuple[Subject, list[int]] | None:
    """The text to look through, and where its pages or paragraphs begin; None while there is no text."""
    kept = DocumentText.objects.filter(document=document)
    places = "pages" if document.paged else "anchors"
    row = kept.values("sha256", places).first()
    if row is None:
        return None
    subject = text_subject(row["sha256"], None)
    if not pool().holds(subject):
        subject = text_subject(row["sha256"], kept.values_list("text", flat=True).get())
    return subject, [place["start"] for place in row[places]]


def find(subject: Subject, starts: list[int], term: str) -> dict[str, Any]:
    """{"total", "counts": [[place, hits], …], "hits": [[place, start, end, before, found, after], …]}.

    place: the number of the page or paragraph. counts cover every hit, hits the first few thousand.
    """
    found, _ = pool().ask(subject, {"job": "find", "term": term[:LONGEST_TERM], "context": AROUND})
    numbers = [bisect_right(starts, start) for start in found["starts"]]
    return {
        "total": found["total"],
        "counts": [[place, len(list(group))] for place, group in groupby(numbers)],
        "hits": [[place, *hit] for place, hit in zip(numbers, found["hits"], strict=False)],
    }
