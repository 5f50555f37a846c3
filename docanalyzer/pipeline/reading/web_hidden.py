"""Classes that a web page's own <style> hides: only the plain rule, `.class { display: none }`."""

from __future__ import annotations

import re
from typing import Any

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:(?!\s*none\b)", re.IGNORECASE)


def hidden_classes(root: Any) -> frozenset[str]:
    """Rules for print or narrow screens do not count, nor a class that any other rule shows again."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in root.iter("style"):
        if (style.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        for selectors, declarations, outermost in _rules(_COMMENT.sub("", style.text_content() or "")):
            if _DISPLAY.search(declarations):
                shown.update(_CLASS.findall(selectors))
            elif outermost and _NONE.search(declarations):
                plain = (_CLASS.fullmatch(selector.strip()) for selector in selectors.split(","))
                hidden.update(found[1] for found in plain if found)
    return frozenset(hidden - shown)


def _rules(css: str) -> list[tuple[str, str, bool]]:
    """(selectors, declarations, whether it stands in no @ block) of every innermost block."""
    rules: list[tuple[str, str, bool]] = []
    opened: list[str] = []
    for piece, end in re.findall(r"([^{}]*)([{}]|\Z)", css):
        if end == "{":
            opened.append(piece)
        elif end == "}" and opened:
            selectors = opened.pop()
            rules.append((selectors, piece, not opened))
    return rules
