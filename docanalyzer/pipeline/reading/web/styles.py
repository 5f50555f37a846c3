"""What a web page's own styles say about showing, list markers and counters: a small cascade.

Selectors are matched by cssselect (BSD) and libxml2. Only declarations that change the text are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import cssselect

from docanalyzer.pipeline.reading.web.blocks import Block, blocks
from docanalyzer.pipeline.reading.web.counter_styles import CounterStyles
from docanalyzer.pipeline.reading.web.faint import NO_SIZE, SHOWN_LATER, is_nothing, size_of_font
from docanalyzer.pipeline.reading.web.media import media
from docanalyzer.pipeline.reading.web.selectors import Matching
from docanalyzer.pipeline.reading.web.sight import fills_letters
from docanalyzer.pipeline.reading.web.sight_styles import NAMES, UNSURE, declared, what_matters

Declarations = dict[str, str]
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PROPERTIES = (
    "display|visibility|list-style-type|list-style|counter-reset|counter-increment|counter-set|content|opacity"
    "|font-size|font|text-decoration-line|text-decoration|white-space"
)
_DECLARATION = re.compile(rf"(?:^|;)\s*({_PROPERTIES})\s*:([^;]*)", re.IGNORECASE)
_PSEUDO = ("before", "after", "marker")
_SHORTHANDS = {"list-style": "list-style-type", "text-decoration-line": "text-decoration"}
_DISPLAY = re.compile(
    r"\s*(?:none|(?:inline-)?(?:block|flex|grid|table)|inline|table-[a-z-]+|flow(?:-root)?|list-item|contents|ruby"
    r"|math|initial|inherit|unset|revert(?:-layer)?|-[a-z-]+|var\(.*)(?=\s|!|$)",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?([^"')\s;]+)["']?\s*\)?([^;]*)""", re.IGNORECASE)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_CONDITION = re.compile(r"(?<!:):(?!:)[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?")
_UNKNOWN = re.compile(r":(?:(?:first|last|only)-of-type|nth-(?:last-)?of-type|dir|open)")
_MOST_MATCHING = 20_000_000
"""Selectors times elements; some seconds."""
_SLOW = re.compile(r":(?:nth-|first-|last-|only-)")
_MANY_ELEMENTS = 10_000
"""On larger pages rules that count siblings are left out: their time grows with the square."""


@dataclass(slots=True)
class Styles:
    """Looked up by element. complete: whether all rules were taken; left_out: style files not at hand."""

    complete: bool = True
    left_out: int = 0
    _forced: dict[Any, Declarations] = field(default_factory=dict)
    _plain: dict[Any, Declarations] = field(default_factory=dict)
    _before: dict[Any, Declarations] = field(default_factory=dict)
    _after: dict[Any, Declarations] = field(default_factory=dict)
    _marker: dict[Any, Declarations] = field(default_factory=dict)
    counter_styles: CounterStyles = field(default_factory=CounterStyles)
    matters: frozenset[str] = frozenset()
    """Which of sight_styles.NAMES are looked at: none where nothing on this page may be out of sight."""

    def of(self, element: Any) -> Declarations:
        """What the rules and the element's own style attribute say; only important rules win over the attribute."""
        own = element.get("style")
        rules = self._plain.get(element, {})
        said = declarations(own, self.matters) if own else {}
        return {**rules, **said, **self._forced.get(element, {})} if own else rules

    def before(self, element: Any) -> Declarations:
        """Of its ::before."""
        return self._before.get(element, {})

    def after(self, element: Any) -> Declarations:
        """Of its ::after."""
        return self._after.get(element, {})

    def marker(self, element: Any) -> Declarations:
        """Of its ::marker."""
        return self._marker.get(element, {})


def declarations(text: str, matters: frozenset[str] = frozenset()) -> Declarations:
    """Those that matter, by property in lower case; the last of each."""
    return {name: _IMPORTANT.sub("", value).strip() for name, value in _declared(text, matters)}


