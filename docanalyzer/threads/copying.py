"""An answer as plain text for a letter or a note: the question, the words, and where each quotation stands."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docanalyzer.pipeline.citations.bidi import without_controls
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.presentation import place_of, source_title
from docanalyzer.threads.models import Message

STATES = {
    "verified": gettext_lazy("verified"),
    "close": gettext_lazy("close, not word for word"),
    "moved": gettext_lazy("moved from the page that the answer names"),
    "not_found": gettext_lazy("not found in the document"),
    "unquoted": gettext_lazy("place only"),
}


def answer_text(message: Message) -> str:
    """Ends with a list of the citations, each with its document, its place and whether it was found there."""
    run = message.run
    lines = [message.question.strip(), "", plain(run.output), ""]
    citations = list(run.citations.select_related("document"))
    if citations:
        lines.append(_("Sources"))
        lines += [source(number, citation) for number, citation in enumerate(citations, 1)]
    if run.status != Run.Status.SUCCEEDED:
        lines.append(_("(The answer was not finished.)"))
    return "\n".join(lines).strip() + "\n"


def source(number: int, citation: Citation) -> str:
    title = source_title(citation)
    quote = " ".join(citation.quote.split())
    words = f"“{quote}”, " if quote else ""
    place = place_of(citation, several=False)
    return f"{number}. {words}{title + ', ' if title else ''}{place} ({STATES[citation.state]})"


def plain(markdown: str) -> str:
    """Without the marks of headings and emphasis, and without characters that turn the order of others; lists,
    quotations and page references stay as they are."""
    text = re.sub(r"(?m)^#{1,6}\s+", "", markdown)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return without_controls(text.strip())
