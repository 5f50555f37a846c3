"""How a reading travels between the child process and its parent: plain JSON objects.

A heading path travels once however many paragraphs stand below it, and headings are cut: a small file can
repeat a long heading two hundred thousand times, and the parent has no memory limit.
"""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.result import Anchor, Page, PageFlag, Reading

_LONGEST_HEADING = 120


def page_to_json(page: Page) -> dict[str, Any]:
    return {
        "index": page.index,
        "label": page.label,
        "text": page.text,
        "flags": [flag.value for flag in page.flags],
    }


def page_from_json(data: dict[str, Any]) -> Page:
    flags = tuple(PageFlag(flag) for flag in data["flags"])
    return Page(data["index"], data["label"], data["text"], flags)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Each of `anchors` is [start, ordinal, clause, index into `paths`, level, para_id]."""
    numbers: dict[tuple[str, ...], int] = {}
    anchors = [
        (
            anchor.start,
            anchor.ordinal,
            anchor.clause,
            numbers.setdefault(anchor.headings, len(numbers)),
            anchor.level,
            anchor.para_id,
        )
        for anchor in reading.anchors
    ]
    return {
        "kind": reading.kind,
        "media_type": reading.media_type,
        "paged": reading.paged,
        "title": reading.title,
        "pages": [page_to_json(page) for page in reading.pages],
        "paths": [[heading[:_LONGEST_HEADING] for heading in path] for path in numbers],
        "anchors": anchors,
        "warnings": list(reading.warnings),
    }


def reading_from_json(data: dict[str, Any]) -> Reading:
    paths = [tuple(path) for path in data["paths"]]
    return Reading(
        kind=data["kind"],
        media_type=data["media_type"],
        paged=data["paged"],
        title=data["title"],
        pages=tuple(page_from_json(page) for page in data["pages"]),
        anchors=tuple(
            Anchor(start, ordinal, clause, paths[path], level, para_id)
            for start, ordinal, clause, path, level, para_id in data["anchors"]
        ),
        warnings=tuple(data["warnings"]),
    )


def error_to_json(error: ReadingError) -> dict[str, Any]:
    return {"outcome": error.outcome.value, "message": str(error), "page_count": error.page_count}


def error_from_json(data: dict[str, Any]) -> ReadingError:
    """`exception`, where given, is one no reader foresaw: kept as a note for who maintains the reader."""
    error = ReadingError(Outcome(data["outcome"]), data["message"], page_count=data["page_count"])
    if "exception" in data:
        error.add_note(data["exception"])
    return error
