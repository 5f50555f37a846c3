"""The words of an export for the states that the page shows as icons."""

from __future__ import annotations

from django.utils.translation import gettext as _


def check_words(state: str, *, corrected: bool = False) -> str:
    """corrected: a person put another value in the model's place, so the quotation speaks for the model's."""
    if corrected:
        return _("of the model's value, which a person replaced: %(check)s") % {"check": check_words(state)}
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


def earlier_words(judgement: str, by: str) -> str:
    """What was said of an earlier answer, beside a new one that nobody has judged."""
    words = {
        "verified": _("An earlier answer was verified by %(who)s"),
        "corrected": _("An earlier answer was corrected by %(who)s"),
        "flagged": _("An earlier answer was flagged by %(who)s"),
        "signed": _("An earlier answer was signed off by %(who)s"),
    }
    return words[judgement] % {"who": by}


def state_words(state: str, *, unfound: bool = False) -> str:
    """Of a field without a value. unfound: the built-in engine found none, and no person says that none is stated."""
    if unfound:
        return _("The built-in engine found no value; the document may still state it")
    words = {
        "not_stated": _("Not stated in the document"),
        "failed": _("The answer could not be used"),
        "struck": _("Struck out: not stated, or not of this list"),
    }
    return words.get(state, "")
