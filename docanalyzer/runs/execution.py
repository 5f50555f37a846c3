"""The one inference path: build the prompt, send it, keep the answer as it grows, check its citations."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from docanalyzer import events
from docanalyzer.documents.counts import take_server_count, take_server_refusal
from docanalyzer.documents.fit import fit_count
from docanalyzer.documents.models import Document, WholeText
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS, stop_token_ids
from docanalyzer.pipeline.citations import SourceIndex, find_claims
from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError, PromptTooLong
from docanalyzer.pipeline.inference import Chunk, InferenceClient, Sampling
from docanalyzer.pipeline.prompts import Prompt, render
from docanalyzer.pipeline.reading.result import PageFlag
from docanalyzer.pipeline.storable import storable, storable_values
from docanalyzer.runs import loaded, shelf
from docanalyzer.runs.absence import back_absence
from docanalyzer.runs.checking import after, check_until
from docanalyzer.runs.closing import INTERNAL_ERROR, close_unsaved
from docanalyzer.runs.extractions import schema_of, settle
from docanalyzer.runs.lost import refuse_lost
from docanalyzer.runs.missing import back_missing
from docanalyzer.runs.models import Citation, Run
from docanalyzer.runs.retries import put_off, told_at_last
from docanalyzer.runs.services import cancel_flag, tokens_of

log = logging.getLogger(__name__)
SAVE_SECONDS = 1.0
DATABASE_CANCEL_SECONDS = 2.0
SENDING_SECONDS = 0.1
STOPPED_SECONDS = 0.5
"""What the checking of a stopped answer's citations may take; those that are left are shown unchecked."""


def execute_run(run: Run, client: InferenceClient) -> None:
    """Claim the run and answer it."""
    if run.claim():
        answer_run(run, client)


def answer_run(run: Run, client: InferenceClient) -> None:
    """Send a claimed run's prompt, keep the output as it streams in, then save its citations.

    Never raises InferenceError: a server that is away puts the run off, any other error ends it.
    """
    log.info("run %s starts, attempt %s", run.pk, run.attempts)
    begun = events.begin(run.stream, "status", status=run.status)
    texts = shelf.texts_of(run)
    indexes = IndexInBackground(texts)
    answer = Answer(run, texts[0].document if texts else None)
    answer.has_hole = not begun
    try:
        refuse_lost(run, texts)
        prompt = admit(run, texts, client)
        indexes.start()
        ask = partial(answered, run, client)
        for chunk in ask(prompt, schema_of(run)):
            answer.add(chunk)
        correct_estimate(run, texts)
        settle(run, texts, "".join(answer.parts), ask, answer.replace)
        back_missing(run, "".join(answer.parts), texts, indexes.get)
        back_absence(run, "".join(answer.parts), texts, indexes.get)
    except InferenceCancelled:
        answer.end(Run.Status.CANCELLED, indexes)
    except InferenceError as error:
        log.warning("run %s: %s", run.pk, error)
        answer.save()
        correct_refused(run, texts, error)
        if not put_off(run, error):
            run.error_code, run.error_message = error.code, storable(told_at_last(run, error))
            answer.end(Run.Status.CANCELLED if is_cancelled(run) else Run.Status.FAILED, indexes)
    except Exception:
        run.error_code, run.error_message = "internal", INTERNAL_ERROR
        answer.end(Run.Status.FAILED, indexes)
        raise
    else:
        answer.end(Run.Status.SUCCEEDED, indexes)


def answered(
    run: Run, client: InferenceClient, prompt: Prompt, schema: dict[str, Any] | None
) -> Iterator[Chunk]:
    """What the model answers, without what its chat format adds around it and what no database holds."""
    chat_format = CHAT_FORMATS[run.chat_format]
    clean = chat_format.cleaner()
    how = replace(sampling(run, stop_token_ids(chat_format, client.profile)), json_schema=schema)
    for chunk in client.stream(prompt.text, how, cancelled=Cancelled(run)):
        yield replace(chunk, text=storable(clean(chunk.text))) if chunk.text else chunk


