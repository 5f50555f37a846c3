"""Forms of Adobe's XFA kind: what they say is in an XML beside the pages, and few readers draw it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

WARNING = (
    "This PDF is an XFA form: only its pages were read, and a reader that knows XFA may show more than they do. "
    "If something is missing, open it in Adobe Acrobat or Reader, print it to a PDF and upload that."
)
REFUSAL = (
    "This PDF is an XFA form: its pages hold nothing but a request to open it in Adobe Acrobat or Reader. "
    "Open it there, print it to a PDF and upload that."
)
_LONGEST_NOTICE = 1_500
_NOTICE = re.compile(
    r"please wait\W|not eventually replaced|later version of the PDF viewer|upgrade to the latest version of Adobe"
    r"|bitte warten|veuillez (?:patienter|attendre)|espere por favor|por favor,? espere|attendere prego|aguarde"
    r"|请稍候|請稍候|お待ちください|기다려",
    re.IGNORECASE,
)
"""What Adobe's programs put on the one page that other readers show, in some of its languages."""


def is_xfa(document: Any) -> bool:
    """document: a pymupdf.Document."""
    kind, value = _of_catalog(document, "AcroForm/XFA")
    return kind in ("xref", "array", "stream") and value != "[]"


def is_placeholder(document: Any, texts: Sequence[str]) -> bool:
    """Whether the pages of an XFA form, with these texts, only ask for a reader that can draw it."""
    if len(texts) != 1 or len(texts[0]) > _LONGEST_NOTICE or _has_fields(document):
        return False
    return bool(_NOTICE.search(texts[0])) or _of_catalog(document, "NeedsRendering")[1] == "true"


def _has_fields(document: Any) -> bool:
    """Whether the first page has something to fill in, or other annotations: no notice has."""
    return document.xref_get_key(document.page_xref(0), "Annots")[1] not in ("null", "[]")


def _of_catalog(document: Any, key: str) -> tuple[str, str]:
    catalog = document.pdf_catalog()
    kind, value = document.xref_get_key(catalog, key) if catalog > 0 else ("null", "null")
    return str(kind), str(value)
