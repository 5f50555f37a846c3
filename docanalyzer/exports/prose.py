"""A model's Markdown with its citations as numbered references: as HTML for Word and PDF, as Markdown with footnotes."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import groupby

from docanalyzer.exports.report import Prose, Reference
from docanalyzer.pipeline import markdown
from docanalyzer.pipeline.citations import Claim

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_IMAGE = re.compile(r"!\[")


def prose_html(prose: Prose) -> str:
    """Safe HTML; where the answer cites, the place and the reference's number: (p. 87)<a class="ref">[3]</a>."""

    def chips(number: int, claims: Sequence[Claim], written: str) -> str:
        return "".join(map(reference_html, prose.references[number : number + len(claims)]))

    return markdown.render(prose.markdown, prose.claims, chips) if prose.markdown else ""


def reference_html(reference: Reference) -> str:
    number = reference.number
    return (
        f'({html.escape(reference.place)})<a class="ref" href="#ref-{number}" title="{number}">[{number}]</a>'
    )


def prose_markdown(prose: Prose) -> str:
    """The answer as it was written, a footnote's mark after each of its citations."""
    numbered = sorted(zip(prose.claims, prose.references, strict=True), key=lambda pair: pair[0].start)
    pieces, end = [], 0
    for (_, stop), group in groupby(numbered, key=lambda pair: (pair[0].start, pair[0].end)):
        if stop < end:
            continue
        marks = "".join(f"[^{reference.number}]" for _claim, reference in group)
        pieces += [harmless(prose.markdown[end:stop]), marks]
        end = stop
    return "".join([*pieces, harmless(prose.markdown[end:])])


def harmless(text: str) -> str:
    """No HTML and no pictures from elsewhere, wherever the file is shown."""
    return _IMAGE.sub(r"!\\[", _TAG.sub(r"\\<", text))


def escaped(text: str) -> str:
    """Words of a document or a person as one line of Markdown, whatever signs they hold."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