def build_prompt(run: Run) -> Prompt:
    """The exact prompt of a run, rebuilt from what the run keeps: under the titles that its documents had then."""
    titles = {item["document"]: item["title"] for item in run.coverage.get("documents", ())}
    return render(
        [
            replace(text.prompt_document(), title=titles.get(text.document_id, text.document.title))
            for text in run.texts()
        ],
        run.turns(),
        CHAT_FORMATS[run.chat_format or settings.MODEL["chat_format"]],
        workspace_line=workspace_line(run),
    )


def workspace_line(run: Run) -> str:
    return f"Workspace {run.workspace.cache_key}"


def admit(run: Run, texts: list[WholeText], client: InferenceClient) -> Prompt:
    """Render and count the prompt, write the record; PromptTooLong before anything is sent."""
    run.model_name, run.model_label = client.profile.name, client.profile.label
    run.chat_format = client.profile.chat_format
    run.model_version = client.model_version(cancelled=Cancelled(run))
    chat_format = CHAT_FORMATS[run.chat_format]
    path = client.profile.tokenizer_path
    opening = shelf.opening_of(texts, chat_format, workspace_line(run), path)
    prompt = shelf.prompt_of(opening, run.turns(), chat_format)
    count = shelf.count_of(opening, prompt, path)
    needed = fit_count(count)
    run.prompt_sha256, run.prompt_characters = prompt.sha256, len(prompt.text)
    run.prompt_tokens, run.prompt_tokens_exact, run.token_limit = count.tokens, count.exact, needed.limit
    run.coverage = coverage(texts)
    run.save(update_fields=ADMITTED)
    if not needed.fits:
        raise PromptTooLong(f"{needed.sentence}.", tokens=needed.tokens, limit=needed.limit)
    return prompt


ADMITTED = [
    *("model_name", "model_label", "model_version", "chat_format", "coverage"),
    *("prompt_sha256", "prompt_characters", "prompt_tokens", "prompt_tokens_exact", "token_limit"),
]
"""What admit() writes; the other columns may change meanwhile, as cancel_requested does."""


def coverage(texts: list[WholeText]) -> dict[str, object]:
    """The receipt: what of each document stood in the prompt. Everything does; pages without text are named."""
    return {
        "documents": [
            {
                "document": text.document.pk,
                "title": text.document.title,
                "paged": text.document.paged,
                "pages": len(text.pages),
                "paragraphs": len(text.anchors),
                "empty_pages": [page["index"] for page in text.pages if PageFlag.EMPTY in page["flags"]],
                "ocr_pages": [page["index"] for page in text.pages if PageFlag.OCR in page["flags"]],
                "characters": len(text.text),
                "tokens": text.document.token_count,
                "tokens_exact": text.document.tokens_exact,
                "text_sha256": text.sha256,
            }
            for text in texts
        ]
    }


def correct_estimate(run: Run, texts: list[WholeText]) -> None:
    """The server has counted the prompt: what was estimated of its one document is set right.

    Not by the built-in engine, which counts units of its own.
    """
    if len(texts) == 1 and run.input_tokens and run.prompt_tokens and not run.by_engine:
        prompt = tokens.TokenCount(run.prompt_tokens, run.prompt_tokens_exact, "estimate")
        take_server_count(texts[0].document, prompt=prompt, server_tokens=run.input_tokens)


def correct_refused(run: Run, texts: list[WholeText], error: InferenceError) -> None:
    """The server refused as too long what the estimate had let through."""
    if not isinstance(error, PromptTooLong) or run.prompt_tokens_exact or run.by_engine:
        return
    if len(texts) == 1 and error.tokens and run.prompt_tokens and error.tokens != run.prompt_tokens:
        prompt = tokens.TokenCount(run.prompt_tokens, exact=False, method="estimate")
        first = len(run.turns()) == 1
        take_server_refusal(
            texts[0].document, prompt=prompt, server_tokens=error.tokens, first_question=first
        )


