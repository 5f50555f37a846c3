"""Normal forms in words for people: 1,284,600,000 GBP; 2025-02-01 or 2025-01-02?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer.pipeline.values import Doubt, Normal
from docanalyzer.pipeline.values.normal import plain

NUMERIC = ("number", "amount", "percentage")


def as_text(value: Any) -> str:
    return str(value) if isinstance(value, str) else str(intcomma(value))


def meaning(normal: Normal | None, written: Any) -> str:
    """The normal form, "" where it says no more than what is written."""
    if normal is None or normal.kind == "number":
        return ""
    text = dated(grouped(normal), normal)
    return "" if text.replace(" ", "").casefold() == str(written).replace(" ", "").casefold() else text


def dated(text: str, normal: Normal) -> str:
    """With the year that stands beside a figure: 1,284,600,000 GBP (2025)."""
    return f"{text} ({normal.period})" if text and normal.period else text


def grouped(normal: Normal) -> str:
    if normal.number is None:
        return normal.text
    if normal.kind == "duration":
        return span(normal)
    number = with_commas(normal.number)
    return f"{number}%" if normal.unit == "%" else f"{number} {normal.unit}".strip()


def span(normal: Normal) -> str:
    """A duration in words; of years and months together its ISO form."""
    number = plain(normal.number or Decimal(0))
    if normal.text.count("Y") + normal.text.count("M") > 1 or not number.isdecimal():
        return normal.text
    count = int(number)
    words = {
        "business days": ngettext("%d business day", "%d business days", count),
        "days": ngettext("%d day", "%d days", count),
        "weeks": ngettext("%d week", "%d weeks", count),
        "months": ngettext("%d month", "%d months", count),
        "years": ngettext("%d year", "%d years", count),
        "hours": ngettext("%d hour", "%d hours", count),
        "minutes": ngettext("%d minute", "%d minutes", count),
    }
    return words[normal.unit] % count


def with_commas(number: Decimal) -> str:
    """As the page writes numbers, whatever the language: 1,284,600,000.5."""
    whole, point, rest = plain(abs(number)).partition(".")
    return f"{'-' if number < 0 else ''}{int(whole):,}{point}{rest}"


def doubt_sentence(normal: Normal | None) -> str:
    """Why a person should look; "" where nothing is in doubt."""
    if normal is None or normal.doubt is None:
        return ""
    readings = " / ".join(normal.readings)
    return {
        Doubt.TWO_READINGS: _("%(readings)s? The document does not say which.") % {"readings": readings},
        Doubt.WORDS_DIFFER: _("Words and figures differ: %(readings)s") % {"readings": readings},
        Doubt.CUT_SHORT: _("The quotation goes on: %(readings)s?") % {"readings": readings},
        Doubt.WHICH_DOLLAR: _("Which dollar is not said."),
        Doubt.WHICH_YEN: _("¥ may be renminbi or yen."),
        Doubt.WHICH_POUND: _("Which pound is not said."),
        Doubt.YUAN_ASSUMED: _("元 is read as renminbi."),
        Doubt.NO_CURRENCY: _("No currency is said."),
    }[normal.doubt]


def clause_text(clause: str) -> str:
    return clause if clause.startswith(("第", "§")) else f"§{clause}"
