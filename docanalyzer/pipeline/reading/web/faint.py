"""Text that a page's styles make too faint or too small to see: opacity 0 and font size 0."""

from __future__ import annotations

import re

_NOTHING = re.compile(r"\s*(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?\s*", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\s*(?:[\d.]+(?:em|ex|ch|%)|inherit|unset|smaller|larger)\s*(?:!\s*important\s*)?", re.IGNORECASE
)
_SHORT_SIZE = re.compile(r"(?:^|\s)(?:0|[.]0)[.0]{0,8}(?:[a-z]{1,4}|%)?(?=[\s/])", re.IGNORECASE)
_CONTROLS = ("button", "input", "select", "textarea")
SHOWN_LATER = re.compile(
    r"(?:^|[;\s-])(?:animation|transition)(?:-name|-property)?\s*:(?!\s*none)", re.IGNORECASE
)
"""What a rule says beside opacity 0 where it lets its elements appear, mostly as the page is scrolled."""
NO_SIZE = re.compile(r"font(?:-size)?\s*:[^;:{}]{0,40}?(?<![\w.])(?:0|\.0)[.0]{0,8}(?![.\d])", re.IGNORECASE)
"""Whether a style sheet may make anything small: only then do the many other font sizes matter."""


def is_nothing(value: str) -> bool:
    """ "0", "0px", ".0", "0%"; of an opacity or a font size."""
    return bool(_NOTHING.fullmatch(value))


def size_of_font(value: str) -> str:
    """The font size in the shorthand `font`, as far as it matters: "0", "inherit" or "medium"."""
    word = value.strip().lower()
    if word in ("inherit", "unset"):
        return word
    return "0" if _SHORT_SIZE.search(value) else "medium"


def has_size(tag: str, declared: str, around: bool) -> bool:
    """Whether an element's words have a size. declared: its font-size, "" for none; around: whether those of the
    element it stands in do. Form controls have a size of their own."""
    if not declared:
        return around or tag in _CONTROLS
    return around if _RELATIVE.fullmatch(declared) and not is_nothing(declared) else not is_nothing(declared)
