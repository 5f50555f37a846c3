"""What a run came to, as its cell keeps it for the grid."""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.extraction import FieldState
from docanalyzer.runs.fields import CheckedValue, checked_fields
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.presentation import place_of


def result_of(run: Run) -> dict[str, Any]:
    """{"state": "found" | "not_stated" | "failed", "reasons": [...], "values": [{...}]} of a run's one field.

    A value: "value", "quote", "place" ("p. 87"), "page", "page_label", "paragraph", "check" (a CitationState,
    "" where its quotation was not checked).
    """
    citations = list(run.citations.select_related("document"))
    field = next(checked_fields(run, citations))
    return {
        "state": str(FieldState(field.state)),
        "reasons": list(field.reasons),
        "values": [value_of(item) for item in field.values],
    }


def value_of(item: CheckedValue) -> dict[str, Any]:
    said, citation = item.value, item.citation
    found = {"value": said["value"], "quote": said.get("quote", "")}
    if citation is None:
        place = {"page": said.get("page") or 0, "paragraph": said.get("paragraph") or 0}
        return {**found, **place, "place": "", "page_label": "", "check": ""}
    return {**found, **placed(citation)}


def placed(citation: Citation) -> dict[str, Any]:
    return {
        "place": place_of(citation, several=False),
        "page": citation.page_index,
        "page_label": citation.page_label,
        "paragraph": citation.paragraph,
        "check": citation.state,
    }
