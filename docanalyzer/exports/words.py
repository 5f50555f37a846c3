"""The words of an export for the states that the page shows as icons."""

from __future__ import annotations

from django.utils.translation import gettext as _


def check_words(state: str) -> str:
    return {
        "verified": _("verified: these words stand there"),
        "close": _("close: not word for word what stands there"),
        "moved": _("moved: the words stand here, not where the answer said"),
        "not_found": _("not found in the document"),
        "unquoted": _("place only, no words quoted"),
        "": _("not checked"),
    }.get(state, state)


def verdict_words(state: str) -> str:
    words = {"verified": _("Verified"), "corrected": _("Corrected"), "flagged": _("Flagged")}
    return words.get(state, "")


def state_words(state: str) -> str:
    """Of a field without a value."""
    words = {
        "not_stated": _("Not stated in the document"),
        "failed": _("The answer could not be used"),
        "struck": _("Struck out: not stated, or not of this list"),
    }
    return words.get(state, "")
