"""What a worker keeps of the documents it was asked about last, so that a second question costs no second reading.

A text, the part of a prompt that shows it and its citation index depend on the text alone (its hash is in
every key), and take seconds to make for a million tokens. Kept by characters, the least recently used goes first.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from docanalyzer.documents.models import WholeText
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.chat_formats import ChatFormat
from docanalyzer.pipeline.citations import SourceIndex
from docanalyzer.pipeline.prompts import Prompt, Turn
from docanalyzer.pipeline.tokens import TokenCount
from docanalyzer.runs.models import Run

ROOM = 12_000_000
"""Characters of text each shelf holds; an index takes several times its text in memory."""
Kept = TypeVar("Kept")


@dataclass(eq=False)
class Place(Generic[Kept]):
    weight: int
    alone: threading.Lock = field(default_factory=threading.Lock)
    kept: list[Kept] = field(default_factory=list)


class Shelf(Generic[Kept]):
    """Thread-safe; two threads that want the same thing make it once."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.places: OrderedDict[Hashable, Place[Kept]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, weight: int, make: Callable[[], Kept]) -> Kept:
        """What stands under `key`, made where it is not there. weight: its characters."""
        with self.lock:
            place = self.places.setdefault(key, Place(weight))
            self.places.move_to_end(key)
            while len(self.places) > 1 and sum(one.weight for one in self.places.values()) > self.room:
                self.places.popitem(last=False)
        with place.alone:
            if not place.kept:
                place.kept.append(make())
            return place.kept[0]


@dataclass(frozen=True, slots=True)
class Opening:
    """A prompt up to and including its documents; sha256: a hash object that has taken it in."""

    text: str
    sha256: Any
    count: TokenCount


TEXTS: Shelf[WholeText] = Shelf()
OPENINGS: Shelf[Opening] = Shelf()
INDEXES: Shelf[SourceIndex] = Shelf()


def texts_of(run: Run) -> list[WholeText]:
    """As Run.texts()."""
    return [
        text_of(item.document, item.text_sha256)
        for item in run.run_documents.select_related("document").order_by("position")
    ]


def text_of(document: Any, sha256: str) -> WholeText:
    found: WholeText = TEXTS.get(
        (document.pk, sha256), document.character_count or 0, lambda: document.text_of(sha256)
    )
    if found.sha256 != sha256:  # that text was not kept: this one may be replaced too
        return document.text_of(sha256)
    found.document = document  # with the title it has now
    return found


def index_of(text: WholeText) -> SourceIndex:
    key = (text.sha256, text.document.paged, len(text.anchors))
    return INDEXES.get(key, len(text.text), lambda: SourceIndex(text.source()))


def opening_of(
    texts: list[WholeText], chat_format: ChatFormat, workspace_line: str, tokenizer_path: str
) -> Opening:
    shown = tuple((text.sha256, text.document.title, text.document.paged) for text in texts)
    key = (chat_format.name, workspace_line, tokenizer_path, shown)
    weight = sum(len(text.text) for text in texts)

    def make() -> Opening:
        documents = [text.prompt_document() for text in texts]
        opening = chat_format.opening(documents, workspace_line=workspace_line)
        return Opening(opening, hashlib.sha256(opening.encode()), tokens.count(opening, tokenizer_path))

    return OPENINGS.get(key, weight, make)


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
