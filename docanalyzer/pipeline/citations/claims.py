"""Find the citations in a model's output, whole or as it streams in.

The written form is “exact words” [p. 87]. What real models make of it is understood as well: other
quotation marks, emphasis, full stops between, (p. 87) or 【第87页】, the place before the quote, block quotes,
several quotes before one bracket, no bracket at all (“exact words”, p. 87), the quote in the bracket
[p. 87: “exact words”], a link into the page, a place ahead (On page 87, it says: “exact words”), on a line of
its own or in a footnote, and JSON answers; docs/results.md lists them. What names no place is left alone.
A place holds for every quotation of its sentence that has no other: none is left unchecked beside one that is.
Words that the sentence only mentions are none (mentioned.py).
"""

from __future__ import annotations

from docanalyzer.pipeline.citations.json_claims import JsonClaims, is_json
from docanalyzer.pipeline.citations.prose import Prose
from docanalyzer.pipeline.citations.types import Claim


def find_claims(output: str) -> list[Claim]:
    """All claims of a whole output, in the order of their brackets."""
    stream = ClaimStream()
    return stream.feed(output) + stream.close()


class ClaimStream:
    """Claims as the output arrives: feed() gives those that became complete, close() the rest.

    A claim is given once, as soon as nothing that follows can change it: mostly when its sentence or line is
    over. Fed in any pieces, the claims are those of find_claims() on the whole.
    """

    def __init__(self) -> None:
        self._text = ""
        self._json: JsonClaims | None = None
        self._prose: Prose | None = None

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
            self._json, self._prose = (JsonClaims(), None) if decided else (None, Prose())
            news = self._text
        if self._json is not None:
            return self._json.advance(self._text) if final or "}" in news else []
        assert self._prose is not None  # noqa: S101
        return self._prose.advance(self._text, final=final)
