"""Find the citations in a model's output, whole or as it streams in.

The written form is “exact words” [p. 87]. What real models make of it is understood as well: other
quotation marks, emphasis, full stops between, (p. 87) or 【第87页】, the place before the quote, block quotes,
several quotes before one bracket, and JSON answers. A bracket that names no place is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.pipeline.citations.json_claims import JsonClaims, is_json
from docanalyzer.pipeline.citations.places import parse_places
from docanalyzer.pipeline.citations.quotes import Span, quote_after, quote_before, quotes_joined_before
from docanalyzer.pipeline.citations.types import Claim, Place

_BRACKET = re.compile(
    r"[\[［【〔](?P<square>[^\[\]［］【】〔〕]{1,200}?)[\]］】〕]"
    r"|[(（](?P<round>(?:[^()（）\n]|\([^()\n]{1,8}\)){1,120}?)[)）]"
)
_CLOSING = "]］】〕)）"
_LONGEST_BRACKET = 210
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
            match = _BRACKET.search(text, at)
            if match is None:
                # Not further: an outer bracket that holds those seen so far may still be closed.
                self.at = max(self.at, len(text) - _LONGEST_BRACKET)
                return claims
            places = self._places(match)
            if places is None:
                at = match.start() + 1
                continue
            if not final and match.end() >= len(text):
                return claims
            if _is_link(text, match):
                at = self.at = match.end()
                continue
            found = self._claims(text, match, places, final)
            if found is None:
                return claims
            claims += found
            at = self.at = max(match.end(), self.floor)

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
            if after and not self._has_own_bracket(text, after):
                self.floor = after[1] + 1
                self.last_quote = None
                return [Claim(start, end, text[slice(*after)], places, *after)]
        if quotes is None:
            if match.group("round") and not _PAGED.search(match.group("round")):
                return []
            self.floor, self.last_quote = end, None
            return [Claim(start, end, "", places)]
        self.floor, self.last_quote = end, quotes[-1]
        return [Claim(start, end, _plain(text[slice(*quote)]), places, *quote) for quote in quotes]

    def _quotes(self, text: str, start: int) -> list[Span] | None:
        if self.last_quote and _BESIDE.fullmatch(text, self.floor, start):
            return [self.last_quote]
        quote = quote_before(text, start, self.floor)
        if quote is None:
            return None
        return [*quotes_joined_before(text, quote, self.floor), quote]

    def _has_own_bracket(self, text: str, quote: Span) -> bool:
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
