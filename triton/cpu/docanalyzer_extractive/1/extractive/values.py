"""A value that was found, and its record in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .outline import Outline, Sentence
from .wording import Wording, quotable


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the sentence it stands in; [start, end): where in that sentence."""

    value: str
    outline: Outline
    sentence: Sentence
    start: int
    end: int

    def cite(self, wording: Wording) -> str:
        return wording.cite(self.outline, self.sentence, (self.start, self.end))

    def record(self, wording: Wording) -> dict[str, Any]:
        """As JSON: value, quote and its page or paragraph."""
        record: dict[str, Any] = {
            "value": self.value,
            "quote": quotable(self.sentence.text, (self.start, self.end)),
            "page" if self.outline.paged else "paragraph": self.sentence.place,
        }
        return {**record, "document": self.outline.number} if wording.documents else record


def whole(outline: Outline, sentence: Sentence, start: int = 0) -> Value:
    """What a sentence says from `start` on, as the value."""
    text = sentence.text[start:]
    return Value(quotable(text), outline, sentence, start, start + min(len(text), 200))
