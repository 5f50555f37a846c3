"""A run as people see it: the answer as safe HTML with citation chips, and its receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.pipeline import markdown
from docanalyzer.pipeline.citations import Claim, Place
from docanalyzer.pipeline.citations.bidi import without_controls
from docanalyzer.runs.field_rows import fields_html, row_html, shown_search
from docanalyzer.runs.judgements import Standing, standing
from docanalyzer.runs.meaning import clause_text
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.records import receipt
from docanalyzer.runs.results import result_fields

ICONS = {
    "verified": "cite-verified",
    "close": "cite-close",
    "moved": "cite-moved",
    "not_found": "cite-not-found",
    "unquoted": "cite-place",
}


@dataclass(frozen=True, slots=True)
class ShownRun:
    """What the templates need of a run; answer is safe HTML, "" while nothing came."""

    run: Run
    title: str
    answer: SafeString
    receipt: dict[str, Any]
    stands: Standing
    checks: list[tuple[str, str]] = field(default_factory=list)
    searches: list[dict[str, Any]] = field(default_factory=list)


def present(run: Run, stands: Standing | None = None, citations: list[Citation] | None = None) -> ShownRun:
    """stands, citations: where the caller has read them for many runs at once."""
    citations = list(run.citations.select_related("document")) if citations is None else citations
    stands = stands or standing(run)
    return ShownRun(
        run=run,
        title=run.prompt_version.template.name if run.prompt_version else run.task["instructions"],
        answer=answer_html(run, citations, stands),
        receipt=receipt(run),
        stands=stands,
        checks=check_counts(citations),
        searches=absence(run),
    )


def absence(run: Run) -> list[dict[str, Any]]:
    """The searches behind "it is not there"; gone: the document was deleted since, so its hits lead nowhere."""
    searches = run.extraction.get("absence", [])
    there = {item.document_id for item in run.run_documents.all()} if searches else set()
    return [{**shown_search(search), "gone": search["document"] not in there} for search in searches]


def field_html(run: Run, name: str, stands: Standing) -> str:
    """One row of the table, as it stands; "" where there is no such field."""
    citations = list(run.citations.select_related("document", "run"))
    several = run.run_documents.count() > 1
    found = (field for field in result_fields(run, citations, stands) if field.name == name)
    return next((row_html(run, field, lambda one: checked_chip(one, several)) for field in found), "")


def answer_html(run: Run, citations: list[Citation], stands: Standing) -> SafeString:
    """The output rendered and sanitised, each claim replaced by the chip of its checked citation."""
    several = len(run.run_documents.all()) + len(run.gone) > 1  # which lists prefetch
    if run.asks_for_fields:
        fields = fields_html(run, citations, lambda citation: checked_chip(citation, several), stands)
        return mark_safe(without_controls(fields))  # noqa: S308 - as safe as it was
    if not run.output:
        return mark_safe("")

    def chips(number: int, claims: Sequence[Claim], written: str) -> str:
        checked = citations[number : number + len(claims)]
        return " ".join(checked_chip(citation, several) for citation in checked)

    rendered = markdown.render(run.output, [claim_of(citation) for citation in citations], chips)
    return mark_safe(rendered)  # noqa: S308 - sanitised by nh3 in render(), the chips escaped by their template


def claim_of(citation: Citation) -> Claim:
    """The claim as it was found in the output when the run ended."""
    return Claim(
        start=citation.claim_start,
        end=citation.claim_end,
        quote=citation.quote,
        places=tuple(Place(**place) for place in citation.claimed),
        quote_start=citation.quote_start,
        quote_end=citation.quote_end,
    )


def checked_chip(citation: Citation, several: bool) -> str:
    receipts = citation.run.coverage.get("documents", [])
    sent: dict[str, Any] = next((item for item in receipts if item["document"] == citation.document_id), {})
    context = {
        "citation": citation,
        "state": citation.state.replace("_", "-") if citation.state != "unquoted" else "place",
        "icon": ICONS[citation.state],
        "place": place_of(citation, several),
        "claimed": ", ".join(claimed_place(Place(**place)) for place in citation.claimed),
        "text": sent.get("text_sha256", ""),
        "is_recognised": citation.page_index in sent.get("ocr_pages", []),
    }
    return render_to_string("runs/_citation.html", context).strip()


def streaming_chip(number: int, claims: Sequence[Claim], written: str) -> str:
    """A chip before its check: the claimed place, no state."""
    place = ", ".join(claimed_place(place) for place in claims[0].places)
    return render_to_string("runs/_citation_pending.html", {"place": place}).strip()


def place_of(citation: Citation, several: bool) -> str:
    """Where the words stand: "p. 87 (79)", "§4.2(a)", "¶57"; the claimed place when they were not found."""
    if citation.start < 0 and not citation.page_index:
        place = ", ".join(claimed_place(Place(**item)) for item in citation.claimed) or _("no place")
    elif citation.page_index:
        differs = citation.page_label and citation.page_label != str(citation.page_index)
        place = _("p. %(page)s") % {"page": citation.page_index} + (
            f" ({citation.page_label})" if differs else ""
        )
    else:
        place = clause_text(citation.clause) if citation.clause else f"¶{citation.paragraph}"
    title = source_title(citation) if several else ""
    return f"{title[:24]}: {place}" if title else place


def source_title(citation: Citation) -> str:
    """Of the document that the words stand in, also where it was deleted since; "" where they were not found."""
    if citation.document is not None:
        return citation.document.title
    gone = [] if citation.state == "not_found" else citation.run.gone
    return gone[0] if len(gone) == 1 else ""


def claimed_place(place: Place) -> str:
    prefix = f"{place.document}: " if place.document else ""
    if place.page:
        last = f"–{place.last_page}" if place.last_page and place.last_page != place.page else ""
        return prefix + _("p. %(page)s") % {"page": place.page} + last
    if place.page_label:
        return prefix + _("p. %(page)s") % {"page": place.page_label}
    return prefix + (clause_text(place.clause) if place.clause else f"¶{place.paragraph}")


def check_counts(citations: list[Citation]) -> list[tuple[str, str]]:
    """(state, sentence) for each state that occurs, the good ones first."""
    counts = Counter(citation.state for citation in citations)
    words = {
        "verified": ngettext("%d quotation verified", "%d quotations verified", counts["verified"]),
        "close": _("%d close, the difference is shown"),
        "moved": _("%d on another page than claimed"),
        "not_found": _("%d not found in the document"),
        "unquoted": ngettext(
            "%d place without a quotation", "%d places without a quotation", counts["unquoted"]
        ),
    }
    return [(state, words[state] % counts[state]) for state in words if counts[state]]


def duration(seconds: float | None) -> str:
    """About how long, in words: "1 second", "40 seconds", "3 minutes"; "" where it is not known."""
    if seconds is None:
        return ""
    if seconds < 90:
        whole = max(round(seconds), 1)
        return ngettext("%d second", "%d seconds", whole) % whole
    minutes = round(seconds / 60)
    return ngettext("%d minute", "%d minutes", minutes) % minutes
