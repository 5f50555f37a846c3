"""The citations of a prose output, form by form, as far as the text has come."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from docanalyzer.pipeline.citations.around import quotes_ahead, quotes_of_rest
from docanalyzer.pipeline.citations.mentioned import is_term_denied, quoted_before
from docanalyzer.pipeline.citations.places import read_places
from docanalyzer.pipeline.citations.quotes import (
    is_within_quotation,
    quote_before,
    quote_closed_at,
    quotes_joined_before,
    quotes_within,
)
from docanalyzer.pipeline.citations.sentence import (
    LONGEST_SENTENCE,
    Span,
    quotations_before,
)
from docanalyzer.pipeline.citations.types import Claim, Place
from docanalyzer.pipeline.citations.unmarked import quote_without_marks
from docanalyzer.pipeline.citations.written import (
    BEGUN_FRAGMENT,
    BESIDE,
    CLOSING,
    FRAGMENT,
    LONGEST_BARE,
    LONGEST_BRACKET,
    LONGEST_NEXT_PAGES,
    PAGED,
    WRITTEN,
    begins_line,
    is_in_bracket,
    is_link,
    outer,
    plain,
    with_emphasis,
)

_Read = tuple[list[Claim], int | None] | None
"""The claims of one match and where to go on, None where it is no citation; None: more text must come first."""
_MOST_NOTED = 50


@dataclass
class Prose:
    """What is settled of a prose output: brackets before `at` are done; the last claim's bracket ends at `floor`."""

    at: int = 0
    floor: int = 0
    last_quote: Span | None = None
    noted: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    """The quotes before each footnote's mark, which wait for its place."""

    def advance(self, text: str, *, final: bool) -> list[Claim]:
        claims: list[Claim] = []
        at = self.at
        while True:
            match = WRITTEN.search(text, at)
            if match is None:
                # Not further: an outer bracket that holds those seen so far may still be closed.
                self.at = max(self.at, len(text) - LONGEST_BRACKET)
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
        forms = {
            "note": self._note,
            "open": self._enclosed,
            "closed": self._own_line,
            "bare": self._bare,
            "credit": self._credit,
            "ahead": self._ahead,
        }
        form = next((read for name, read in forms.items() if match.group(name)), self._bracket)
        return form(text, match, final)

    def _bracket(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """“exact words” [p. 3], and what is written like it."""
        kind = "square" if match.group("square") else "round"
        written = read_places(match.group(kind).removesuffix("\\"))
        if written is None:
            return [], None
        start, end = outer(text, *match.span())
        if not final and end >= len(text):
            return None
        if is_link(text, match):
            return self._link(text, match, written.places, final)
        if text.startswith("(", end) or not written.is_whole:
            start, end = match.span()
        span = (start, end) if written.is_whole else written.span(match.start(kind))
        is_named = kind == "square" or bool(PAGED.search(match.group()))
        found = self._claims(text, (start, end), written.places, span, is_named, final)
        return None if found is None else (found, end)

    def _claims(
        self,
        text: str,
        bracket: Span,
        places: tuple[Place, ...],
        span: Span,
        is_named: bool,
        final: bool,
    ) -> list[Claim] | None:
        """The claims of one bracket, whose chip takes `span`; None: what follows on its line must come first."""
        start, end = bracket
        start -= text.endswith("\\", 0, start)
        quotes = self._quotes(text, start)
        if not quotes and not is_named and not begins_line(text, start):
            return []
        ahead = [] if quotes else quotes_ahead(text, end, final)
        rest = ahead or quotes_of_rest(text, end, final)
        if ahead is None or rest is None:
            return None
        if not quotes and not ahead and not is_named:
            return []
        before = quotes or (_others_before(text, start, self.floor) if is_named else [])
        self.floor, self.last_quote = ahead[-1][1] + 1 if ahead else end, quotes[-1] if quotes else None
        return self._each(text, span, [*before, *rest], places) or [Claim(*span, "", places)]

    def _enclosed(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """[p. 3: “exact words”]; after a quotation, [p. 3, Section 4 “Heading”] has both to check.

        Where it is none, no bracket around it is a place either: go on behind it.
        """
        behind = match.start() + 1
        place = match.group("place").rstrip()
        written = read_places(place)
        is_named = bool(PAGED.search(place)) or (
            match.group("open") not in "(（" and re.search("[:：]", match.group("glue"))
        )
        if written is None or not is_named:
            return [], behind
        quotes = quotes_within(text, match.end(), CLOSING[match.group("open")])
        if quotes is None and not final:
            return None
        if not quotes or not quotes[0]:
            return [], behind
        rest = quotes_of_rest(text, quotes[1], final)
        if rest is None:
            return None
        before = _others_before(text, match.start(), self.floor)
        if not before and (quote := quote_before(text, match.start(), self.floor)):
            before = [quote]
        self.floor, self.last_quote = quotes[1], None
        found = self._each(
            text, written.span(match.start("place")), [*before, *quotes[0], *rest], written.places
        )
        return found, quotes[1]

    def _bare(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """“exact words”, p. 3. A bracket around it is no place: where this is none either, go on behind it."""
        end = match.end("bare")
        if not final and len(text) - end < LONGEST_NEXT_PAGES and "\n" not in text[end:]:
            return None
        rest = quotes_of_rest(text, end, final)
        return None if rest is None else self._unbracketed(text, match, "mark", "bare", rest)

    def _own_line(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """A quote whose place is the next line: Page: 12."""
        if not final and match.end() >= len(text):
            return None
        return self._unbracketed(text, match, "closed", "own", [])

    def _unbracketed(self, text: str, match: re.Match[str], mark: str, place: str, rest: list[Span]) -> _Read:
        start, behind = match.start(place), match.start() + 1
        floor = max(self.floor, start - LONGEST_BARE)
        written = read_places(match.group(place))
        quote = quote_closed_at(text, match.start(mark), floor)
        if written is None or quote is None:
            return [], behind
        quotes = [*quotes_joined_before(text, quote, floor), quote]
        if is_within_quotation(text, quotes[0][0] - 1, floor) or is_term_denied(text, quotes[0], start):
            return [], behind
        self.floor, self.last_quote = match.end(place), quote
        quotes = [*_others_before(text, quotes[0][0] - 1, floor), *quotes, *rest]
        span = with_emphasis(text, *written.span(start))
        return self._each(text, span, quotes, written.places), match.end(place)

    def _credit(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """A block quote, and below it — p. 3."""
        if not final and match.end() >= len(text):
            return None
        start, end = match.span("credit")
        written = read_places(match.group("credit"))
        quote = quote_without_marks(text, start, self.floor) if written else None
        if written is None or quote is None:
            return [], match.start() + 1
        self.floor, self.last_quote = end, quote
        return self._each(text, written.span(start), [quote], written.places), end

    def _ahead(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """On page 3, the report says: “exact words”. No citation where the words have a place of their own."""
        start, end = match.span("ahead")
        floor = max(self.floor, start - LONGEST_SENTENCE)
        written = read_places(match.group("ahead"))
        if written is None or is_in_bracket(text, start, floor) or is_within_quotation(text, start, floor):
            return [], match.start() + 1
        after = quotes_ahead(text, match.end(), final)
        if after is None:
            return None
        said = [quote for quote in after if not is_term_denied(text, quote, quote[1] + 1)]
        if not said:
            return [], match.start() + 1
        quotes = [*_others_before(text, start, floor, is_ahead=True), *said]
        self.floor, self.last_quote = after[-1][1] + 1, None
        return self._each(text, written.span(start), quotes, written.places), end

    def _note(self, text: str, match: re.Match[str], final: bool) -> _Read:
        """A footnote's mark behind a quote; and its line, [^1]: p. 3, where the chip goes."""
        if not final and match.end() >= len(text):
            return None
        label, noted = match.group("note"), match.group("noted")
        if noted is None or not begins_line(text, match.start()):
            quote = quote_before(text, match.start(), self.floor)
            if quote and len(self.noted[label]) < _MOST_NOTED:
                self.noted[label] += [*quotes_joined_before(text, quote, self.floor), quote]
            return [], match.end("note") + 1
        place = noted.strip(" \t.。*_[]()（）")
        written = read_places(place)
        if written is None or not self.noted[label]:
            return [], None
        start = match.start("noted") + noted.index(place)
        self.floor, self.last_quote = match.end(), None
        return self._each(text, written.span(start), self.noted.pop(label), written.places), match.end()

    def _link(self, text: str, match: re.Match[str], places: tuple[Place, ...], final: bool) -> _Read:
        """“exact words” ([p. 3](#)) is a citation; a link to elsewhere, and one that follows no quote, is not."""
        start, end = match.span()
        if not final and BEGUN_FRAGMENT.match(text, end):
            return None
        link = FRAGMENT.match(text, end)
        is_image = text.endswith("!", 0, start)
        quotes = self._quotes(text, start - text.endswith(("(", "（", "["), 0, start)) if link else None
        if link is None or not quotes or is_image:
            return [], end
        rest = quotes_of_rest(text, link.end(), final)
        if rest is None:
            return None
        self.floor, self.last_quote = link.end(), quotes[-1]
        return self._each(text, (start, link.end()), [*quotes, *rest], places), link.end()

    def _each(self, text: str, place: Span, quotes: list[Span], places: tuple[Place, ...]) -> list[Claim]:
        return [Claim(*place, plain(text[slice(*quote)]), places, *quote) for quote in quotes]

    def _quotes(self, text: str, start: int) -> list[Span] | None:
        """The quotation directly before a place, and the others of its sentence that have no place of their own."""
        if self.last_quote and BESIDE.fullmatch(text, self.floor, start):
            return [self.last_quote]
        quote = quote_before(text, start, self.floor)
        if quote is None:
            return None
        quotes = [*_joined_before(text, quote, self.floor), quote]
        return [*_others_before(text, quotes[0][0] - 1, self.floor), *quotes]


def _joined_before(text: str, quote: Span, floor: int) -> list[Span]:
    """There is no “option”; “exact words” [p. 3]: what is denied shares no place."""
    return [
        span for span in quotes_joined_before(text, quote, floor) if not is_term_denied(text, span, quote[0])
    ]


def _others_before(text: str, end: int, floor: int, *, is_ahead: bool = False) -> list[Span]:
    """The quotations before `end` that share the place of their sentence; words only mentioned do not."""
    return quoted_before(text, quotations_before(text, end, floor), end, is_ahead=is_ahead)
