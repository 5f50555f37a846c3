"""A guide as its tab shows it: each statement with the chip of its checked quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.guides.models import Guide
from docanalyzer.guides.services import is_outdated
from docanalyzer.runs.judgements import standing
from docanalyzer.runs.meaning import as_text
from docanalyzer.runs.models import Run
from docanalyzer.runs.presentation import checked_chip
from docanalyzer.runs.records import receipt
from docanalyzer.runs.results import ResultField, ResultValue, result_fields

NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*\.?|第[^\s]{1,6}[章节節条條编編部]|[一二三四五六七八九十]+、)\s*")
"""Before a heading: a reader would not ask by it."""
AT_ONCE = 8
"""Dates, or amounts, before the rest is folded."""


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    quote: str
    chip: SafeString


def panel(document: Document, refusal: str = "") -> dict[str, Any]:
    """Context of guides/_panel.html."""
    guide = Guide.objects.filter(document=document).select_related("run__workspace").first()
    context: dict[str, Any] = {
        "document": document,
        "guide": guide,
        "fit": fit(document),
        "refusal": refusal,
    }
    if guide is None:
        return context
    run = guide.run
    context |= {"run": run, "outdated": is_outdated(guide), "receipt": receipt(run)}
    if run.status == Run.Status.SUCCEEDED:
        context |= sections(run)
    return context


def sections(run: Run) -> dict[str, Any]:
    citations = list(run.citations.select_related("document", "run"))
    fields = {field.name: field for field in result_fields(run, citations, standing(run))}
    found = {name: entries(field) for name, field in fields.items()}
    facts = [
        (fields[name].title, found[name][:AT_ONCE], found[name][AT_ONCE:])
        for name in ("dates", "amounts")
        if found.get(name)
    ]
    return {
        "points": found.get("key_points", []),
        "topics": found.get("topics", []),
        "questions": questions(run, found),
        "facts": facts,
        "extractive": run.by_engine,
    }


def entries(field: ResultField) -> list[Entry]:
    return [entry(value) for value in field.standing]


def entry(value: ResultValue) -> Entry:
    citation = value.citation
    chip = mark_safe(checked_chip(citation, several=False)) if citation else SafeString("")  # noqa: S308 - a template's
    return Entry(as_text(value.value), citation.quote if citation else "", chip)


def questions(run: Run, found: dict[str, list[Entry]]) -> list[str]:
    """What the model suggested; the built-in engine writes none, so its topics are asked about."""
    written = [one.text for one in found.get("questions", [])]
    if written or run.chat_format != "extractive":
        return written
    topics = [NUMBER.sub("", one.text) for one in found.get("topics", [])]
    return [_("What does it say about “%(topic)s”?") % {"topic": topic} for topic in topics[:6] if topic]
