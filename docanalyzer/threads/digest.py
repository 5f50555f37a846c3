"""What a thread came to, as the beginning of a fresh one: its questions and the checked quotations that answered them.

No model writes it: a thread that fills the window leaves no room to ask for a summary, and what is quoted and
checked cannot be invented. It stands in the new thread's prompts as its first turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from docanalyzer.accounts.models import User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.models import Citation, Run, RunDocument
from docanalyzer.runs.services import route_of, text_hash, tokens_of
from docanalyzer.threads.models import Message, Thread
from docanalyzer.threads.services import documents_of, start_thread

QUOTES = 4
"""Of each answer."""
WORDS = 300
"""Characters of an answer that quotes nothing."""
SOUND = ("verified", "close", "moved")


def digest(messages: Sequence[Message]) -> tuple[str, list[Citation]]:
    """The text, and the citations in it with their places in that text; they are not saved."""
    text = ""
    kept: list[Citation] = []
    for message in messages:
        if message.run.status != Run.Status.SUCCEEDED:
            continue
        if message.is_digest:
            found = list(message.run.citations.all())
            kept += [moved(one, len(kept) + number, len(text)) for number, one in enumerate(found, 1)]
            text += message.run.output
            continue
        text += f"**{' '.join(message.question.split())}**\n\n"
        sound = [one for one in message.run.citations.all() if one.state in SOUND and one.quote][:QUOTES]
        for citation in sound:
            place = message.run.output[citation.claim_start : citation.claim_end]
            quote = " ".join(citation.quote.split())
            start = len(text) + len("- “")
            text += f"- “{quote}” {place}\n"
            kept.append(placed(citation, len(kept) + 1, start, quote, place))
        if not sound:
            text += f"{shortened(message.run.output)}\n"
        text += "\n"
    return text, kept


def shortened(output: str) -> str:
    """The beginning of an answer without its marks, to the end of a sentence, marked where it goes on."""
    plain = " ".join(re.sub(r"[*_#`>|]+", " ", output).split())
    if len(plain) <= WORDS:
        return plain
    cut = plain[:WORDS]
    end = max(cut.rfind(". "), cut.rfind("。"))
    return (cut[: end + 1] if end > WORDS // 3 else cut) + " …"


def placed(citation: Citation, number: int, start: int, quote: str, place: str) -> Citation:
    """A copy of a citation whose quotation stands at `start` of another text, one space before its place."""
    copy = bare(citation, number)
    copy.quote_start, copy.quote_end = start, start + len(quote)
    copy.claim_start = copy.quote_end + len("” ")
    copy.claim_end = copy.claim_start + len(place)
    return copy


def moved(citation: Citation, number: int, by: int) -> Citation:
    copy = bare(citation, number)
    for name in ("claim_start", "claim_end", "quote_start", "quote_end"):
        setattr(copy, name, getattr(citation, name) + by)
    return copy


def bare(citation: Citation, number: int) -> Citation:
    names = [
        field.attname for field in Citation._meta.concrete_fields if field.name not in ("id", "run", "number")
    ]
    return Citation(number=number, **{name: getattr(citation, name) for name in names})


def continue_afresh(*, user: User, thread: Thread, messages: Sequence[Message]) -> Message:
    """A new thread on the same documents that begins with what this one came to. Raises DocumentGone."""
    documents = documents_of(thread)
    text, citations = digest(messages)
    with transaction.atomic():
        title = _("%(title)s (continued)") % {"title": thread.title[:280]}
        fresh = start_thread(
            user=user, document=thread.document, documents=documents, title=title, continues=thread
        )
        run = Run.objects.create(
            workspace=thread.workspace,
            created_by=user,
            route=route_of(documents[0]),
            expected_tokens=tokens_of(*documents),
            task=asdict(
                Task(kind="question", instructions=_("What was asked and found in the earlier thread?"))
            ),
            status=Run.Status.SUCCEEDED,
            finished_at=timezone.now(),
            output=text,
            finish_reason="stop",
        )
        RunDocument.objects.bulk_create(
            RunDocument(run=run, document=document, position=position, text_sha256=text_hash(document))
            for position, document in enumerate(documents, start=1)
        )
        for citation in citations:
            citation.run = run
        Citation.objects.bulk_create(citations)
        return Message.objects.create(thread=fresh, created_by=user, run=run, is_digest=True)
