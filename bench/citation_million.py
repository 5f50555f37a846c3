"""A text of a million tokens and an answer with 200 citations of it."""

from __future__ import annotations

import random
import re
from functools import partial

from bench.citation_documents import documents
from docanalyzer.pipeline.citations import Claim, PageSpan, Place, SourceText


def _digit(picker: random.Random, _: re.Match[str]) -> str:
    return picker.choice("0123456789")


def million(style: str) -> SourceText:
    """4 MB over 2,400 pages or more, no two pages alike."""
    pages: list[str] = []
    length, turn = 0, 0
    bodies = [one.source.text for one in documents() if one.style == style]
    while length < 4_000_000:
        picker = random.Random(turn)
        text = re.sub(r"\d", partial(_digit, picker), bodies[turn % len(bodies)])
        words = [word if picker.random() < 0.7 else word[::-1] for word in re.findall(r"\S+|\s+", text)]
        text = "".join(words)
        pages += [text[at : at + 1650] for at in range(0, len(text), 1650)]
        length, turn = length + len(text), turn + 1
    spans, start = [], 0
    for number, page in enumerate(pages, start=1):
        spans.append(PageSpan(number, str(number), start, start + len(page)))
        start += len(page) + 2
    return SourceText("\n\n".join(pages), spans)


def claims_for(source: SourceText, count: int = 200) -> list[Claim]:
    """Six true, one each with another page, a changed digit, an ellipsis, and an invented one, in ten."""
    picker, claims = random.Random(1), []
    for turn in range(count):
        page = picker.choice(source.pages)
        at = picker.randrange(page.start, max(page.start + 1, page.end - 200))
        quote = source.text[at : at + 150]
        quote = quote[quote.find(" ") + 1 : quote.rfind(" ")] if " " in quote else quote
        number = page.index
        if turn % 10 == 6:
            number = picker.choice(source.pages).index
        elif turn % 10 == 7:
            quote = re.sub(r"\d", "7", quote, count=1)
        elif turn % 10 == 8:
            quote = f"{quote[:50].rpartition(' ')[0] or quote[:50]} … {quote[90:].partition(' ')[2] or quote[90:]}"
        elif turn % 10 == 9:
            quote = "".join(picker.sample(quote, len(quote)))
        claims.append(Claim(0, 0, quote, (Place(page=number),)))
    return claims
