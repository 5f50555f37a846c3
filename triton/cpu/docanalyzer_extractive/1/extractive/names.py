"""Who is named behind a label: "Buyer: Birch plc", "Present: Jane Roe, Max Holt"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import patterns
from .outline import Outline, Sentence
from .values import Value

_LISTED = re.compile(r"\s*[,，、;；]\s*(?![^（(]*[)）])|\s+and\s+")
_BEFORE = re.compile(r"[“\"‘'«《]?(?:(?:da|de|del|den|der|di|du|la|le|ten|ter|van|von)\s+)*")
"""What a name may begin with that tells nothing: "van der Berg BV"."""
_ACTS = re.compile(
    r"(?:(?i:shall|must|agrees?|undertakes?|and|or|to)|WILL|MAY|CAN)\b"
    r"|应[当该向在于按付支]|须|不得|有权|同意|负责|承诺|保证"
)
"""What a party does, in a heading or in capitals; in small letters any word tells it."""


def is_name(text: str) -> bool:
    """Whether a label's neighbour may be a name: "Birch plc", "eBay GmbH", not "shall pay", "USD 5,000" or "(a bank)"."""
    name = _BEFORE.sub("", text, count=1)
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    if not first[:1].isalnum() or first.islower() or _ACTS.match(name):
        return False
    return not any(one.start == 0 for kind in ("amount", "date") for one in patterns.find(kind, text))


def names(outline: Outline, sentence: Sentence, start: int, many: bool) -> Iterator[Value]:
    """The names after a label, one by one where a list is asked for."""
    place, text = start, sentence.text.rstrip(" .。")
    while place < len(text):
        separator = _LISTED.search(text, place) if many else None
        end = separator.start() if separator else len(text)
        if end - place > 1:
            yield Value(text[place:end], outline, sentence, place, end)
        place = separator.end() if separator else len(text)
