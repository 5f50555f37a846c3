"""What a reader writes into a text itself: "[deleted: …]" around struck words, heads of notes and comments.

A document may say such words too, to pass for deleted or for a comment. So a reader brackets its own with two characters
that no document's text can hold (characters.clean takes them out), and `settled` turns those into brackets only after the
document's own look-alikes have got another bracket, "［deleted: …". Nothing changes its length, so offsets stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.result import Reading

DELETED, MOVED_AWAY, STRUCK = "deleted", "moved away", "struck"
OPEN, CLOSE = "\x01", "\x02"
"""Stand for a reader's own brackets until the text is settled."""
_WIDE = {"[": "［", "]": "］"}
_MARKS = f"{DELETED}|{MOVED_AWAY}|{STRUCK}"
_HEADS = (
    r"(?:Footnote|Endnote)(?:\]| (?:[ivxlcdmIVXLCDM]+\]|(?P<letter>[A-Za-z])(?P=letter)*\]|[^A-Za-z\s\]]))"
    r"|Header\]|Footer\]|Comment \d|Tracked changes:"
)
"""A note's head holds its number, as a letter or a sign too; "[Footnote omitted]" is what courts write."""
_LOOKS_MADE = re.compile(rf"\[(?=\s*(?:{_MARKS})\s*:)|^\[(?={_HEADS})", re.MULTILINE | re.IGNORECASE)
_BRACKETS = re.compile(rf"[\[\]{OPEN}{CLOSE}]")
_BRACKETS_IN_LINE = re.compile(r"[\[\]\n]")
_STEPS = re.compile(rf"(?P<note>^\[Tracked changes: )|(?P<mark>\[(?:{_MARKS}): )|\[|\]", re.MULTILINE)
_MARK = re.compile(rf"\[(?:{_MARKS}): ")
_HEAD = re.compile(rf"^\[(?:{_HEADS})", re.MULTILINE)
_NOTED = "Words of this file that look like this reader's own marks begin with “［” in the text, as in “［deleted: …”."


def made(words: str, mark: str = "") -> str:
    """words in brackets of the reader's own, "[mark: words]"; still to be settled."""
    return f"{OPEN}{mark}: {words}{CLOSE}" if mark else f"{OPEN}{words}{CLOSE}"


def unmade(text: str) -> str:
    """Text of a document, without what is a reader's to write; where it may not have been cleaned."""
    return text.replace(OPEN, "").replace(CLOSE, "") if OPEN in text or CLOSE in text else text


def cleaned(text: str) -> str:
    """characters.clean, with the brackets still to be settled left in."""
    if OPEN not in text and CLOSE not in text:
        return clean(text)
    return "".join(
        part if part in (OPEN, CLOSE) else clean(part) for part in re.split(f"([{OPEN}{CLOSE}])", text)
    )


def settled(text: str) -> str:
    """The text as it is kept, as long as before: look-alikes told apart, and within a reader's own brackets every other
    bracket in a pair, so that none of the document's ends a deletion early."""
    text = _LOOKS_MADE.sub(_WIDE["["], text)
    if OPEN in text or CLOSE in text:
        letters = list(text)
        for at in _unpaired(text):
            letters[at] = _WIDE[letters[at]]
        text = "".join(letters).replace(OPEN, "[").replace(CLOSE, "]")
    return text


def _unpaired(text: str) -> list[int]:
    """Where, inside of a reader's own brackets, brackets of the document stand without their other half."""
    found: list[int] = []
    open_ones: list[int] = []
    depth = 0
    for match in _BRACKETS.finditer(text):
        at, letter = match.start(), match[0]
        if letter == OPEN:
            open_ones.append(at)
            depth += 1
        elif letter == "[" and depth:
            open_ones.append(at)
        elif letter == "]" and depth:
            if text[open_ones[-1]] == "[":
                open_ones.pop()
            else:
                found.append(at)
        elif letter == CLOSE:
            while open_ones and text[open_ones[-1]] == "[":
                found.append(open_ones.pop())
            depth -= bool(open_ones)
            del open_ones[-1:]
    return found


def settled_reading(reading: Reading) -> Reading:
    """The reading with every text settled, and a warning where the document's own words look like marks."""
    pages = tuple(replace(page, text=settled(page.text)) for page in reading.pages)
    # Each path of headings once: the anchors below a heading share it.
    paths = {anchor.headings: anchor.headings for anchor in reading.anchors}
    paths = {path: tuple(map(settled, path)) for path in paths}
    anchors = tuple(
        replace(anchor, clause=settled(anchor.clause), headings=paths[anchor.headings])
        for anchor in reading.anchors
    )
    alike = any(_LOOKS_MADE.search(page.text) for page in reading.pages)
    return replace(
        reading,
        pages=pages,
        anchors=anchors,
        title=settled(reading.title),
        warnings=(*map(settled, reading.warnings), *([_NOTED] if alike else [])),
    )


def deleted_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) in code points of each passage that is not in force, in order: "[deleted: …]", "[moved away: …]",
    "[struck: …]", brackets included. One inside another belongs to the outer one; the note on tracked changes, which
    names the mark, has none."""
    if not _MARK.search(text):
        return []
    closed: list[tuple[int, int, str]] = []
    open_ones: list[tuple[str, int]] = []
    for step in _STEPS.finditer(text):
        if step[0] != "]":
            open_ones.append((step.lastgroup or "", step.start()))
        elif open_ones:
            kind, start = open_ones.pop()
            if kind:
                closed.append((start, step.end(), kind))
    spans, done = [], 0
    for start, end, kind in sorted(closed):
        if start >= done:
            done = end
            spans += [(start, end)] if kind == "mark" else []
    return spans


def made_spans(text: str) -> list[tuple[int, int]]:
    """[start, end) in code points of what the product says itself, in order: the heads "[Footnote 1]", "[Header]",
    "[Comment 2 by A. Author, on ¶12 “the words”]" without what follows them, and the note on tracked changes."""
    spans: list[tuple[int, int]] = []
    for head in _HEAD.finditer(text):
        depth = 0
        for bracket in _BRACKETS_IN_LINE.finditer(text, head.start()):
            if bracket[0] == "\n":
                break
            depth += 1 if bracket[0] == "[" else -1
            if not depth:
                spans.append((head.start(), bracket.end()))
                break
    return spans
