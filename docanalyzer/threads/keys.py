"""The keys of question forms: what is sent twice is asked once, and nothing that was written is lost by it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.threads.models import Message, Thread


def sent_before(user: User, said: str, key: uuid.UUID | None) -> tuple[Message | None, uuid.UUID | None]:
    """What this person asked with the same form already, and the key to keep a new question with.

    A form can come with a second question: its first reply was lost, and the person wrote another. That one, like
    one whose key somebody else's form had, is kept under a key made of the form's and of what is `said`.
    """
    if key is None:
        return None, None
    known = Message.objects.select_related("run", "thread", "parent__run")
    taken = known.filter(key=key).first()
    if taken is None:
        return None, key
    own = uuid.uuid5(key, said)
    again = known.filter(key=own, created_by=user).first()
    return again or (taken if taken.created_by_id == user.pk else None), own


def is_about(thread: Thread, documents: Sequence[Document]) -> bool:
    """Whether its documents are these, in this order."""
    named = thread.thread_documents.values_list("document", flat=True)
    return list(named) == [document.pk for document in documents]
