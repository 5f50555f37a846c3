"""Load a document into the model ahead of its first question: one token asked of the prompt's shared beginning.

Only while nobody waits: a replica that has a run is left alone, and a run that comes stops the loading (what
was read until then stays in the server's cache). Documents that wait to be loaded stand in Redis.
"""

from __future__ import annotations

import logging
import time
from typing import cast

import redis
from django.conf import settings
from django.db.models import Q

from docanalyzer import events
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.chat_formats import CHAT_FORMATS
from docanalyzer.pipeline.errors import InferenceCancelled, InferenceError, ServerUnavailable
from docanalyzer.pipeline.inference import InferenceClient, Sampling
from docanalyzer.pipeline.prompts import Prompt, Task, Turn
from docanalyzer.runs import loaded, shelf
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import opening_of, route_of, tokens_of

log = logging.getLogger(__name__)
WAITING = "warm:waiting"
FALLS = "warm:falls"
KEEP_WAITING_SECONDS = 24 * 3600
FALLS_ALLOWED = 2
"""So often a server may end while it loads a document; nobody has asked about it, and others lose their answers."""
ASK_SECONDS = 0.5
LOCK_SECONDS = 30
RECENT_SECONDS = 3600
"""A document that was used so lately is not pushed out of the cache by one that nobody asked about yet."""


def want(document: Document) -> bool:
    """Ask for a document to be loaded when there is time; False where that is off or it cannot fit."""
    needed = fit(document)
    if not settings.WARM_DOCUMENTS or needed is None or not needed.fits:
        return False
    try:
        events.client().zadd(WAITING, {str(document.pk): time.time()})
    except redis.RedisError as error:
        log.warning("document %s will not be loaded ahead: %s", document.pk, error)
        return False
    return True


def waiting() -> list[int]:
    """Ids of the documents that wait to be loaded, the newest first."""
    try:
        client = events.client()
        client.zremrangebyscore(WAITING, 0, time.time() - KEEP_WAITING_SECONDS)
        return [int(pk) for pk in cast(list[str], client.zrevrange(WAITING, 0, -1))]
    except redis.RedisError:
        return []


def warm_next(client: InferenceClient) -> Document | None:
    """Load the newest waiting document whose replica is free; None where there is none."""
    for document_id in waiting():
        document = Document.objects.filter(pk=document_id, status=Document.Status.READY).first()
        if document is None or not worth_loading(document, client):
            events.client().zrem(WAITING, document_id)
        elif warm(document, client):
            return document
    return None


def worth_loading(document: Document, client: InferenceClient) -> bool:
    """Not loaded yet, and room for it beside what was used lately."""
    route = route_of(document)
    recent = time.time() - RECENT_SECONDS
    held = loaded.held_by(client.replica_for(route))
    if any(item.opening == opening_of(document) for item in held):
        return False
    return (
        sum(item.tokens for item in held if item.used > recent) + tokens_of(document)
        <= settings.REPLICA_TOKENS
    )


def warm(document: Document, client: InferenceClient) -> bool:
    """True when the replica holds the document now; False when somebody needed it, or it is away."""
    route = route_of(document)
    needed = Needed(client.replica_for(route), document)
    if not needed.take():
        return False
    try:
        send(document, route, client, needed)
    except InferenceCancelled:
        log.info("loading document %s stopped: %s is needed", document.pk, needed.replica)
        return False
    except InferenceError as error:
        log.warning("document %s was not loaded: %s", document.pk, error)
        if not error.retryable or fell_too_often(document, error):
            strike_off(document)
        return False
    finally:
        needed.release()
    strike_off(document)
    loaded.mark(needed.replica, opening_of(document), tokens_of(document))
    return True


def fell_too_often(document: Document, error: InferenceError) -> bool:
    """Counts the servers that ended under this document; one that was away before it came is none of them."""
    if not (isinstance(error, ServerUnavailable) and error.fell):
        return False
    falls = events.client().hincrby(FALLS, str(document.pk), 1)
    events.client().expire(FALLS, KEEP_WAITING_SECONDS)
    if falls < FALLS_ALLOWED:
        return False
    log.error("document %s is not loaded ahead any more: %s servers ended under it", document.pk, falls)
    return True


def strike_off(document: Document) -> None:
    """It waits no more, loaded or not."""
    events.client().zrem(WAITING, document.pk)
    events.client().hdel(FALLS, str(document.pk))


def send(document: Document, route: str, client: InferenceClient, needed: Needed) -> None:
    """The prompt of any first task on the document, with almost nothing asked, and one token of an answer.

    Raises InferenceCancelled where it would go on at another server that is needed there.
    """
    sampling = Sampling(max_tokens=1, cache_salt=str(document.workspace.cache_key), route=route)
    for chunk in client.stream(warming_prompt(document).text, sampling, cancelled=needed):
        if chunk.replica:
            needed.follow(chunk.replica)


def warming_prompt(document: Document) -> Prompt:
    """Made on the shelf, so that the first question finds its text and its opening there too."""
    chat_format = CHAT_FORMATS[settings.MODEL["chat_format"]]
    line = f"Workspace {document.workspace.cache_key}"
    text = shelf.text_in_force(document)
    opening = shelf.opening_of([text], chat_format, line, settings.MODEL["tokenizer_path"])
    task = Task(kind="question", instructions="OK")
    return shelf.prompt_of(opening, [Turn(role="user", task=task)], chat_format)


def is_needed(replica: str) -> bool:
    """Whether somebody waits for an answer, or this replica is giving one."""
    running = Q(status=Run.Status.RUNNING, replica=replica)
    return Run.objects.due().exists() or Run.objects.filter(running).exists()


class Needed:
    """Asked ten times a second while a document is loaded; looks twice, and keeps the replica's lock meanwhile."""

    def __init__(self, replica: str, document: Document) -> None:
        self.replica, self.document = replica, document
        self.lock = lock_of(replica)
        self.asked, self.answer = 0.0, False

    def __call__(self) -> bool:
        if time.monotonic() - self.asked >= ASK_SECONDS:
            self.asked = time.monotonic()
            self.answer = is_needed(self.replica) or not self.keep()
        return self.answer

    def take(self) -> bool:
        """False where the replica is needed, or somebody else loads a document there."""
        if is_needed(self.replica) or not self.lock.acquire():
            return False
        events.client().set(now_loading_key(self.replica), self.document.pk, ex=LOCK_SECONDS)
        return True

    def follow(self, replica: str) -> None:
        """The one it was sent to was away, and the client goes on to another: that one may be busy, unlike this."""
        if replica == self.replica:
            return
        self.release()
        self.replica, self.lock = replica, lock_of(replica)
        if not self.take():
            raise InferenceCancelled(f"{replica} is needed.")

    def keep(self) -> bool:
        try:
            events.client().expire(now_loading_key(self.replica), LOCK_SECONDS)
            return bool(self.lock.reacquire())
        except redis.RedisError:
            return False

    def release(self) -> None:
        """Nothing where another one has the replica."""
        if self.lock.owned():
            events.client().delete(now_loading_key(self.replica))
            self.lock.release()


def lock_of(replica: str) -> redis.lock.Lock:
    return events.client().lock(f"warming:{replica}", timeout=LOCK_SECONDS, blocking=False)


def now_loading_key(replica: str) -> str:
    return f"warming-document:{replica}"


def is_loading(document: Document) -> bool:
    keys = [now_loading_key(replica) for replica in settings.MODEL["urls"]]
    try:
        return str(document.pk) in cast(list[str | None], events.client().mget(keys))
    except redis.RedisError:
        return False
