"""Characters that turn the order in which text is shown: with them "51" reads "15" on the screen.

U+202A–202E embed or override, U+2066–2069 isolate. A quote that has them as its source has is the source's; any other is
shown in another order than the words that were compared. A model's output has no use for them: they are taken out.
"""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.types import Change, ChangeKind

_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_BEFORE = re.compile(rf"[{_CONTROLS}\W_]*$")
_AFTER = re.compile(rf"[{_CONTROLS}\W_]*")
_REACH = 12


def without_controls(text: str) -> str:
    return _CONTROL.sub("", text)


def order_changes(quote: str, text: str, start: int, end: int) -> list[Change]:
    """A change where the quote is shown in another order than text[start:end]."""
    own = _CONTROL.findall(quote)
    if not own and not _OVERRIDES.search(text, max(0, start - _REACH), end + _REACH):
        return []
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    after = _AFTER.match(text, end, end + _REACH)
    found = text[before.start() if before else start : after.end() if after else end]
    said, stands = without_controls(quote).strip()[:24], without_controls(text[start:end])[:24]
    if own and own not in (_CONTROL.findall(text[start:end]), _CONTROL.findall(found)):
        return [Change(ChangeKind.WORDING, f"{said} (order turned)", stands)]
    if not own and _OVERRIDES.search(found):
        return [Change(ChangeKind.WORDING, said, f"{stands} (order turned)")]
    return []
