"""Which elements of a page a CSS selector selects.

One XPath for each compound part ("p.note"), then its combinators step by step over sets: libxml2 takes minutes for
"p ~ p" over some thousand paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from typing import Any

import cssselect
from cssselect.parser import Class, CombinedSelector, Element
from lxml import etree

_TRANSLATOR = cssselect.HTMLTranslator()
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NOTHING: frozenset[Any] = frozenset()


class Matching:
    """Selections in one page; parts that occur in many selectors are looked up once."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._of_class: defaultdict[str, set[Any]] = defaultdict(set)
        for element in root.iter("*"):
            for name in _BLANKS.split(element.get("class", "")):
                self._of_class[name].add(element)
        self._compounds: dict[str, AbstractSet[Any]] = {}
        self.complete = True
        """Whether none was too long to be looked up."""

    def of(self, selector: cssselect.Selector) -> AbstractSet[Any]:
        """Nothing for what holds only at times (":hover") or is not known. RecursionError for what is nested too deep."""
        tree = selector.parsed_tree
        steps: list[tuple[str, Any]] = []
        while isinstance(tree, CombinedSelector):
            steps.append((tree.combinator, tree.subselector))
            tree = tree.selector
        found = self._compound(tree)
        for combinator, compound in reversed(steps):
            found = _combined(found, combinator, self._compound(compound)) if found else _NOTHING
        return found

    def _classed(self, name: str, tag: str | None) -> AbstractSet[Any]:
        """Most parts are no more than ".note" or "p.note"."""
        found = self._of_class.get(name, _NOTHING)
        return {element for element in found if element.tag == tag.lower()} if tag else found

    def _compound(self, tree: Any) -> AbstractSet[Any]:
        if isinstance(tree, Class) and isinstance(tree.selector, Element) and not tree.selector.namespace:
            return self._classed(tree.class_name, tree.selector.element)
        name = tree.canonical()
        if name not in self._compounds:
            try:
                path = f"descendant-or-self::{_TRANSLATOR.xpath(tree)}"
                self._compounds[name] = frozenset(etree.XPath(path)(self._root))
            except cssselect.ExpressionError:
                self._compounds[name] = _NOTHING
            except etree.XPathError:
                self._compounds[name] = _NOTHING
                self.complete = False
        return self._compounds[name]


def _combined(left: AbstractSet[Any], combinator: str, right: AbstractSet[Any]) -> AbstractSet[Any]:
    """Those of `right` that stand so to one of `left`."""
    if combinator == ">":
        return {element for element in right if element.getparent() in left}
    if combinator == "+":
        return {element for element in right if element.getprevious() in left}
    if combinator == "~":
        return right & _later_siblings(left)
    return _inside(left, right)


def _inside(left: AbstractSet[Any], right: AbstractSet[Any]) -> set[Any]:
    """Looked for from above where that is less to see, as it is for most rules of a large page."""
    found: set[Any] = set()
    seen = 0
    for outer in left:
        for inner in outer.iterdescendants():
            seen += 1
            if seen > len(right):
                return {
                    element for element in right if any(around in left for around in element.iterancestors())
                }
            if inner in right:
                found.add(inner)
    return found


def _later_siblings(elements: AbstractSet[Any]) -> set[Any]:
    found: set[Any] = set()
    for parent in {element.getparent() for element in elements}:
        begun = False
        for child in parent if parent is not None else ():
            if begun:
                found.add(child)
            begun = begun or child in elements
    return found
