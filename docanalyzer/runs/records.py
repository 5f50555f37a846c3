"""The reproducible record of a result, as JSON: for the API, the terminal and exports."""

from __future__ import annotations

from typing import Any

from docanalyzer.runs.judgements import Standing, standing
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.results import field_records


def record(
    run: Run, citations: list[Citation] | None = None, stands: Standing | None = None
) -> dict[str, Any]:
    """Everything a reader needs to check or repeat the run. Times in seconds and ISO 8601 UTC.

    citations, stands: where the caller has read them already.
    """
    version = run.prompt_version
    citations = list(run.citations.all()) if citations is None else citations
    stands = stands or standing(run)
    return {
        "id": run.pk,
        "status": run.status,
        "error": {"code": run.error_code, "message": run.error_message} if run.error_code else None,
        "output": run.output,
        "fields": field_records(run, citations, stands) if run.asks_for_fields else None,
        "citations": [citation.record() for citation in citations],
        "absence": run.extraction.get("absence", []),
        "coverage": receipt(run),
        "usage": {
            "prompt_tokens": run.prompt_tokens,
            "prompt_tokens_exact": run.prompt_tokens_exact,
            "input_tokens": run.input_tokens,
            "output_tokens": run.output_tokens,
            "cached_tokens": run.cached_tokens,
            "requests": [answer["usage"] for answer in run.extraction.get("answers", [])],
        },
        "timings": timings(run),
        "task": run.task,
        "template": {"slug": version.template.slug, "version": version.number} if version else None,
        "model": {"name": run.model_name, "version": run.model_version, "chat_format": run.chat_format},
        "sampling": run.sampling,
        "prompt_sha256": run.prompt_sha256,
        "finish_reason": run.finish_reason,
        "judgements": [said.record() for said in stands.history],
        "sign_off": sign_off_record(stands),
    }


def sign_off_record(stands: Standing) -> dict[str, Any] | None:
    """Who signed what, and whether it is still that."""
    signed = stands.signed
    if signed is None:
        return None
    at = signed.created_at.isoformat()
    return {
        "state": stands.sign_off_state,
        "author": signed.author_name,
        "at": at,
        "note": signed.note,
        "sha256": signed.sha256,
    }


def receipt(run: Run) -> dict[str, Any]:
    """The coverage receipt with the totals over all documents of the run."""
    documents = run.coverage.get("documents", [])
    return {
        "documents": documents,
        "pages": sum(item["pages"] for item in documents if item["paged"]),
        "pages_without_text": sum(len(item["empty_pages"]) for item in documents),
        "characters": sum(item["characters"] for item in documents),
        "tokens": run.input_tokens or run.prompt_tokens,
        "limit": run.token_limit,
        # admit() renders whole texts or refuses: there is no path that sends a part. A run that ended without
        # an answer says nothing of it: whether the model had read the whole by then is not known.
        "nothing_cut": bool(documents) and run.error_code != "too_long" and not ended_empty(run),
        "ended_empty": ended_empty(run),
    }


def ended_empty(run: Run) -> bool:
    """Cancelled or failed before anything of an answer had come."""
    return run.status in (Run.Status.CANCELLED, Run.Status.FAILED) and not run.output


def timings(run: Run) -> dict[str, Any]:
    def since(later: Any, earlier: Any) -> float | None:
        return round((later - earlier).total_seconds(), 3) if later and earlier else None

    return {
        "created_at": run.created_at.isoformat(),
        "queued_seconds": since(run.started_at, run.created_at),
        "first_token_seconds": since(run.first_token_at, run.started_at),
        "total_seconds": since(run.finished_at, run.started_at),
    }