def _declared(text: str, matters: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """matters: of sight_styles.NAMES."""
    if matters:
        yield from (said for said in declared(text) if said[0] in matters)
    for name, value in _DECLARATION.findall(text):
        lower = name.lower()
        if lower == "display" and not _DISPLAY.match(value):
            continue  # as a browser does, which then keeps to another rule
        if lower == "opacity" and is_nothing(_IMPORTANT.sub("", value)) and SHOWN_LATER.search(text):
            continue
        if lower == "font":
            important = _IMPORTANT.search(value)
            yield "font-size", size_of_font(value) + (important[0] if important else "")
        else:
            yield _SHORTHANDS.get(lower, lower), value


def read_styles(root: Any, sheet: Callable[[str], str | None]) -> Styles:
    """Of a page's <style> elements and style files. sheet: address → the file saved with the page, or None."""
    styles = Styles()
    matched: dict[str, dict[Any, list[tuple[Any, Declarations]]]] = {name: {} for name in ("", *_PSEUDO)}
    elements = max(sum(1 for _ in root.iter("*")), 1)
    matching = Matching(root)
    sheets = list(_sheets(root, sheet, styles))
    styles.counter_styles = CounterStyles.of(sheets)
    looked_up = {True: 0, False: 0}
    for order, (selector, pseudo, first, found) in enumerate(_rules(root, sheets, styles)):
        of_sight_only = all(name in NAMES for name, _ in found)
        looked_up[of_sight_only] += 1
        if looked_up[of_sight_only] > _MOST_MATCHING // elements:
            styles.complete = False
            if not of_sight_only:
                break
            continue
        try:
            if elements > _MANY_ELEMENTS and _SLOW.search(selector.canonical()):
                styles.complete = False
                continue
            chosen, weight = matching.of(selector), selector.specificity()
        except RecursionError:
            styles.complete = False
            continue
        for element in chosen:
            for important, said in _by_importance(found):
                # In a layer a rule yields to those in none, and an important one goes before them.
                entry = ((important, first is not important, weight, order), said)
                matched[pseudo].setdefault(element, []).append(entry)
    styles.complete = styles.complete and matching.complete
    if looked_up[True] > _MOST_MATCHING // elements:
        styles.matters = frozenset()  # what undoes a trick may be among the rules left out
    targets = {
        "": styles._plain,
        "before": styles._before,
        "after": styles._after,
        "marker": styles._marker,
    }
    for pseudo, target in targets.items():
        for element, entries in matched[pseudo].items():
            entries.sort(key=lambda entry: entry[0])
            target[element] = {name: value for _, said in entries for name, value in said.items()}
            if not pseudo and any(key[0] for key, _ in entries):
                forced = (said for key, said in entries if key[0])
                styles._forced[element] = {name: value for said in forced for name, value in said.items()}
    return styles


def _by_importance(found: list[tuple[str, str]]) -> Iterator[tuple[bool, Declarations]]:
    for important in (False, True):
        said = {
            name: _IMPORTANT.sub("", value).strip()
            for name, value in found
            if bool(_IMPORTANT.search(value)) is important
        }
        if said:
            yield important, said


def _sheets(root: Any, sheet: Callable[[str], str | None], styles: Styles) -> Iterator[str]:
    for element in root.iter("style", "link"):
        if not applies(element.get("media") or "all"):
            continue
        if element.tag == "style":
            yield from _with_imports(element.text_content() or "", sheet, styles)
        elif "stylesheet" in (element.get("rel") or "").lower().split() and "disabled" not in element.attrib:
            yield from _with_imports(None, sheet, styles, element.get("href") or "")


def _with_imports(
    text: str | None, sheet: Callable[[str], str | None], styles: Styles, address: str = "", depth: int = 3
) -> Iterator[str]:
    if text is None:
        text = sheet(address)
    if text is None:
        styles.left_out += 1
        return
    text = _COMMENT.sub("", text).replace("<!--", " ").replace("-->", " ")
    if depth:
        for imported, media in _IMPORT.findall(text):
            if applies(media):
                yield from _with_imports(None, sheet, styles, imported, depth - 1)
    yield text


def _rules(
    root: Any, sheets: list[str], styles: Styles
) -> Iterator[tuple[Any, str, bool, list[tuple[str, str]]]]:
    """(selector, "before" or "after" or "", whether in no layer, what matters of its declarations).

    Of a rule whose condition or selector is not understood only what shows counts: a few words too many
    are better than the page's main text lost.
    """
    own = root.xpath("//@style")
    sizes_matter = any(map(NO_SIZE.search, (*sheets, *own)))
    too_long: list[str] = []
    rules = [rule for text in sheets for rule in blocks(text, too_long)]
    styles.complete = not too_long
    styles.matters = _what_matters(rules, own)
    for rule in rules:
        found = [
            said for said in _declared(rule.body, styles.matters) if sizes_matter or said[0] != "font-size"
        ]
        for selector, known in _selectors(rule.selectors, styles) if found else ():
            said = found if rule.certain and known else list(_at_most_shown(found))
            if said and selector.pseudo_element in (None, *_PSEUDO):
                yield selector, selector.pseudo_element or "", not rule.layered, said


def _what_matters(rules: list[Block], own: list[str]) -> frozenset[str]:
    """own: the style attributes of the page."""
    bodies = [*(rule.body for rule in rules), *own]
    found = what_matters(bodies)
    return found - {"color"} if any(map(fills_letters, bodies)) else found


def _selectors(prelude: str, styles: Styles) -> Iterator[tuple[Any, bool]]:
    """Each with whether it is understood; one that is not, without the conditions after its colons. None of what is
    nested too deep."""
    for known, text in ((True, prelude), (False, _CONDITION.sub("", prelude))):
        try:
            selectors = cssselect.parse(text)
        except cssselect.SelectorError:
            continue
        except RecursionError:
            styles.complete = False
            return
        for selector in selectors:
            yield selector, known
        if not known or not _UNKNOWN.search(prelude):
            return


def _at_most_shown(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of a rule that may not hold what shows; what it says of places and sizes is not known then."""
    for name, value in found:
        if name in NAMES:
            yield name, UNSURE + (" !important" if _IMPORTANT.search(value) else "")
        elif _shows(name, value):
            yield name, value


def _shows(name: str, value: str) -> bool:
    word = _IMPORTANT.sub("", value).strip().lower()
    if name in ("opacity", "font-size"):
        return not is_nothing(word)
    return (name == "display" and word != "none") or (name == "visibility" and word == "visible")


def applies(query: str) -> bool:
    """Whether a media query describes an ordinary screen for certain, 1280 pixels wide."""
    return media(query) is True
