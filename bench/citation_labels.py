"""Labelled quotes over our own documents: true in many spellings, altered, moved, paraphrased, invented."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from bench.citation_changes import (
    ALTERATIONS,
    INVENTED_CHINESE,
    INVENTED_ENGLISH,
    INVENTED_JAPANESE,
    NEGATION,
    SPELLINGS,
    Change,
)
from bench.citation_documents import Document, Sentence, documents
from docanalyzer.pipeline.citations import Place

TRUE, MOVED, FALSE = "true", "moved", "false"


@dataclass(frozen=True)
class Label:
    """One quote. truth: TRUE (verified is right), MOVED or FALSE (verified would be an error).

    [start, end): where the words come from, for FALSE where the unaltered ones stand, -1 if invented.
    """

    document: Document
    kind: str
    truth: str
    quote: str
    place: Place | None
    start: int = -1
    end: int = -1


def labelled(seed: int = 57, made: list[Document] | None = None) -> list[Label]:
    """The whole set, the same for the same seed: some 1,300 quotes over 24 documents."""
    labels = []
    for document in made or documents():
        source = random.Random(f"{seed}-{document.name}")
        picked = source.sample(document.sentences, min(40, len(document.sentences)))
        for kind, change in SPELLINGS.items():
            labels += _spelled(document, picked, kind, change, source)
        labels += _crossing(document) + _ellipses(document, picked, source) + _spans(document, source)
        for kind, change in ALTERATIONS.items():
            labels += _altered(document, picked, kind, change, source)
        labels += _moved(document, picked, source) + _invented(document, source)
    return labels


def claimed(document: Document, number: int) -> Place:
    """Its page; in a contract by turns its clause and its paragraph."""
    if document.source.paged:
        return Place(page=number)
    if number % 2 or number > len(document.source.anchors):  # a moved one may claim a place behind the end
        return Place(paragraph=number)
    return Place(clause=document.source.anchors[number - 1].clause)


def _spelled(
    document: Document,
    picked: list[Sentence],
    kind: str,
    change: Change,
    source: random.Random,
    most: int = 2,
) -> list[Label]:
    found: list[Label] = []
    for one in source.sample(picked, len(picked)):
        quote = change(one.words if kind != "as set" else document.source.text[one.start : one.end], source)
        if quote is not None and len(found) < most and _stands_once(document, one):
            found.append(Label(document, kind, TRUE, quote, claimed(document, one.place), one.start, one.end))
    return found


def _altered(
    document: Document,
    picked: list[Sentence],
    kind: str,
    change: Change,
    source: random.Random,
    most: int = 3,
) -> list[Label]:
    found: list[Label] = []
    for one in source.sample(picked, len(picked)):
        quote = change(one.words, source)
        if quote is None or len(found) == most or _squeezed(quote) in _squeezed(document.source.text):
            continue
        found.append(Label(document, kind, FALSE, quote, claimed(document, one.place), one.start, one.end))
    return found


def _crossing(document: Document) -> list[Label]:
    return [
        Label(document, "across pages", TRUE, one.words, claimed(document, one.place), one.start, one.end)
        for one in document.sentences
        if one.place != one.last_place
    ]


def _ellipses(document: Document, picked: list[Sentence], source: random.Random) -> list[Label]:
    """Leave out the middle: "A … B". A middle that hides a negation is FALSE."""
    found = []
    for number, one in enumerate(picked[:4]):
        units = one.words.split(" ") if " " in one.words else list(one.words)
        joint = " " if " " in one.words else ""
        third = max(2, len(units) // 3)
        first, middle, last = units[:third], units[third:-third], units[-third:]
        dots = [" … ", "...", " [...] ", "……"][number % 4]
        ends = _squeezed(joint.join(first)), _squeezed(joint.join(last))
        if not middle or not ends[1] or _splits_number(first, middle, last):
            continue
        if all(_squeezed(document.source.text).count(end) > 1 for end in ends):
            continue  # the same words stand elsewhere too
        hidden = NEGATION.search(joint.join(middle))
        truth, kind = (FALSE, "ellipsis hides not") if hidden else (TRUE, "ellipsis")
        quote = joint.join(first) + dots + joint.join(last)
        found.append(Label(document, kind, truth, quote, claimed(document, one.place), one.start, one.end))
    return found


def _splits_number(first: list[str], middle: list[str], last: list[str]) -> bool:
    """Whether a cut falls into or beside a number, a negation or a name, which no careful quoter does."""
    edges = (first[-1], middle[0], middle[-1], last[0])
    return any(re.search(r"[\d.,％%$€£]|[A-Za-z]\"|million|not|No|[不未非无無]", edge) for edge in edges) or (
        all(len(edge) == 1 for edge in edges) and bool(re.search("[ぁ-んァ-ヶ]", "".join(edges)))
    )


def _spans(document: Document, source: random.Random) -> list[Label]:
    """Two sentences at once, and one without any place claimed."""
    found = []
    joint = " " if document.style in ("en", "contract") else ""
    for one, two in zip(document.sentences[::9], document.sentences[1::9], strict=False):
        if document.source.paged and one.end < two.start:
            quote, place = one.words + joint + two.words, claimed(document, one.place)
            found.append(Label(document, "two sentences", TRUE, quote, place, one.start, two.end))
    one = source.choice(document.sentences)
    found.append(Label(document, "no place claimed", TRUE, one.words, None, one.start, one.end))
    return found


def _moved(document: Document, picked: list[Sentence], source: random.Random) -> list[Label]:
    found = []
    last = max(one.last_place for one in document.sentences)
    for one in picked[4:7]:
        others = [place for place in range(1, last + 3) if not one.place <= place <= one.last_place]
        if _stands_once(document, one):
            place = claimed(document, source.choice(others))
            found.append(Label(document, "moved", MOVED, one.words, place, one.start, one.end))
    return found


def _invented(document: Document, source: random.Random) -> list[Label]:
    stock = {"zh": INVENTED_CHINESE, "contract-zh": INVENTED_CHINESE, "ja": INVENTED_JAPANESE}
    lines = stock.get(document.style, INVENTED_ENGLISH)
    place = claimed(document, document.sentences[3].place)
    return [Label(document, "invented", FALSE, line, place) for line in source.sample(lines, 4)]


def _stands_once(document: Document, one: Sentence) -> bool:
    return _squeezed(document.source.text).count(_squeezed(one.words)) <= 1


def _squeezed(text: str) -> str:
    return re.sub(r"-\n|[\W_]", "", text).casefold()
