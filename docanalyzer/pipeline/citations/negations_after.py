"""The "not" that follows a quote and turns its sense: "will pay [nothing]", "the claim that … [was dismissed]"."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations import negations_cjk

_REACH = 200
_AFTER = re.compile(
    r"\s+(?:not|never|no longer)\b|['’]t\b|-(?:free|exempt)\b"
    r"|\s+(?-i:no(?!\.)|nothing|none|nowhere|neither|hardly|scarcely|barely|rarely|seldom)\b"
    r"|\s+(?:to|in|under|on|at|by|for|with) no (?:one|body|person|part(?:y|ies)|events?|cases?|circumstances?|accounts?"
    r"|times?|means|ways?|reasons?|conditions?)\b"
    r"|\s+(?:(?:is|are|was|were|being|be)\s+)?(?:excepted|excluded|untrue|false|denied)\b",
    re.IGNORECASE,
)
_DISMISSED = re.compile(
    r"\s+(?:(?:is|are|was|were|(?:has|have|had) been)\s+(?:\w+ly\s+)?(?:dismissed|rejected|refuted|denied|disproved"
    r"|withdrawn|unfounded|baseless|wrong|mistaken|untrue)|fails|failed)\b",
    re.IGNORECASE,
)
_CLAIM_THAT = re.compile(
    r"\b(?:claim|allegation|assertion|argument|contention|submission|plea|suggestion|view|theory)s?\s+that\b[^.;!?]*$",
    re.IGNORECASE,
)


def negation_after(text: str, end: int) -> str:
    """The negation that follows text[:end] at once, or ends its sentence in Japanese; "" where there is none."""
    match = _AFTER.match(text, end) or _dismissed(text, end)
    return match.group().strip() if match else negations_cjk.after(text, end)


def _dismissed(text: str, end: int) -> re.Match[str] | None:
    """The end of "the claim that … was dismissed"."""
    verdict = _DISMISSED.match(text, end)
    return verdict if verdict and _CLAIM_THAT.search(text[max(0, end - _REACH) : end]) else None
