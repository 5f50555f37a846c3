"""Which elements of a page a CSS selector selects.

One XPath for each compound part ("p.note"), then its combinators step by step over sets: libxml2 takes minutes for
"p ~ p" over some thousand paragraphs.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

import cssselect
from cssselect.parser import CombinedSelector
from lxml import etree

_TRANSLATOR = cssselect.HTMLTranslator()
_NOTHING: frozenset[Any] = frozenset()


class Matching:
    """Selections in one page; parts that occur in many selectors are looked up once."""

    def __init__(self, root: Any) -> None:
        self._root = root
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

    def _compound(self, tree: Any) -> AbstractSet[Any]:
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
    return {element for element in right if any(outer in left for outer in element.iterancestors())}


def _later_siblings(elements: AbstractSet[Any]) -> set[Any]:
    found: set[Any] = set()
    for parent in {element.getparent() for element in elements}:
        begun = False
        for child in parent if parent is not None else ():
            if begun:
                found.add(child)
            begun = begun or child in elements
    return found
