"""Documents as a language model gets them: every page, or every numbered paragraph, of every document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docanalyzer.pipeline.prompts.neutral import attribute, neutralise, neutralise_paragraphs
from docanalyzer.pipeline.prompts.parts import PromptDocument, PromptPage
from docanalyzer.pipeline.reading.result import PAGE_SEPARATOR


def documents_block(documents: Sequence[PromptDocument]) -> str:
    """All documents in order, numbered from 1, one after another on lines of their own."""
    return "\n".join(_document(number, document) for number, document in enumerate(documents, start=1))


def _document(number: int, document: PromptDocument) -> str:
    opening = f'<document number="{number}" title="{attribute(document.title)}">'
    body = map(_page, document.pages) if document.paged else [numbered_paragraphs(document)]
    return "\n".join([opening, *body, "</document>"])


def _page(page: PromptPage) -> str:
    label = attribute(page.label)
    shown = f' label="{label}"' if label and label != str(page.index) else ""
    return f'<page number="{page.index}"{shown}>\n{neutralise(page.text)}\n</page>'


def numbered_paragraphs(document: PromptDocument) -> str:
    """An unpaged document's whole text; each paragraph opens on its own line with "¶57 "."""
    text = PAGE_SEPARATOR.join(page.text for page in document.pages)
    return "".join(_paragraphs(text, document))


def _paragraphs(text: str, document: PromptDocument) -> Iterator[str]:
    anchors = sorted(document.anchors, key=lambda anchor: anchor.start)
    # Neutral as a whole first: a marker must not hide by standing across the border of two paragraphs.
    text = neutralise(text)
    first = anchors[0].start if anchors else len(text)
    yield neutralise_paragraphs("\n" + text[:first])[1:]
    for anchor, following in zip_longest(anchors, anchors[1:]):
        end = following.start if following else len(text)
        if anchor.start and text[anchor.start - 1] != "\n":
            yield "\n"
        yield f"¶{anchor.ordinal} {neutralise_paragraphs(text[anchor.start : end])}"
