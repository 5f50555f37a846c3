"""The fields of an extraction as rows of a table that people verify, correct, flag and sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from docanalyzer.runs.judgements import Standing
from docanalyzer.runs.meaning import NUMERIC, as_text, clause_text, doubt_sentence, meaning
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.results import ResultField, ResultValue, result_fields

Chip = Callable[[Citation], str]


def fields_html(run: Run, citations: list[Citation], chip: Chip, stands: Standing) -> SafeString:
    """The table of a run's fields; of one that is not finished, those that are there. "" where there is nothing."""
    rows = [
        row_html(run, field, chip)
        for field in result_fields(run, citations, stands)
        if field.standing or not run.is_unfinished
    ]
    if not run.output or not rows:
        return mark_safe("")
    answers = [answer["output"] for answer in run.extraction.get("answers", [])]
    failed = bool(run.extraction.get("failed"))
    context = {"run": run, "rows": rows, "answers": answers if failed else []}
    return mark_safe(render_to_string("runs/_fields.html", context))  # noqa: S308 - escaped by its templates


def row_html(run: Run, field: ResultField, chip: Chip) -> SafeString:
    context = {
        **head(field.wanted, field.state, field.reasons),
        "run": run,
        "field": field,
        "values": [shown_value(run, field, value, chip) for value in field.values],
        "judged": not run.is_unfinished,
        "searches": [] if field.standing else [shown_search(search) for search in field.searches],
    }
    return mark_safe(render_to_string("runs/_field.html", context))  # noqa: S308 - escaped by its template


def live_row_html(
    wanted: Mapping[str, Any],
    state: str,
    values: list[tuple[Any, str]],
    reasons: tuple[str, ...] = (),
    *,
    quoting: bool = False,
) -> SafeString:
    """A field while the answer streams. values: each with the HTML of its chip. quoting: by the built-in engine."""
    shown = [{"text": as_text(value), "chip": mark_safe(chip)} for value, chip in values]  # noqa: S308 - a template's
    context = {**head(wanted, state, reasons), "values": shown, "field": {"unfound": quoting}}
    return mark_safe(render_to_string("runs/_field.html", context))  # noqa: S308 - escaped by its template


def head(wanted: Mapping[str, Any], state: str, reasons: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": wanted.get("title") or wanted["name"],
        "numeric": wanted.get("type") in NUMERIC,
        "state": str(state).replace("_", "-"),
        "reasons": reasons,
    }


def shown_value(run: Run, field: ResultField, value: ResultValue, chip: Chip) -> dict[str, Any]:
    citation = value.citation
    return {
        "id": f"run-{run.pk}-{field.name}-{value.item}",
        "value": value,
        "text": "" if value.value is None else as_text(value.value),
        "said": as_text(value.said) if value.is_replaced else "",
        "meaning": meaning(value.normal, value.value),
        "doubt": doubt_sentence(value.normal),
        "chip": mark_safe(chip(citation)) if citation else "",  # noqa: S308 - from a template
        "quote": citation.quote if citation else "",
        "verdict": value.verdict,
    }


def shown_search(search: Mapping[str, Any]) -> dict[str, Any]:
    """The search behind "not stated", its hits as links into the document."""
    hits = [{**hit, "place": hit_place(hit)} for hit in search["hits"]]
    return {**search, "hits": hits, "total": sum(term["total"] for term in search["terms"])}


def hit_place(hit: Mapping[str, Any]) -> str:
    if hit["page"]:
        return _("p. %(page)s") % {"page": hit["page"]}
    return clause_text(hit["clause"]) if hit["clause"] else f"¶{hit['paragraph']}"
