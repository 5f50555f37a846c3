"""One text of Markdown → safe HTML."""

from __future__ import annotations

from collections.abc import Sequence

import nh3

from docanalyzer.pipeline.citations import Claim
from docanalyzer.pipeline.citations.bidi import without_controls
from docanalyzer.pipeline.markdown.chips import Chip, Marks, chip_button
from docanalyzer.pipeline.markdown.parser import make_parser

TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span"),
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES = {"th": ALIGNMENTS, "td": ALIGNMENTS, "span": {"link-target"}}
ATTRIBUTES = {"ol": {"start"}}

PARSER = make_parser()


def render(markdown: str, claims: Sequence[Claim] = (), chip: Chip = chip_button, *, first: int = 0) -> str:
    """Safe HTML of a model's Markdown. No link, image, style, script, identifier or event of its own, and no
    character that turns the order in which the others are shown.

    claims: the citations found in `markdown`, with offsets into it; each bracket becomes `chip(…)`, except in
    code. What `chip` gives goes to the page as it is. first: the number of the first claim.
    """
    marks = Marks(markdown, claims, chip, first=first)
    rendered = PARSER.render(marks.text, {"restore": marks.restore})
    return without_controls(marks.to_chips(_clean(rendered)))


def _clean(rendered: str) -> str:
    """The parser lets nothing through already; this holds if it ever does."""
    return nh3.clean(
        rendered,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=set(),
        link_rel=None,
    )
