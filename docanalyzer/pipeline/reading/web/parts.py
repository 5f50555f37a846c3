"""What was saved with a web page: its frames and style files. Nothing else is looked for, nothing is fetched."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.encoding import Decoded, decode
from docanalyzer.pipeline.reading.web.tags import MOST_ATTRIBUTES, has_overfull_tag

PAGE_TYPES = ("text/html", "application/xhtml+xml")
DEEPEST_FRAME = 4
MOST_FRAMES = 500
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
_CSS_ENCODING = re.compile(rb"""^@charset\s+["']([\w-]+)""", re.IGNORECASE)
_NO_PAGE = ("", "about:blank", "about:srcdoc")


@dataclass(slots=True)
class SavedParts:
    """The parts of a single-file archive by their addresses; empty for a page saved alone.

    unread: frames whose page was not saved, or that are nested too deep.
    """

    parts: dict[str, Any] = field(default_factory=dict)
    unread: int = 0
    read: int = 0

    @classmethod
    def of(cls, message: Any) -> SavedParts:
        """message: the email.message.Message of an MHTML file."""
        found: dict[str, Any] = {}
        for part in _parts(message):
            content_id = str(part.get("Content-ID", "")).strip().strip("<>")
            for address in (str(part.get("Content-Location", "")).strip(), f"cid:{content_id}"):
                if len(address) > len("cid:"):
                    found.setdefault(address, part)
        return cls(found)

    def style_file(self, base: str, address: str) -> str | None:
        """The text of a style file. base: the address of the page that names it."""
        part = self._part(base, address)
        if part is None:
            return None
        content, charset = _content(part)
        named = _CSS_ENCODING.match(content)
        return decode(content, charset or (named[1].decode("ascii") if named else "")).text

    def frame(self, base: str, element: Any, depth: int) -> tuple[Any, str] | None:
        """(root, address) of the page inside an <iframe> or <frame>; None where there is none to read."""
        source, inline = (element.get("src") or "").strip(), element.get("srcdoc")
        if inline is None and source in _NO_PAGE:
            return None
        part = None if inline is not None else self._part(base, source)
        is_page = inline is not None or (part is not None and part.get_content_type() in PAGE_TYPES)
        if not is_page or depth >= DEEPEST_FRAME or self.read >= MOST_FRAMES:
            self.unread += 1
            return None
        self.read += 1
        root = parse(inline if inline is not None else decode_page(*_content(part)).text)
        return None if root is None else (root, base if part is None else location(part))

    def _part(self, base: str, address: str) -> Any:
        try:
            joined = urldefrag(urljoin(base, address)).url
        except ValueError:
            joined = address
        return self.parts.get(address) or self.parts.get(joined)


def message_of(content: bytes) -> Any:
    """The email.message.Message of an MHTML file. Raises ReadingError where parts are nested too deep."""
    try:
        return email.message_from_bytes(content, policy=email.policy.compat32)
    except RecursionError as error:
        raise ReadingError(
            Outcome.DAMAGED,
            "The parts of this saved web page (MHTML) are nested too deeply to be read. Save it again from the browser.",
        ) from error


def _parts(message: Any) -> Iterator[Any]:
    """As Message.walk, which recurses."""
    stack = [message]
    while stack:
        part = stack.pop()
        yield part
        if part.is_multipart():
            stack += reversed(part.get_payload())


def location(part: Any) -> str:
    return str(part.get("Content-Location", "")).strip()


def pages_of(message: Any) -> Iterable[Any]:
    return (part for part in _parts(message) if part.get_content_type() in PAGE_TYPES)


def _content(part: Any) -> tuple[bytes, str]:
    return part.get_payload(decode=True) or b"", part.get_content_charset() or ""


def decode_page(content: bytes, charset: str = "") -> Decoded:
    """charset: what stands outside of the page; it wins over what the page says of itself."""
    declared = _CHARSET.search(content[:4096]) or _XML_ENCODING.search(content[:200])
    return decode(content, charset or (declared[1].decode("ascii") if declared else ""))


def parse(text: str) -> Any:
    """The lxml root, None for a page without an element. Raises ReadingError where it is nested too deep or a tag is too
    full."""
    page = clean(text)
    if has_overfull_tag(page):
        raise ReadingError(
            Outcome.TOO_LARGE,
            f"A tag of this web page has more than {MOST_ATTRIBUTES:,} attributes, which takes too long to read; the "
            "page may be damaged. Print it to PDF from the browser.",
        )
    # From bytes: lxml refuses a str with an encoding declaration. huge_tree: without it the parser drops what
    # is nested 256 deep, without a word; memory is the sandbox's to limit.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadingError(
            Outcome.TOO_LARGE,
            "This web page is nested too deeply to be read whole. Print it to PDF from the browser.",
        )
    return root
