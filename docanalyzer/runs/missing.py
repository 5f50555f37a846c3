"""What stands behind "not stated in the document": a plain search of the whole text for the field's words."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

from docanalyzer.documents.models import WholeText
from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.pipeline.extraction import FieldState, read_extraction
from docanalyzer.pipeline.search import Hit, SearchReport, search_with_parts
from docanalyzer.runs.extractions import schema_of
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)
HITS_KEPT = 5
"""Of each document; every occurrence is counted."""
MOST_TERMS = 6
WORDS_OF_A_TERM, CHARACTERS_OF_A_TERM = 4, 12
"""A longer title is a sentence, which no document holds word for word."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SMALL_TEXT = (
    "about after also and any are been being both does each from have having into its not other per such than"
    " that the their them then there these they this those under upon was were what when where which who whom"
    " whose will with within document field value"
)
_SMALL_WORDS = frozenset(_SMALL_TEXT.split())


def back_missing(
    run: Run, output: str, texts: Sequence[WholeText], indexes: Callable[[], Sequence[SourceIndex]]
) -> None:
    """Search for each field that a whole answer says is not stated; kept in run.extraction["searches"].

    {field: [{"document", "title", "text_sha256", "terms": [{"term", "total", "sentence"}], "hits": […],
    "other_script"}]}, one for each document. Never raises: a search must not cost an answer.
    """
    schema = schema_of(run)
    if schema is None:
        return
    try:
        read = read_extraction(output, run.task["fields"], schema, ended=run.finish_reason != "length")
        missing = {said.name for said in read.fields if said.state is FieldState.NOT_STATED}
        wanted = [field for field in run.task["fields"] if field["name"] in missing]
        wanted = [field for field in wanted if field["name"] not in run.extraction.get("failed", {})]
        if wanted:
            run.extraction["searches"] = {
                field["name"]: [
                    found(text, index, terms_of(field)) for text, index in zip(texts, indexes(), strict=True)
                ]
                for field in wanted
            }
    except Exception:
        log.exception("run %s: the search behind what is not stated failed", run.pk)


def terms_of(field: dict[str, Any]) -> list[str]:
    """What a reader would type: the title where it is short, then its longer words."""
    title = str(field.get("title") or field["name"]).replace("_", " ").strip(" ?？")
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title) if not _CHINESE.search(word)]
    words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    is_question = len(title.split()) > WORDS_OF_A_TERM or len(_CHINESE.findall(title)) > CHARACTERS_OF_A_TERM
    terms = words if is_question and words else [title, *words]
    return list({term.casefold(): term for term in reversed(terms)}.values())[::-1][:MOST_TERMS]


def found(text: WholeText, index: SourceIndex, terms: Sequence[str]) -> dict[str, Any]:
    report = search_with_parts(index, terms, limit=200)
    return {
        "document": text.document_id,
        "title": text.document.title,
        "text_sha256": text.sha256,
        "terms": [
            {"term": term, "total": report.totals[term], "sentence": report.sentence(term)}
            for term in report.terms
        ],
        "hits": [hit_record(hit) for hit in _best(report)],
        "other_script": is_chinese(text.text[:20_000]) != is_chinese("".join(terms)),
    }


def _best(report: SearchReport) -> list[Hit]:
    """The hits of the earlier terms first: those of the whole title before those of one of its words."""
    order = {term: number for number, term in enumerate(report.terms)}
    hits: dict[int, Hit] = {}
    for hit in sorted(report.hits, key=lambda hit: (order[hit.term], hit.start)):
        hits.setdefault(hit.start, hit)
    return list(hits.values())[:HITS_KEPT]


def hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "term": hit.term,
        "start": hit.start,
        "end": hit.end,
        "page": hit.page_index,
        "page_label": hit.page_label,
        "paragraph": hit.paragraph,
        "clause": hit.clause,
        "before": hit.before,
        "found": hit.found,
        "after": hit.after,
    }


def is_chinese(text: str) -> bool:
    """Whether a good part of the letters are Chinese characters."""
    letters = sum(character.isalpha() for character in text)
    return letters > 0 and len(_CHINESE.findall(text)) / letters > 0.3
