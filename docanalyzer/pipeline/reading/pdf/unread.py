"""What stands on a PDF page and is not in its text: pictures of text, and letters to which the file gives no meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pymupdf import mupdf

from docanalyzer.pipeline.reading.characters import page_ranges
from docanalyzer.pipeline.reading.pdf.stext import UNKNOWN, Block, picture_share
from docanalyzer.pipeline.reading.result import Page, PageFlag

_LONGEST_STAMP = 150
"""Characters on a page that is otherwise a picture: a scan with a Bates number, a fax header, a signature's stamp."""
_SHORT_STAMP = 40
_SAME = 0.8
_NUMBERS = re.compile(r"[\d\s]+")
_MOSTLY = 0.6
"""The share of a page that its pictures cover, from which it is taken for a scan."""
_ILLEGIBLE = 0.3
"""The share of unknown letters from which a page has no text layer worth the name."""
_NOTICEABLE = 0.02
_CODES_HELP = 0.2
_DEEPEST, _MOST_PARTS = 3, 50


def is_unread(shown: Any, text: str) -> bool:
    """Whether most of what a reader sees on the page is not in its text. shown: an fz_page."""
    if not text.strip() or share_unknown(text) >= _ILLEGIBLE:
        return True
    return len(text) <= _LONGEST_STAMP and picture_share(shown) >= _MOSTLY


def are_stamps(texts: Sequence[str]) -> bool:
    """Whether the pages say nothing, or the same but for numbers: what a scanner or an archive put on each.

    Slides over a picture have few words too, but each its own; their words are the document's.
    """
    forms = Counter(
        _NUMBERS.sub("", text) for text in texts if text.strip() and share_unknown(text) < _ILLEGIBLE
    )
    if not forms:
        return True
    if len(texts) == 1:
        return len(texts[0].strip()) <= _SHORT_STAMP
    return forms.most_common(1)[0][1] >= _SAME * sum(forms.values())


def share_unknown(text: str) -> float:
    return text.count(UNKNOWN) / max(len(text), 1)


def codes_may_be_letters(shown: Any, blocks: Sequence[Block]) -> bool:
    """Whether the codes of a page's many unknown glyphs tell more than nothing.

    The fonts of older programs have one byte a letter and mostly the letters' own codes; in composite fonts a
    code is the glyph's place in the font, and would become an arbitrary letter.
    """
    text = "".join(line.text for block in blocks for line in block.lines)
    return share_unknown(text) >= _CODES_HELP and not _has_composite_font(_resources(shown))


def _resources(shown: Any) -> Any:
    page = mupdf.pdf_page_from_fz_page(shown)
    return mupdf.pdf_dict_get_inheritable(page.obj(), mupdf.PDF_ENUM_NAME_Resources)


def _has_composite_font(resources: Any, depth: int = 0) -> bool:
    fonts = _values(mupdf.pdf_dict_get(resources, mupdf.PDF_ENUM_NAME_Font))
    if any(
        mupdf.pdf_to_name(mupdf.pdf_dict_get(font, mupdf.PDF_ENUM_NAME_Subtype)) == "Type0" for font in fonts
    ):
        return True
    parts = _values(mupdf.pdf_dict_get(resources, mupdf.PDF_ENUM_NAME_XObject))
    return bool(parts) and (
        depth >= _DEEPEST
        or any(
            _has_composite_font(mupdf.pdf_dict_get(part, mupdf.PDF_ENUM_NAME_Resources), depth + 1)
            for part in parts[:_MOST_PARTS]
        )
    )


def _values(dictionary: Any) -> list[Any]:
    return [mupdf.pdf_dict_get_val(dictionary, number) for number in range(mupdf.pdf_dict_len(dictionary))]


def unread_warnings(pages: Sequence[Page], unreadable: Sequence[int]) -> list[str]:
    """A sentence for each way in which pages are not in the text. unreadable: those that could not be parsed."""
    flagged = [page for page in pages if PageFlag.EMPTY in page.flags and page.index not in unreadable]
    foreign = [page.index for page in pages if share_unknown(page.text) >= _NOTICEABLE]
    named = {
        "no text layer": [page.index for page in flagged if not page.text],
        "no text layer but a few words on a picture": [
            page.index for page in flagged if page.text and page.index not in foreign
        ],
        f"letters that the file does not name, shown as {UNKNOWN}": foreign,
        "damaged content": list(unreadable),
    }
    return [
        f"{len(some):,} of {len(pages):,} pages {'has' if len(some) == 1 else 'have'} {what}: {page_ranges(some)}."
        for what, some in named.items()
        if some
    ]
