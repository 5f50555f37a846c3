"""Pages in words: [14, 15, …, 20]|page_ranges → "pages 14–20"."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from docanalyzer.pipeline.reading.characters import ranges

register = template.Library()
LONGEST = 90
"""Characters: a scan with gaps everywhere would fill the screen."""


@register.filter
def page_ranges(indexes: list[int]) -> str:
    """ "page 3", "pages 3, 14–16", and for a very long list "pages 3, 14–16, … (120 in all)"; "" for none."""
    if not indexes:
        return ""
    shown = ranges(indexes)
    if len(shown) > LONGEST:
        some = shown[:LONGEST].rpartition(", ")[0]
        return ngettext("page %(ranges)s", "pages %(ranges)s, … (%(count)d in all)", len(indexes)) % {
            "ranges": some,
            "count": len(indexes),
        }
    return ngettext("page %(ranges)s", "pages %(ranges)s", len(indexes)) % {"ranges": shown}
