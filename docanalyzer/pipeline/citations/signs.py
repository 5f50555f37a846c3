"""The signs that stand at a number, of which a quote must leave out none: "-4.5", "€5", "minus $5", "5%"."""

from __future__ import annotations

import re
import unicodedata

from docanalyzer.pipeline.citations.canon import canonical
from docanalyzer.pipeline.citations.words import CURRENCY_SIGNS

_TURNING = "+±∓<>≥≤≪≫≲≳≠≮≯≰≱≈≒~▲▼△▽↑↓"
"""Signs that make another number of the one they stand before. "▲" is a minus in Japanese accounts."""
_CURRENCY = rf"(?:[A-Z]{{0,3}}[{CURRENCY_SIGNS}￥＄￡])"
_BEFORE = re.compile(rf"(?:[A-Z]{{0,3}}[{CURRENCY_SIGNS}]|[{_TURNING}]|(?<![\w)\]])-)+ ?$")
_HYPHENS = "−–‐‑﹣－-"
_LEADS_TO_MINUS = "为為是达達约約计計率额額润潤损損余餘入流动動化益值长長幅"
"""Chinese has no space before a minus; other characters may end the first half of a range ("2020年-2021年")."""
_MINUS = re.compile(
    rf"(?:(?<![\w)\]])[{_HYPHENS}]|(?<=[{_LEADS_TO_MINUS}])[{_HYPHENS}]|(?<=\s)−\s)(?:{_CURRENCY} ?)?$"
)
"""Looked for in the text as it stands: its canonical form forgets the space that tells a minus from a hyphen."""
_WRITTEN_MINUS = re.compile(
    rf"(?:\b(?:minus|negative)\s+|(?:[负負]|零下|マイナス)\s?)(?:{_CURRENCY}\s?)?$", re.IGNORECASE
)
_CODED_AMOUNT = re.compile(rf"[A-Z]{{1,3}}(?:(?<=[A-Z]{{3}})|[{CURRENCY_SIGNS}])\s?\d")
_AFTER = re.compile(rf"[\s*_]{{0,3}}([%％‰°]|[{CURRENCY_SIGNS}](?!\s?\d))")


def begins_amount(inner: str) -> bool:
    """Whether it begins with a number, or with the letters of its currency: "5", "USD 5", "US$5"."""
    return inner[:1].isdigit() or bool(_CODED_AMOUNT.match(inner))


def signs_before(before: str) -> str:
    """The signs that `before` ends in, in their canonical form: "-€", "≥"; "" where there are none."""
    match = _BEFORE.search(canonical(before))
    signs = match.group().strip() if match else ""
    return f"-{signs}" if "-" not in signs and _MINUS.search(before) else signs


def written_minus(before: str) -> str:
    """The word for a minus that `before` ends in, with the currency after it: "minus $"."""
    match = _WRITTEN_MINUS.search(before)
    return match.group() if match else ""


def sign_after(after: str) -> str:
    """The sign that `after` begins with: "%", "€"."""
    match = _AFTER.match(after)
    return unicodedata.normalize("NFKC", match.group(1)) if match else ""
