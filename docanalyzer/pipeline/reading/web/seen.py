"""Which elements of a web page a reader sees, and what those show that have no text of their own."""

from __future__ import annotations

import re
from typing import Any

from docanalyzer.pipeline.reading.web.boxes import tags
from docanalyzer.pipeline.reading.web.faint import has_size, is_nothing
from docanalyzer.pipeline.reading.web.math import linear_mathml
from docanalyzer.pipeline.reading.web.sight import inherited
from docanalyzer.pipeline.reading.web.styles import Declarations

_UNSEEN = tags(
    "head script style noscript template canvas object embed audio video datalist map area param source track rp"
)
_VALUELESS = tags("hidden password checkbox radio file image color range")
"""Types of <input> whose value a browser does not write out."""
_MARKS = {("checkbox", True): "☒ ", ("checkbox", False): "☐ ", ("radio", True): "◉ ", ("radio", False): "○ "}
_FORMULA_TEXT = re.compile(r"\bmwe-math-mathml")
"""Wikipedia hides a formula's MathML and shows a picture of it instead."""
_NO_TEXT_IN = tags("defs symbol clippath mask pattern marker title desc metadata")


def is_unseen(element: Any, style: Declarations) -> bool:
    """style: of the element alone; what hides an element hides what is in it. A closed <details> is seen: it
    opens with a click."""
    tag, display = element.tag, style.get("display", "").lower()
    if tag in _UNSEEN or (tag == "option" and not _is_chosen(element)) or _is_formula_again(element):
        return True
    # A box to tick is often made clear so that a drawn one stands in its place.
    if display == "none" or (tag != "input" and is_nothing(style.get("opacity", ""))):
        return not _FORMULA_TEXT.search(element.get("class", ""))
    if tag in ("iframe", "frame") and {element.get("width"), element.get("height")} & {"0", "1"}:
        return True
    closed = "hidden" in element.attrib or (tag == "dialog" and "open" not in element.attrib)
    return closed and not display


def faint(element: Any, style: Declarations, around: frozenset[str]) -> frozenset[str]:
    """Why an element's words cannot be seen: "size" and names of ways.INHERITED. around: of the element around;
    element: None for what styles write."""
    reasons = inherited(element, style, around)
    tag = element.tag if element is not None else ""
    sized = has_size(tag, style.get("font-size", ""), "size" not in around)
    return frozenset(reasons if sized else {*reasons, "size"})


def _is_formula_again(element: Any) -> bool:
    """The drawn copy of a formula beside its MathML (KaTeX, MathJax), as screen readers are told."""
    if element.get("aria-hidden") != "true":
        return False
    beside = (element.getprevious(), element.getnext())
    return any(other is not None and _is_formula(other) for other in beside)


def _is_formula(element: Any) -> bool:
    return element.tag == "math" or (len(element) == 1 and element[0].tag == "math")


def _is_chosen(option: Any) -> bool:
    """Whether a closed <select> shows this <option>: the selected ones, else the first of a single choice."""
    if "selected" in option.attrib:
        return True
    select = next(option.iterancestors("select"), None)
    if select is None or "multiple" in select.attrib:
        return False
    if next(select.iter("option")) is not option:
        return False
    return not any("selected" in other.attrib for other in select.iter("option"))


def shown_instead(element: Any) -> str | None:
    """What a formula or a drawing says on one line; None for elements that are walked."""
    if element.tag == "math":
        return linear_mathml(element)
    if element.tag == "svg":
        return f" {' '.join(_drawn_words(element))} "
    return None


def _drawn_words(drawing: Any) -> list[str]:
    texts = (
        text
        for text in drawing.iter("text")
        if not any(outer.tag in _NO_TEXT_IN for outer in text.iterancestors())
    )
    return [words for text in texts if (words := " ".join((text.text_content() or "").split()))]


def input_text(element: Any) -> str:
    """What an <input> shows."""
    kind = (element.get("type") or "text").lower()
    mark = _MARKS.get((kind, "checked" in element.attrib))
    return mark or ("" if kind in _VALUELESS else element.get("value") or "")
