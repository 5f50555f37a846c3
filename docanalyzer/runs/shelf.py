"""What a worker keeps of the documents it was asked about last, so that a second question costs no second reading.

A text, the part of a prompt that shows it and its citation index take seconds to make for a million tokens. Each
is kept under the row of the text it was made of: a document that is read anew gets a new row, also where its text
is the same and only its labels or clauses differ. Kept by bytes, the least recently used goes first.
"""

from __future__ import annotations

import copy
import hashlib
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db.models import F

from docanalyzer.documents.models import Document, DocumentText, WholeText
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.chat_formats import ChatFormat
from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.pipeline.prompts import Prompt, Turn
from docanalyzer.pipeline.tokens import TokenCount
from docanalyzer.runs.models import Run

INDEX_BYTES = 20
"""What a citation index takes for each character: measured 10 (English) to 14 (Chinese), and its clauses."""
RECORD_BYTES = 1_000
"""What a page or a paragraph of a text takes beside its words."""
Kept = TypeVar("Kept")


@dataclass(eq=False)
class Place:
    alone: threading.Lock = field(default_factory=threading.Lock)
    kept: Any = None
    weight: int = 0


class Shelf:
    """Holds `room` bytes at most. Thread-safe; two threads that want the same thing make it once."""

    def __init__(self, room: int) -> None:
        self.room, self.held = room, 0
        self.places: OrderedDict[Hashable, Place] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kept], weigh: Callable[[Kept], int]) -> Kept:
        """What stands under `key`, made where it is not there. weigh: its bytes; never None."""
        with self.lock:
            place = self.places.setdefault(key, Place())
            self.places.move_to_end(key)
        with place.alone:
            if place.kept is None:
                try:
                    place.kept = make()
                finally:
                    self._settle(key, place, weigh)
            return cast(Kept, place.kept)

    def clear(self) -> None:
        with self.lock:
            self.places.clear()
            self.held = 0

    def has(self, key: Hashable) -> bool:
        with self.lock:
            return key in self.places and self.places[key].kept is not None

    def _settle(self, key: Hashable, place: Place, weigh: Callable[[Any], int]) -> None:
        """Count what was made; take out what was not, and what there is no room for any more."""
        with self.lock:
            if self.places.get(key) is not place:
                return
            place.weight = self.room + 1 if place.kept is None else weigh(place.kept)
            if place.weight > self.room:  # it would push everything else out and still not fit
                del self.places[key]
                return
            self.held += place.weight
            for oldest in list(self.places):
                if self.held <= self.room:
                    return
                if self.places[oldest].weight:  # 0: still being made
                    self.held -= self.places.pop(oldest).weight


@dataclass(frozen=True, slots=True)
class Opening:
    """A prompt up to and including its documents; sha256: a hash object that has taken it in."""

    text: str
    sha256: Any
    count: TokenCount


SHELF = Shelf(settings.SHELF_BYTES)


def texts_of(run: Run) -> list[WholeText]:
    """As Run.texts(), without reading what is at hand."""
    current = F("document__content__sha256")
    items = run.run_documents.select_related("document").annotate(
        current_row=F("document__content__pk"), current_sha256=current
    )
    return [text_of(item) for item in items.order_by("position")]


def text_of(item: Any) -> WholeText:
    """item: a RunDocument with the row and the hash of its document's text in force."""
    document, wanted = item.document, item.text_sha256
    if item.current_sha256 == wanted:
        key = ("text", "current", item.current_row, wanted)
    else:
        earlier = document.earlier_texts.filter(sha256=wanted).values_list("pk", flat=True).first()
        # One that was not kept is answered with the text in force, as Run.texts() does.
        key = (
            ("text", "earlier", earlier, wanted)
            if earlier
            else ("text", "current", item.current_row, item.current_sha256)
        )
    return under_title(SHELF.get(key, lambda: document.text_of(wanted), text_bytes), document)


def text_in_force(document: Document) -> WholeText:
    """Raises DocumentText.DoesNotExist while the document was not read."""
    row, sha256 = DocumentText.objects.values_list("pk", "sha256").get(document=document)
    found: WholeText = SHELF.get(("text", "current", row, sha256), lambda: document.content, text_bytes)
    return under_title(found, document)


def under_title(kept: WholeText, document: Document) -> WholeText:
    """The kept text of the document as it is called now; a copy, for other threads work with the same text."""
    mine = copy.copy(kept)
    mine.document = document
    return mine


def text_bytes(text: WholeText) -> int:
    return sys.getsizeof(text.text) + RECORD_BYTES * (len(text.pages) + len(text.anchors))


def row_of(text: WholeText) -> Hashable:
    """What tells a text, its pages, labels and clauses from every other: rows are replaced, never changed."""
    return (type(text).__name__, text.pk, text.sha256, text.document.paged)


def index_key(text: WholeText) -> Hashable:
    return ("index", row_of(text))


def has_index(text: WholeText) -> bool:
    return SHELF.has(index_key(text))


def index_of(text: WholeText) -> SourceIndex:
    return SHELF.get(
        index_key(text),
        lambda: SourceIndex(text.source()),
        lambda index: INDEX_BYTES * len(index.source.text),
    )


def opening_of(
    texts: list[WholeText], chat_format: ChatFormat, workspace_line: str, tokenizer_path: str
) -> Opening:
    shown = tuple((row_of(text), text.document.title) for text in texts)
    key = ("opening", chat_format.name, workspace_line, tokenizer_path, shown)

    def make() -> Opening:
        documents = [text.prompt_document() for text in texts]
        opening = chat_format.opening(documents, workspace_line=workspace_line)
        return Opening(opening, hashlib.sha256(opening.encode()), tokens.count(opening, tokenizer_path))

    return SHELF.get(key, make, lambda opening: sys.getsizeof(opening.text))


def prompt_of(opening: Opening, turns: list[Turn], chat_format: ChatFormat) -> Prompt:
    """As pipeline.prompts.render() makes it of the same documents and turns."""
    rest = chat_format.conversation(turns)
    sha256 = opening.sha256.copy()
    sha256.update(rest.encode())
    return Prompt(text=opening.text + rest, prefix=opening.text, sha256=sha256.hexdigest())


def count_of(opening: Opening, prompt: Prompt, tokenizer_path: str) -> TokenCount:
    """Counted in two parts: where they meet, the tokenizer may join two tokens to one, so never less than it is."""
    rest = tokens.count(prompt.text[len(opening.text) :], tokenizer_path)
    return TokenCount(opening.count.tokens + rest.tokens, opening.count.exact and rest.exact, rest.method)
