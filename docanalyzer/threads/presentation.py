"""The Ask panel: one path through a thread, its list of threads, its composer. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Prefetch

from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import PROMPT_OVERHEAD_TOKENS, fit
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.tokens import Fit
from docanalyzer.runs.judgements import standings
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.presentation import ShownRun, present
from docanalyzer.threads.branches import Branches, Step
from docanalyzer.threads.forms import new_key
from docanalyzer.threads.models import Feedback, Message, Thread
from docanalyzer.threads.services import may_delete
from docanalyzer.threads.window import Room, ThreadFull, room

THREADS_LISTED = 50


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step that the page shows already: it stays as it is there, htmx puts it in its place."""

    message: Message
    kept = True


@dataclass(frozen=True, slots=True)
class ShownStep:
    step: Step
    shown: ShownRun
    own: Feedback | None
    others: list[Feedback]

    @property
    def message(self) -> Message:
        return self.step.message


def path_of(thread: Thread, at: int = 0) -> list[Step]:
    """The shown branch; each message with its run."""
    messages = Message.objects.filter(thread=thread).select_related("run", "created_by")
    return Branches(messages.defer("run__output")).path(at)


def shown_steps(steps: list[Step], user: User) -> list[ShownStep]:
    keys = [step.message.run_id for step in steps]
    cited = Citation.objects.select_related("document")
    runs = (
        Run.objects.filter(pk__in=keys)
        .select_related("prompt_version__template", "analysis")
        .prefetch_related(Prefetch("citations", cited), "run_documents")
        .in_bulk()
    )
    stands = standings(keys)
    opinions: dict[int, list[Feedback]] = {}
    for one in Feedback.objects.filter(message__run__in=keys).select_related("user"):
        opinions.setdefault(one.message_id, []).append(one)
    found = []
    for step in steps:
        run = runs[step.message.run_id]
        said = opinions.get(step.message.pk, [])
        own = next((one for one in said if one.user_id == user.pk), None)
        others = [one for one in said if one.user_id != user.pk]
        found.append(ShownStep(step, present(run, stands[run.pk], list(run.citations.all())), own, others))
    return found


def split(steps: list[Step], seen: int) -> tuple[list[KeptStep], list[Step]]:
    """Those up to the message `seen`, which the page shows, and the rest; summaries are always drawn anew."""
    place = next((number for number, step in enumerate(steps, 1) if step.message.pk == seen), 0)
    if any(step.message.is_digest for step in steps[:place]):
        return [], steps
    return [KeptStep(step.message) for step in steps[:place]], steps[place:]


def panel(
    user: User, document: Document, thread: Thread | None, at: int = 0, seen: int = 0, **more: Any
) -> dict[str, Any]:
    """Context of threads/_panel.html. thread None: an empty one that the next question begins.

    seen: the last message that the asking page shows; what is before it is not drawn again, so that an answer
    begins as soon in a long thread as in a new one.
    """
    steps = path_of(thread, at) if thread else []
    kept, rest = split(steps, seen)
    last = steps[-1].message if steps else None
    named = list(thread.thread_documents.select_related("document")) if thread else []
    documents = [item.document for item in named if item.document] if thread else [document]
    gone = [item.title for item in named if item.document is None]
    return {
        "document": document,
        "thread": thread,
        "threads": thread_list(user, document),
        "shown_steps": [*kept, *shown_steps(rest, user)],
        "last": last,
        "newest": Message.objects.filter(thread=thread).aggregate(newest=Max("pk"))["newest"] if last else 0,
        "thread_documents": named if len(named) > 1 else [],
        "gone": gone,
        "room": thread_room(documents, steps) if not gone else None,
        "may_delete": thread is not None and may_delete(user, thread),
        "key": new_key(),
        "chosen": [document],
        "fit": fit(document),
    } | more


def thread_list(user: User, document: Document) -> list[Thread]:
    return list(Thread.objects.for_user(user).of(document).for_list()[:THREADS_LISTED])


def thread_room(documents: list[Document], steps: Iterable[Step]) -> Room | None:
    answered = [step.message.run for step in steps if step.message.run.status == Run.Status.SUCCEEDED]
    return room(documents, answered[-1] if answered else None)


def refused(error: ThreadFull, question: str) -> dict[str, Any]:
    """The choice that a full thread leaves; the question is kept for it."""
    return {"full": {"sentence": str(error), "question": question, "key": new_key()}}


def fit_rows(documents: list[Document]) -> dict[str, Any]:
    """Context of threads/_fit.html: what each document takes, and all of them against the limit."""
    whole = fit(*documents)
    alone = [(document, needed := fit(document), tokens_alone(needed)) for document in documents]
    return {
        "rows": alone,
        "overhead": PROMPT_OVERHEAD_TOKENS,
        "whole": whole,
        "left": max(whole.limit - whole.tokens, 0) if whole else 0,
        "unread": [document for document in documents if document.status != Document.Status.READY],
        "exact": all(document.tokens_exact for document in documents),
    }


def tokens_alone(needed: Fit | None) -> int:
    """Of the document itself, so that the rows and the fixed text add up."""
    return needed.tokens - PROMPT_OVERHEAD_TOKENS if needed else 0
