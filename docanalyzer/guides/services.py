"""Make a document's guide: one run over the whole text, on the prefix that every other question shares."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, gettext

from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.guides.models import Guide
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.runs.missing import is_chinese
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run

SLUG = "guide"
LOOKED_AT = 20_000
"""Characters that tell a text's language."""


class NoTemplate(Exception):
    """The guide template was archived here."""


def make_guide(*, document: Document, user: User | None = None) -> Guide:
    """Queue a guide, or return the one that is being made. Without a user it is nobody's turn, in the text's language.

    Raises NotReady and PromptTooLong as create_run() does, NoTemplate.
    """
    with transaction.atomic():
        known = Guide.objects.select_for_update().select_related("run").filter(document=document).first()
        if known is not None and known.run.is_unfinished:
            return known
        template = template_for(document, user)
        version = template.current if template else None
        if version is None:
            raise NoTemplate(gettext("The guide template is archived here. Ask an admin to bring it back."))
        # An automatic guide is nobody's: it takes no one's turn in the queue.
        asker = cast(User, user)
        run = create_run(user=asker, documents=[document], task=version.task(), prompt_version=version)
        guide, _ = Guide.objects.update_or_create(document=document, defaults={"run": run})
        return guide


def template_for(document: Document, user: User | None) -> PromptTemplate | None:
    """The workspace's own before the built-in one; Chinese for who reads Chinese, or for a Chinese text."""
    chinese = get_language() == "zh-hans" if user else is_chinese(opening(document))
    usable = PromptTemplate.objects.filter(archived=False, current__isnull=False)
    own = usable.filter(workspace=document.workspace, slug=SLUG).first()
    slug = f"{SLUG}-zh" if chinese else SLUG
    return own or usable.filter(workspace=None, slug=slug).select_related("current__template").first()


def opening(document: Document) -> str:
    found = DocumentText.objects.filter(document=document).values_list("text", flat=True).first()
    return (found or "")[:LOOKED_AT]


def guide_by_itself(document: Document) -> Run | None:
    """A guide for a document that was just read, where the settings ask for it and it fits; None otherwise."""
    needed = fit(document)
    if settings.GUIDES != "auto" or needed is None or not needed.fits:
        return None
    if Guide.objects.filter(document=document).exists():
        return None
    try:
        return make_guide(document=document).run
    except NoTemplate:
        return None


def is_outdated(guide: Guide) -> bool:
    """Whether the document was read anew since: its text is another one."""
    current = DocumentText.objects.filter(document=guide.document_id).values_list("sha256", flat=True).first()
    return not guide.run.run_documents.filter(text_sha256=current).exists()
