"""Small PDFs made for a test: our own words, nothing copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf


def pdf(path: Path, *texts: str, **saving: Any) -> Path:
    """One page a text; "" is a page without a text layer. `saving` goes to Document.save."""
    document = pymupdf.open()
    for text in texts:
        page = document.new_page()
        if text:
            page.insert_textbox(pymupdf.Rect(72, 72, 520, 760), text, fontsize=11)
    document.save(path, **saving)
    document.close()
    return path


def raw_pdf(path: Path, content: bytes, *, pages: int = 1) -> Path:
    """`pages` pages that share one content stream, written by hand with a valid cross-reference table."""
    kids = " ".join(f"{number + 5} 0 R" for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        content,
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R>>"
    objects += [page] * pages
    body, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(bytes(body))
    return path
