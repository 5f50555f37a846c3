"""A whole thread as a report: every question of every branch, with its answer, and which one it follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from docanalyzer.exports.report import Heading, Note, Numbering, Part, Report, Said
from docanalyzer.exports.runs import run_parts
from docanalyzer.runs.judgements import Standing, standings
from docanalyzer.runs.records import record
from docanalyzer.threads.models import Message, Thread


def thread_report(thread: Thread) -> Report:
    """A few queries, whatever its length."""
    messages = list(
        thread.messages.select_related("run__prompt_version__template", "created_by").prefetch_related(
            "run__citations__document"
        )
    )
    stands = standings([message.run for message in messages])
    numbers = {message.pk: number for number, message in enumerate(messages, start=1)}
    numbering = Numbering()
    parts = [
        part
        for message in messages
        for part in message_parts(message, numbers, stands[message.run.pk], numbering)
    ]
    titles = [item.title for item in thread.thread_documents.all()]
    return Report(
        title=thread.title or thread.document.title,
        facts=(
            *((_("Document"), title) for title in titles),
            (_("Questions"), str(sum(not message.is_digest for message in messages))),
        ),
        parts=tuple(parts),
        references=tuple(numbering.all()),
        records=tuple(
            placed(message, numbers)
            | record(message.run, list(message.run.citations.all()), stands[message.run.pk])
            for message in messages
        ),
    )


def placed(message: Message, numbers: dict[int, int]) -> dict[str, Any]:
    """Where a question stands in the tree, by the numbers that the other forms print; None: nowhere."""
    return {
        "number": numbers[message.pk],
        "follows_number": numbers.get(message.parent_id or 0),
        "again_of_number": numbers.get(message.again_of_id or 0),
    }


def message_parts(
    message: Message, numbers: dict[int, int], stands: Standing, numbering: Numbering
) -> Iterator[Part]:
    number, run = numbers[message.pk], message.run
    if message.is_digest:
        yield Heading(_("%(n)d. What an earlier thread came to") % {"n": number})
    else:
        yield Heading(_("Question %(n)d") % {"n": number})
        yield Note("; ".join(about(message, numbers)))
        yield Said(message.question)
    yield Heading(_("Answer"), 3)
    yield from run_parts(run, list(run.citations.all()), stands, numbering)


def about(message: Message, numbers: dict[int, int]) -> Iterator[str]:
    """Who asked when, and where in the tree it stands, unless it follows the question printed before it."""
    who = message.created_by
    at = f"{message.created_at:%Y-%m-%d %H:%M} UTC"
    yield f"{who.get_full_name() or who.username}, {at}" if who else at
    again, parent = numbers.get(message.again_of_id or 0), numbers.get(message.parent_id or 0, 0)
    if again:
        yield _("question %(n)d asked again") % {"n": again}
    elif parent != numbers[message.pk] - 1:
        yield _("follows question %(n)d") % {"n": parent} if parent else _("begins anew")
