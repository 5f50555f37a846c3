"""What of a page's text is shown over its image."""

import pymupdf

SHOWN_TEXT = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)
"""As the reader takes it: no TEXT_PRESERVE_LIGATURES ("ﬁ" becomes "fi"), no images."""
