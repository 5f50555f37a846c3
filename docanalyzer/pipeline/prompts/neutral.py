"""Take the power out of text that looks like the prompt's own markers, one character for one character.

A tokenizer reads `<|user|>` in a document as a real change of speaker, and a model reads `<page number="9">`
as a real page. One character of each is swapped for its full-width twin, which NFKC folds back, so offsets
stay true and a quote of the swapped words is still found in the text.
"""

from __future__ import annotations

import re
from typing import Any

_TAGS = "sop|eop|page|document|think|tools|tool_call|tool_response"
_MARKERS = re.compile(
    rf"""
      < (?= [|｜] | \s{{0,3}} /? \s{{0,3}} (?:{_TAGS}) (?![a-z0-9_]) )   # <|…|>, <sop>, <page …, </page>
    | \[ (?= \s? [gs]?MASK \s? \] )                                       # [MASK], [gMASK], [sMASK]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWINS = {"<": "＜", "[": "［"}
_LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_PARAGRAPH_MARK = re.compile(rf"(?<=[{_LINE_BREAKS}])([^\S{_LINE_BREAKS}]*)¶(?=\s?\d)")


def neutralise(text: str) -> str:
    """`text` without chat, mask, page or document markers. Same length; a second time changes nothing."""
    return _MARKERS.sub(lambda match: _TWINS[match.group()], text)


def neutralise_paragraphs(text: str) -> str:
    """Like `neutralise`; also no line within `text` opens with a paragraph's number ("¶57")."""
    return _PARAGRAPH_MARK.sub(r"\1⁋", neutralise(text))


def one_line(text: str) -> str:
    """`text` for a title, a label or a file name: neutral, on one line, no control characters."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return neutralise(" ".join(printable.split()))


def attribute(text: str) -> str:
    """`one_line`, fit to stand between double quotes in a tag."""
    return one_line(text).replace('"', "＂").replace(">", "＞")


def neutralise_values(value: Any) -> Any:
    """Every string in a JSON-like value made neutral, keys included."""
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, dict):
        return {neutralise(str(key)): neutralise_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [neutralise_values(item) for item in value]
    return value