def sampling(run: Run, stops: tuple[int, ...]) -> Sampling:
    return Sampling(
        max_tokens=run.sampling["max_tokens"],
        temperature=run.sampling["temperature"],
        stop_token_ids=stops,
        cache_salt=str(run.workspace.cache_key),
        route=run.route,
    )


def is_cancelled(run: Run) -> bool:
    return Run.objects.filter(pk=run.pk, cancel_requested=True).exists()


class Cancelled:
    """Asks Redis each time and the database now and then: either may be the one that knows.

    It is also the run's heartbeat, since it is called while the model is silent in prefill.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.asked = time.monotonic()

    def __call__(self) -> bool:
        if events.flag_is_up(cancel_flag(self.run)):
            return True
        if time.monotonic() - self.asked < DATABASE_CANCEL_SECONDS:
            return False
        self.asked = time.monotonic()
        mine = Run.objects.filter(pk=self.run.pk, status=Run.Status.RUNNING, attempts=self.run.attempts)
        mine.update(heartbeat=timezone.now())
        return not mine.filter(cancel_requested=False).exists()


class IndexInBackground:
    """Builds the citation indexes while the model reads the prompt, so that checking costs nothing after it."""

    def __init__(self, texts: list[WholeText]) -> None:
        self.texts = texts
        self.indexes: list[SourceIndex] = []
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """A moment later: until the prompt has gone out, nothing else shall run. Nothing where all are at hand."""
        if all(map(shelf.has_index, self.texts)):
            return
        self.thread = threading.Timer(SENDING_SECONDS, self.build)
        self.thread.daemon = True
        self.thread.start()

    def build(self) -> None:
        self.indexes = [shelf.index_of(text) for text in self.texts]

    def get(self) -> list[SourceIndex]:
        if self.thread is not None:
            self.thread.join()
        if len(self.indexes) != len(self.texts):
            self.build()  # all at hand, or the thread died: then fail here, where it is seen
        return self.indexes


class Answer:
    """The growing output of one run: published at once, saved each second, closed once."""

    def __init__(self, run: Run, first: Document | None) -> None:
        """first: the document that the prompt begins with; what others share of it is at most that."""
        self.run = run
        self.opening = loaded.opening(run.route, first.title) if first else ""
        self.first_tokens = tokens_of(first) if first else 0
        self.parts: list[str] = []
        self.saved = time.monotonic()
        self.has_hole = False

    def add(self, chunk: Chunk) -> None:
        if chunk.replica and chunk.replica != self.run.replica:
            self.move(chunk.replica)
        if chunk.queue_position is not None or chunk.prefill_tokens is not None:
            events.publish(
                self.run.stream, "waiting", position=chunk.queue_position, prefill_tokens=chunk.prefill_tokens
            )
        if chunk.text:
            self.write(chunk.text)
        if chunk.usage is not None:
            self.run.input_tokens = chunk.usage.input_tokens
            self.run.output_tokens = chunk.usage.output_tokens
            self.run.cached_tokens = chunk.usage.cached_tokens
        if chunk.finish_reason is not None:
            self.run.finish_reason = chunk.finish_reason

    def tell(self, text: str) -> None:
        """Publish the new words; once Redis is back from an outage, which left a hole, the whole answer anew."""
        if self.has_hole:
            if not events.begin(self.run.stream, "status", status=Run.Status.RUNNING):
                return
            text = "".join(self.parts) + text
        self.has_hole = not events.publish(self.run.stream, "delta", text=text)

    def write(self, text: str) -> None:
        self.tell(text)
        if not self.parts:
            self.run.extraction = {}  # it told of what an earlier attempt brought, which this one replaces
            self.run.first_token_at = timezone.now()
            Run.objects.filter(pk=self.run.pk).update(first_token_at=self.run.first_token_at)
            loaded.mark(self.run.replica, self.opening, self.first_tokens, room=self.run.expected_tokens)
        self.parts.append(text)
        if time.monotonic() - self.saved > SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        """What came until now; where nothing did, what an earlier attempt had left stays."""
        self.saved = time.monotonic()
        if self.parts:
            self.run.output = "".join(self.parts)
            mine = Run.objects.filter(pk=self.run.pk, attempts=self.run.attempts, status=Run.Status.RUNNING)
            mine.update(output=self.run.output, extraction=self.run.extraction, heartbeat=timezone.now())

    def move(self, replica: str) -> None:
        """Another server answers than the one it was let in for, which was away: book it where it is."""
        if self.run.replica:
            log.warning("run %s goes to %s: %s is away", self.run.pk, replica, self.run.replica)
            loaded.forget(self.run.replica)
        self.run.replica = replica
        tokens = max(self.run.admitted_tokens, self.run.expected_tokens)  # nothing of it is in that cache
        self.run.admitted_tokens = tokens
        Run.objects.filter(pk=self.run.pk).update(replica=replica, admitted_tokens=tokens)

    def replace(self, output: str) -> None:
        """The same answer in another form."""
        self.parts = [output]

    def end(self, status: str, indexes: IndexInBackground) -> None:
        """Save the output, its citations and how it ended, in one transaction.

        Raises what kept it from being saved; the run has failed then, unless the database is away.
        """
        try:
            self._end(status, indexes)
        except Exception as error:
            close_unsaved(self.run, error)
            raise

    def _end(self, status: str, indexes: IndexInBackground) -> None:
        run = self.run
        if self.parts or status == Run.Status.SUCCEEDED:  # else what an earlier attempt had left is kept
            run.output = "".join(self.parts)
        run.status, run.finished_at = status, timezone.now()
        # A stopped answer's JSON is read here as it came, with what it escapes.
        claims = [replace(claim, quote=storable(claim.quote)) for claim in find_claims(run.output)]
        stopped = after(STOPPED_SECONDS) if status == Run.Status.CANCELLED else Cancelled(run)
        checked = check_until(stopped, claims, indexes.get()) if claims else []
        with transaction.atomic():
            mine = Run.objects.select_for_update().filter(
                pk=run.pk, attempts=run.attempts, status=Run.Status.RUNNING
            )
            asked_to_stop = mine.values_list("cancel_requested", flat=True).first()
            if asked_to_stop is None:
                log.warning("run %s was taken over by another worker; this answer is dropped", run.pk)
                return
            if asked_to_stop and status == Run.Status.SUCCEEDED:  # while the answer was checked
                run.status = status = Run.Status.CANCELLED
            run.cancel_requested = status == Run.Status.CANCELLED
            run.save()
            run.citations.all().delete()
            Citation.objects.bulk_create(
                Citation(
                    run=run,
                    number=number,
                    state=found.state,
                    document=indexes.texts[found.source].document if found.source >= 0 else None,
                    quote=found.claim.quote,
                    claimed=storable_values([asdict(place) for place in found.claim.places]),
                    claim_start=found.claim.start,
                    claim_end=found.claim.end,
                    quote_start=found.claim.quote_start,
                    quote_end=found.claim.quote_end,
                    start=found.start,
                    end=found.end,
                    page_index=found.page_index,
                    page_label=found.page_label,
                    clause=found.clause,
                    paragraph=found.paragraph,
                    found_text=found.found_text,
                    difference=found.difference,
                )
                for number, found in enumerate(checked, start=1)
            )
        log.info("run %s ends %s %s", run.pk, status, run.error_message)
        if self.has_hole:
            self.tell("")
        events.publish(run.stream, "done", status=status)
