"""Recognise the pages of a document that have no text layer (OCR): in stretches, page by page, resumable.

Each page is kept as soon as it is done, so neither a worker's death nor Stop loses any. A worker works for a
minute and then lets others in: a scan of a thousand pages must not keep everybody's uploads waiting.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from docanalyzer.documents.merging import merge_recognised
from docanalyzer.documents.models import Document, RecognisedPage, Recognition
from docanalyzer.documents.passwords import hand_over_password
from docanalyzer.documents.services import announce, reading_limits
from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Page, ReadingOptions, ocr_pages
from docanalyzer.pipeline.reading.ocr import available

log = logging.getLogger(__name__)
STRETCH_SECONDS = 60.0
ASK_SECONDS = 0.5
HEARTBEAT_SECONDS = 5.0
LOSSES = 3
"""So many failures in a row, without a page in between, end the work."""


@dataclass(frozen=True, slots=True)
class Offer:
    """pages: those without text that OCR has not looked at; installed: whether this server can."""

    pages: list[int]
    installed: bool


def offer(document: Document) -> Offer | None:
    """None where there is nothing to recognise, or the settings switch it off."""
    if settings.OCR == "off" or document.kind != "pdf" or not document.empty_pages:
        return None
    pages = unseen_pages(document)
    return Offer(pages, available()) if pages else None


def unseen_pages(document: Document) -> list[int]:
    seen = set(document.recognised_pages.values_list("index", flat=True))
    return [index for index in document.empty_pages if index not in seen]


def start_by_itself(document: Document, password: str) -> bool:
    """After a reading, where the settings say so."""
    if settings.OCR != "auto" or not available() or not start_recognition(document):
        return False
    if password:
        hand_over_password(document, password)
    return True


def start_recognition(document: Document) -> bool:
    """Queue the pages that are missing; False when there are none or it is under way. The caller enqueues it."""
    offered = offer(document)
    if offered is None or not offered.installed:
        return False
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        under_way = Recognition.objects.filter(document=document).first()
        if under_way is not None and under_way.is_unfinished:
            return False
        Recognition.objects.update_or_create(
            document=document,
            defaults={
                "status": Recognition.Status.QUEUED,
                "pages": offered.pages,
                "done": 0,
                "message": "",
                "stop_requested": False,
                "losses": 0,
                "heartbeat": timezone.now(),
                "asked_at": timezone.now(),
            },
        )
    announce(document)
    return True


def stop_recognition(document: Document) -> bool:
    """What was recognised so far becomes part of the text. False when it had ended."""
    work = Recognition.objects.filter(document=document)
    stopped = work.filter(status=Recognition.Status.QUEUED).update(status=Recognition.Status.STOPPED)
    if stopped:
        merge_recognised(document)
        announce(document)
        return True
    return bool(work.filter(status=Recognition.Status.RUNNING).update(stop_requested=True))


def recognise(work: Recognition, *, password: str = "") -> bool:
    """One stretch of the work; True when more remains, for the caller to enqueue."""
    if not work.claim():
        return False
    announce(work.document)
    watch = Watch(work)
    pages = remaining(work)
    try:
        for page in ocr_pages(
            Path(work.document.file.path),
            pages,
            options=ReadingOptions(password=password),
            limits=reading_limits(),
            cancelled=watch.must_stop,
        ):
            keep_page(work, page)
            if watch.stretch_is_over():
                break
    except ReadingError as error:
        if error.outcome is Outcome.CANCELLED:
            if watch.stopped:
                end(work, Recognition.Status.STOPPED)
            return False
        if not go_on_after(work, error):
            return False
    if remaining(work):
        return put_back(work, password)
    end(work, Recognition.Status.DONE)
    return False


def current(work: Recognition) -> QuerySet[Recognition]:
    """The row while this worker's turn is the current one: every write goes through here."""
    return Recognition.objects.filter(pk=work.pk, status=Recognition.Status.RUNNING, turn=work.turn)


def remaining(work: Recognition) -> list[int]:
    seen = RecognisedPage.objects.filter(document_id=work.document_id).values_list("index", flat=True)
    return [index for index in work.pages if index not in set(seen)]


def keep_page(work: Recognition, page: Page, problem: str = "") -> None:
    with transaction.atomic():
        if not current(work).select_for_update().exists():
            return
        RecognisedPage.objects.get_or_create(
            document_id=work.document_id,
            index=page.index,
            defaults={"label": page.label, "text": page.text, "problem": problem},
        )
        done = len(work.pages) - len(remaining(work))
        losses = work.losses if problem else 0
        current(work).update(done=done, losses=losses, heartbeat=timezone.now())
    announce(work.document)


def go_on_after(work: Recognition, error: ReadingError) -> bool:
    """A page that cannot be recognised is noted and passed over; what concerns the whole file ends the work."""
    work.refresh_from_db()
    left = remaining(work)
    whole_file = error.outcome in (Outcome.ENCRYPTED, Outcome.UNSUPPORTED, Outcome.NO_PAGES)
    if whole_file or work.losses + 1 >= LOSSES or not left:
        log.warning("recognising document %s failed: %s", work.document_id, error)
        end(work, Recognition.Status.FAILED, str(error))
        return False
    current(work).update(losses=work.losses + 1)
    work.losses += 1
    keep_page(work, Page(left[0], "", ""), problem=str(error))
    return True


def put_back(work: Recognition, password: str) -> bool:
    if password:
        hand_over_password(work.document, password)
    return bool(current(work).update(status=Recognition.Status.QUEUED, heartbeat=timezone.now()))


def end(work: Recognition, status: str, message: str = "") -> None:
    """Close the work and put into the text what was recognised."""
    if not current(work).update(status=status, message=message, heartbeat=timezone.now()):
        return
    merge_recognised(work.document)
    announce(work.document)


def give_back(work: Recognition) -> bool:
    """A worker has gone silent: queue the rest again; give up after too many losses in a row."""
    if work.losses + 1 >= LOSSES:
        left = remaining(work)
        where = _("page %(page)d") % {"page": left[0]} if left else _("the last page")
        end(
            work,
            Recognition.Status.FAILED,
            _("Recognising %(page)s stopped its worker %(times)d times. The pages before it are kept.")
            % {"page": where, "times": LOSSES},
        )
        return False
    queued = current(work).update(
        status=Recognition.Status.QUEUED, losses=work.losses + 1, heartbeat=timezone.now()
    )
    announce(work.document)
    return bool(queued)


class Watch:
    """Asked ten times a second while pages are recognised; it is also the heartbeat."""

    def __init__(self, work: Recognition) -> None:
        self.work, self.stopped = work, False
        self.began = self.asked = self.beat = time.monotonic()

    def stretch_is_over(self) -> bool:
        return time.monotonic() - self.began > STRETCH_SECONDS

    def must_stop(self) -> bool:
        now = time.monotonic()
        if now - self.asked < ASK_SECONDS:
            return False
        self.asked = now
        if now - self.beat > HEARTBEAT_SECONDS:
            self.beat = now
            current(self.work).update(heartbeat=timezone.now())
        mine = current(self.work).values_list("stop_requested", flat=True).first()
        self.stopped = mine is True
        return mine is None or mine
