"""What stands behind "it is not in the document": a plain search of the whole text for the question's terms.

A model that says so may have overlooked it; the reader sees every occurrence of the words, or that there is none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from docanalyzer.documents.models import WholeText
from docanalyzer.pipeline.absence import says_absent
from docanalyzer.pipeline.asked import terms_in
from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.runs.missing import MOST_TERMS, found
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)


def back_absence(
    run: Run, output: str, texts: Sequence[WholeText], indexes: Callable[[], Sequence[SourceIndex]]
) -> None:
    """Search for what an answer in prose says is absent; kept in run.extraction["absence"], one for each document.

    As missing.back_missing() keeps its own. Never raises: a search must not cost an answer.
    """
    if run.task.get("output") == "json" or run.kind != "question":
        return
    try:
        question = str(run.task["instructions"])
        terms = terms_in(question, MOST_TERMS) if says_absent(output, question) else []
        if terms:
            run.extraction["absence"] = [
                found(text, index, terms) for text, index in zip(texts, indexes(), strict=True)
            ]
    except Exception:
        log.exception("run %s: the search behind an answer's absence failed", run.pk)
