"""Names of exported files: safe on every system, and said as RFC 6266 wants it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
MOST_BYTES = 180
"""Of the stem: file systems allow 255 for a name, and browsers add to it."""


def file_name(title: str, suffix: str) -> str:
    """A title as a file's name: no separators, control or direction characters, not too long. suffix: "docx"."""
    stem = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", title))
    stem = " ".join(stem.split()).strip(". ")
    stem = stem.encode()[:MOST_BYTES].decode(errors="ignore").strip(". ")
    if not stem or _RESERVED.match(stem):
        stem = f"export {stem}".strip()
    return f"{stem}.{suffix}"


def content_disposition(name: str) -> str:
    """attachment, with an ASCII name for old programs and the real one in UTF-8."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    ascii_name = " ".join(re.sub(r"[^A-Za-z0-9._ -]+", "", ascii_name).split())
    if not ascii_name.rpartition(".")[0].strip(". -_"):
        ascii_name = f"export.{name.rpartition('.')[2]}"
    if ascii_name == name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
