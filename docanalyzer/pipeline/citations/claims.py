"""Find the citations in a model's output, whole or as it streams in.

The written form is “exact words” [p. 87]. What real models make of it is understood as well: other
quotation marks, emphasis, full stops between, (p. 87) or 【第87页】, the place before the quote, block quotes,
several quotes before one bracket, no bracket at all (“exact words”, p. 87), the quote in the bracket
[p. 87: “exact words”], a link into the page, and JSON answers. What names no place is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.pipeline.citations.json_claims import JsonClaims, is_json
from docanalyzer.pipeline.citations.numerals import CHINESE_NUMERAL
from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.quotes import (
    Span,
    is_within_quotation,
    quote_after,
    quote_before,
    quotes_joined_before,
    quotes_within,
)
from docanalyzer.pipeline.citations.types import Claim, Place

_BRACKET = re.compile(
    r"[\[［【〔](?P<square>[^\[\]［］【】〔〕]{1,200}?)[\]］】〕]"
    r"|[(（](?P<round>(?:[^()（）\n]|\([^()\n]{1,8}\)){1,120}?)[)）]"
)
_ENCLOSED = re.compile(
    r"(?P<open>[\[［【〔(（])(?P<place>(?:[^\[\]［］【】〔〕()（）“”\"„「」『』«»\n]|\((?:[a-zA-Z]{1,3}|\d{1,5})\)){2,60}?)"
    r"(?P<glue>[ \t*_]*[:：,，–—-]?[ \t*_]*)(?=[“\"„「『«])"
)
_PAGES = r"\d{1,5}(?![\w%]|\.\d)(?:[ \t]{0,2}(?:[-–—~～]|to|through)[ \t]{0,2}\d{1,5}(?![\w%]|\.\d))?"
_NEXT_PAGES = rf"[ \t]{{0,2}}(?:,|&|and)[ \t]{{0,2}}{_PAGES}(?![ \t]{{1,2}}(?!and\b)\w)"
_CHINESE = rf"(?:\d{{1,5}}|{CHINESE_NUMERAL})"
_BARE = re.compile(
    # Not between “ and its words: what stands there is quoted itself. (“ closes „, and " must not open.)
    r"(?P<mark>[”」』](?=[ \t,，*_–—第pP])|[\"＂»“](?=[ \t,，*_–—]))"
    r"[*_]{0,3}[ \t]{0,3}[,，]?[ \t]{0,3}[–—]?[ \t]{0,3}[*_]{0,3}"
    r"(?P<bare>(?:\d{1,3}:[ \t]?)?(?:"
    rf"[Pp](?:p\.?|ages)[ \t]{{0,2}}{_PAGES}(?:{_NEXT_PAGES})*"
    rf"|[Pp](?:g?\.|age\b|(?=[ \t]?\d))[ \t]{{0,2}}(?:{_PAGES}|[ivxlc]{{1,8}}\b)"
    rf"|第[ \t]?{_CHINESE}(?:[ \t]?[-–—~～至到][ \t]?第?[ \t]?{_CHINESE})?[ \t]?(?:页|頁|ページ)"
    rf"|¶{{1,2}}[ \t]?{_PAGES})(?:[ \t]of[ \t]\d{{1,5}}\b|/\d{{1,5}}\b)?)"
)
_WRITTEN = re.compile(f"{_ENCLOSED.pattern}|{_BRACKET.pattern}|{_BARE.pattern}")
_FRAGMENT = re.compile(r"\(#[^()\s]{0,80}\)")
_BEGUN_FRAGMENT = re.compile(r"\((?:#[^()\s]{0,80})?\Z")
_CLOSING = dict(zip("[［【〔(（", "]］】〕)）", strict=True))
_LONGEST_BRACKET = 210
_LONGEST_BARE = 2000
"""A quote without a bracket for its place, which is looked for behind each quotation mark before “p. 3”."""
_LONGEST_NEXT_PAGES = 40
"""After so much more text a bare place cannot grow."""
_BESIDE = re.compile(r"[\s,，;；、*_]*(?:and|及|和|与)?[\s*_]*", re.IGNORECASE)
_AFTER_QUOTE = re.compile(r"[ \t*_.,。，]*")
_LINE_START = re.compile(r"[\s>*_#•-]*(?:\d+[.)、]\s*)?[*_]*")
_PAGED = re.compile(r"\d\s*(?:页|頁|ページ)|\bp{1,2}\.?\s*\d|\bpages?\b|¶", re.IGNORECASE)


def find_claims(output: str) -> list[Claim]:
    """All claims of a whole output, in the order of their brackets."""
    stream = ClaimStream()
    return stream.feed(output) + stream.close()


class ClaimStream:
    """Claims as the output arrives: feed() gives those that became complete, close() the rest.

    A claim is given once, as soon as nothing that follows can change it. Fed in any pieces, the claims
    are those of find_claims() on the whole.
    """

    def __init__(self) -> None:
        self._text = ""
        self._json: JsonClaims | None = None
        self._prose: _Prose | None = None

    def feed(self, text: str) -> list[Claim]:
        self._text += text
        return self._advance(final=False, news=text)

    def close(self) -> list[Claim]:
        return self._advance(final=True, news="")

    def _advance(self, *, final: bool, news: str) -> list[Claim]:
        if self._json is None and self._prose is None:
            decided = is_json(self._text, final=final)
            if decided is None:
                return []
            self._json, self._prose = (JsonClaims(), None) if decided else (None, _Prose())
            news = self._text
        if self._json is not None:
            return self._json.advance(self._text) if final or "}" in news else []
        assert self._prose is not None  # noqa: S101
        return self._prose.advance(self._text, final=final)


_Read = tuple[list[Claim], int | None] | None
"""The claims of one match and where to go on, None where it is no citation; None: more text must come first."""


@dataclass
class _Prose:
    """What is settled of a prose output: brackets before `at` are done; the last claim's bracket ends at `floor`."""

    at: int = 0
    floor: int = 0
    last_quote: Span | None = None

    def advance(self, text: str, *, final: bool) -> list[Claim]:
        claims: list[Claim] = []
        at = self.at
        while True:
            match = _WRITTEN.search(text, at)
            if match is None:
                # Not further: an outer bracket that holds those seen so far may still be closed.
                self.at = max(self.at, len(text) - _LONGEST_BRACKET)
                return claims
            read = self._read(text, match, final)
            if read is None:
                return claims
            found, end = read
            claims += found
            if end is None:
                at = match.start() + 1
            else:
                at = self.at = max(end, self.floor)

    def _read(self, text: str, match: re.Match[str], final: bool) -> _Read:
        if match.group("open"):
            return self._enclosed(text, match, final)
        if match.group("bare"):
            return self._bare(text, match, final)
        places = self._places(match)
        if places is None:
            return [], None
        if not final and match.end() >= len(text):
            return None
        if _is_link(text, match):
            return self._link(text, match, places, final)
        found = self._claims(text, match, places, final)
        return None if found is None else (found, match.end())

    def _enclosed(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """[p. 3: “exact words”]. Where it is none, no bracket around it is a place either: go on behind it."""
        behind = match.start() + 1
        place = match.group("place").rstrip()
        places = parse_places(place)
        is_named = bool(_PAGED.search(place)) or (
            match.group("open") not in "(（" and re.search("[:：]", match.group("glue"))
        )
        if places is None or not is_named:
            return [], behind
        quotes = quotes_within(text, match.end(), _CLOSING[match.group("open")])
        if quotes is None and not final:
            return None
        if not quotes or not quotes[0]:
            return [], behind
        start = match.start("place")
        self.floor, self.last_quote = quotes[1], None
        return self._each(text, (start, start + len(place)), quotes[0], places), quotes[1]

    def _bare(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """“exact words”, p. 3. A bracket around it is no place: where this is none either, go on behind it."""
        span = start, end = match.span("bare")
        if not final and len(text) - end < _LONGEST_NEXT_PAGES and "\n" not in text[end:]:
            return None
        behind, floor = match.start() + 1, max(self.floor, start - _LONGEST_BARE)
        places, quotes = parse_places(match.group("bare")), self._quotes(text, start, floor)
        if places is None or not quotes or quotes[-1][1] != match.start("mark"):
            return [], behind
        if is_within_quotation(text, quotes[0][0] - 1, floor):
            return [], behind
        self.floor, self.last_quote = end, quotes[-1]
        return self._each(text, span, quotes, places), end

    def _link(self, text: str, match: re.Match[str], places: tuple[Place, ...], final: bool) -> _Read:
        """“exact words” ([p. 3](#)) is a citation; a link to elsewhere, and one that follows no quote, is not."""
        start, end = match.span()
        if not final and _BEGUN_FRAGMENT.match(text, end):
            return None
        link = _FRAGMENT.match(text, end)
        is_image = text.endswith("!", 0, start)
        quotes = self._quotes(text, start - text.endswith(("(", "（", "["), 0, start)) if link else None
        if link is None or not quotes or is_image:
            return [], end
        self.floor, self.last_quote = link.end(), quotes[-1]
        return self._each(text, (start, link.end()), quotes, places), link.end()

    def _each(self, text: str, place: Span, quotes: list[Span], places: tuple[Place, ...]) -> list[Claim]:
        return [Claim(*place, _plain(text[slice(*quote)]), places, *quote) for quote in quotes]

    def _places(self, match: re.Match[str]) -> tuple[Place, ...] | None:
        return parse_places(match.group("square") or match.group("round"))

    def _claims(
        self, text: str, match: re.Match[str], places: tuple[Place, ...], final: bool
    ) -> list[Claim] | None:
        """The claims of one bracket; None: what follows on its line must come first."""
        start, end = match.span()
        quotes = self._quotes(text, start)
        if quotes is None and _begins_line(text, start):
            line_end = text.find("\n", end)
            if line_end < 0 and not final:
                return None
            after = quote_after(text, end, line_end if line_end >= 0 else len(text))
            if after and not self._has_own_place(text, after):
                self.floor = after[1] + 1
                self.last_quote = None
                return [Claim(start, end, text[slice(*after)], places, *after)]
        if quotes is None:
            if match.group("round") and not _PAGED.search(match.group("round")):
                return []
            self.floor, self.last_quote = end, None
            return [Claim(start, end, "", places)]
        self.floor, self.last_quote = end, quotes[-1]
        return self._each(text, (start, end), quotes, places)

    def _quotes(self, text: str, start: int, floor: int | None = None) -> list[Span] | None:
        if self.last_quote and _BESIDE.fullmatch(text, self.floor, start):
            return [self.last_quote]
        floor = self.floor if floor is None else floor
        quote = quote_before(text, start, floor)
        if quote is None:
            return None
        return [*quotes_joined_before(text, quote, floor), quote]

    def _has_own_place(self, text: str, quote: Span) -> bool:
        if _BARE.match(text, quote[1]):
            return True
        glue = _AFTER_QUOTE.match(text, quote[1] + 1)
        match = _BRACKET.match(text, glue.end()) if glue else None
        return match is not None and self._places(match) is not None


def _is_link(text: str, match: re.Match[str]) -> bool:
    """[p. 87](target) and ![p. 87](target) are Markdown, not citations."""
    if not match.group("square"):
        return False
    return text.startswith("(", match.end()) or text.endswith("!", 0, match.start())


def _begins_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return _LINE_START.fullmatch(text, line, start) is not None


def _plain(quote: str) -> str:
    """The quote without the marks of the block quote it runs through."""
    return re.sub(r"\n[ \t]*>[ \t]?", "\n", quote)
