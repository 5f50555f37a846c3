"""A document's state as the pages, the event streams and the JSON show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document, Recognition
from docanalyzer.documents.recognition import Offer, offer, remaining


def row_html(document: Document, *, is_duplicate: bool = False) -> str:
    context = {"document": document, "fit": fit(document), "is_duplicate": is_duplicate}
    return render_to_string("documents/_document_row.html", context)


def stage_sentence(document: Document) -> str:
    """The stage in words, as the page shows it."""
    if document.status == Document.Status.READING and document.page_count:
        return _("Reading page %(page)d of %(pages)d") % {
            "page": document.pages_read,
            "pages": document.page_count,
        }
    if document.status == Document.Status.UPLOADED:
        waiting = Document.objects.waiting_before(document)
        return (
            _("Uploaded; %(count)d documents are read before it") % {"count": waiting}
            if waiting
            else _("Uploaded")
        )
    return str(document.get_status_display())


@dataclass(frozen=True, slots=True)
class RecognitionState:
    """work: the last recognition that was asked for; page: where it is; offer: what could still be recognised."""

    work: Recognition | None
    page: int
    offer: Offer | None

    @property
    def sentence(self) -> str:
        """ "Recognising page 16, 3 of 7" while it is under way."""
        if self.work is None or not self.work.is_unfinished:
            return ""
        place = {"page": self.page, "number": self.work.done + 1, "of": len(self.work.pages)}
        if self.work.turn and self.page:
            return _("Recognising page %(page)d, %(number)d of %(of)d") % place
        return _("Waiting to recognise %(of)d pages") % place

    @property
    def is_off(self) -> bool:
        return bool(settings.OCR == "off")

    @property
    def is_under_way(self) -> bool:
        return self.work is not None and self.work.is_unfinished


def recognition_state(document: Document) -> RecognitionState:
    work = Recognition.objects.filter(document=document).first()
    left = remaining(work) if work is not None and work.is_unfinished else []
    return RecognitionState(work, left[0] if left else 0, offer(document))


def recognition_json(document: Document) -> dict[str, Any] | None:
    state = recognition_state(document)
    if state.work is None:
        return None
    return {
        "status": state.work.status,
        "stage": state.sentence,
        "done": state.work.done,
        "of": len(state.work.pages),
        "message": state.work.message,
    }


def state_of(document: Document) -> tuple[str, bool]:
    """The HTML of the live part, as it stands in the database now, and whether it will go on changing."""
    document.refresh_from_db()
    recognition = recognition_state(document)
    template = "documents/_document_state.html" if document.is_busy else "documents/_recognition_state.html"
    context = {"document": document, "sentence": stage_sentence(document), "recognition": recognition}
    return render_to_string(template, context), document.is_busy or recognition.is_under_way
