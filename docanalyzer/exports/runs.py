"""A run as a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from docanalyzer.exports.report import (
    Entries,
    Entry,
    Heading,
    Note,
    Numbering,
    Part,
    Prose,
    Reference,
    Report,
    Said,
)
from docanalyzer.exports.words import check_words, state_words, verdict_words
from docanalyzer.pipeline.citations import Place
from docanalyzer.runs.field_rows import hit_place
from docanalyzer.runs.judgements import Standing, standings
from docanalyzer.runs.meaning import as_text, doubt_sentence, meaning
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.presentation import claim_of, claimed_place, place_of, source_title
from docanalyzer.runs.records import record
from docanalyzer.runs.results import ResultField, ResultValue, result_fields
from docanalyzer.runs.templatetags.run_results import record_facts


def run_report(run: Run) -> Report:
    """A summary, comparison, answer or extraction, with its record."""
    stands = standings([run])[run.pk]
    citations = list(run.citations.select_related("document"))
    numbering = Numbering()
    parts = tuple(run_parts(run, citations, stands, numbering))
    return Report(
        title=title_of(run),
        facts=tuple(facts_of(run, stands)),
        parts=parts,
        references=tuple(numbering.all()),
        records=(record(run, citations, stands),),
        reproduction=tuple((name, fact_text(value)) for name, value in record_facts(run)),
    )


def title_of(run: Run) -> str:
    name = (
        run.prompt_version.template.name if run.prompt_version else " ".join(run.task["instructions"].split())
    )
    titles = [item.get("title", "") for item in run.coverage.get("documents", [])]
    return f"{name} – {titles[0]}" if titles else str(name)


def facts_of(run: Run, stands: Standing) -> Iterator[tuple[str, str]]:
    for item in run.coverage.get("documents", []):
        size = (
            _("%(n)d pages") % {"n": item["pages"]}
            if item["paged"]
            else _("%(n)d paragraphs") % {"n": item["paragraphs"]}
        )
        yield _("Document"), f"{item['title']} ({size})"
        if item["empty_pages"]:
            yield _("Pages without text"), ", ".join(map(str, item["empty_pages"]))
    yield (
        _("Coverage"),
        _("Nothing cut: the whole text was read.")
        if run.coverage.get("documents")
        else _("Nothing was sent."),
    )
    yield _("Model"), run.model_label or run.model_name
    yield _("Asked"), f"{run.created_at:%Y-%m-%d %H:%M} UTC"
    yield _("Sign-off"), sign_off_words(stands)


def sign_off_words(stands: Standing) -> str:
    signed = stands.signed
    if signed is None:
        return _("Not signed off")
    words = {"who": signed.author_name, "at": f"{signed.created_at:%Y-%m-%d %H:%M}", "hash": signed.sha256}
    if stands.changed_since_signed:
        return _("Changed since %(who)s signed it off on %(at)s UTC (SHA-256 %(hash)s)") % words
    return _("Signed off by %(who)s on %(at)s UTC (SHA-256 %(hash)s)") % words


def fact_text(value: Any) -> str:
    return str(value["hash"]) if isinstance(value, dict) else str(value)


def run_parts(run: Run, citations: list[Citation], stands: Standing, numbering: Numbering) -> Iterator[Part]:
    if run.error_message:
        yield Note(run.error_message)
    if run.is_unfinished:
        yield Note(_("Not answered yet."))
        return
    if run.finish_reason == "length":
        yield Note(_("The answer reached its length limit and ends early."))
    if run.asks_for_fields:
        fields = result_fields(run, citations, stands) if run.output else ()
        yield Entries(tuple(entry for field in fields for entry in field_entries(field, numbering)))
        return
    whole = stands.whole
    if whole.state:
        verdict = f"{verdict_words(whole.state)}: {whole.author}, {whole.at:%Y-%m-%d %H:%M} UTC"
        yield Note(f"{verdict} ({whole.note})" if whole.note else verdict)
    if whole.is_corrected:
        yield Heading(_("Corrected to"), 3)
        yield Said(str(whole.value("")))
        yield Heading(_("What the model said"), 3)
    references = tuple(reference(citation, numbering) for citation in citations)
    yield Prose(run.output, tuple(claim_of(citation) for citation in citations), references)


def field_entries(field: ResultField, numbering: Numbering) -> Iterator[Entry]:
    for value in field.values:
        if value.value is None and value.said is None and field.standing:
            continue  # the empty place of a list that people filled
        yield entry(field, value, numbering)


def entry(field: ResultField, value: ResultValue, numbering: Numbering) -> Entry:
    unfound = field.unfound and not value.verdict.state
    state = "struck" if value.is_struck else field.state
    missing = "" if value.value is not None else state_words(state, unfound=unfound)
    if missing and field.reasons:
        missing = f"{missing}: {'; '.join(field.reasons)}"
    verdict = value.verdict
    return Entry(
        label=field.title,
        item=value.item,
        kind=field.kind,
        value="" if value.value is None else as_text(value.value),
        missing=missing,
        meaning=meaning(value.normal, value.value),
        doubt=doubt_sentence(value.normal),
        normal=value.normal,
        said=as_text(value.said) if value.is_replaced else "",
        verdict=verdict_words(verdict.state),
        reviewer=verdict.author,
        reviewed_at=verdict.at,
        note=verdict.note,
        reference=reference(value.citation, numbering, corrected=value.is_replaced)
        if value.citation
        else None,
        backing=tuple(backing(field.searches)) if missing else (),
    )


def backing(searches: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The search behind "not stated": its terms with their counts, and where the first hits stand."""
    for search in searches:
        for term in search["terms"]:
            yield term["sentence"]
        for hit in search["hits"]:
            yield f"{hit_place(hit)}: …{hit['before']}{hit['found']}{hit['after']}…"


def reference(citation: Citation, numbering: Numbering, *, corrected: bool = False) -> Reference:
    return numbering.next(
        quote=citation.quote,
        document=source_title(citation),
        place=place_of(citation, several=False),
        state=citation.state,
        state_words=check_words(citation.state, corrected=corrected),
        page=citation.page_index,
        page_label=citation.page_label,
        paragraph=citation.paragraph,
        clause=citation.clause,
        claimed=", ".join(claimed_place(Place(**place)) for place in citation.claimed),
        difference=citation.difference,
    )
