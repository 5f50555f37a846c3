"""Which elements of a web page have a box of their own, as their tag and their styles say."""

from __future__ import annotations


def tags(names: str) -> frozenset[str]:
    """Names with blanks between them."""
    return frozenset(names.split())


BLOCKS = tags(
    "html body address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table "
    "tbody thead tfoot tr caption ul"
)
BLOCK_DISPLAYS = tags("block list-item flex grid table table-row table-caption flow-root")
_TABLE_PARTS = tags("table thead tbody tfoot tr td th caption")
_BOX_DISPLAYS = tags("block list-item flex grid flow-root inline-block inline-flex inline-grid")


def is_block(tag: str, style: dict[str, str]) -> bool:
    """Whether an element begins and ends a paragraph."""
    display = style.get("display", "").lower()
    return (tag in BLOCKS and display != "table-cell") or display in BLOCK_DISPLAYS


def is_positioned(style: dict[str, str]) -> bool:
    """Whether an element is taken out of what flows around it: position absolute or fixed."""
    return style.get("position") in ("absolute", "fixed")


def is_loose(style: dict[str, str]) -> bool:
    """Whether an element's words stand apart from the line around it, whose strokes do not run through them."""
    apart = is_positioned(style) or style.get("float") in ("left", "right", "inline-start", "inline-end")
    return apart or style.get("display", "").lower().startswith("inline-")


def has_box(tag: str, style: dict[str, str]) -> bool:
    """Whether heights, indents and transforms surely work on an element: not on words in a line, and otherwise on the
    parts of tables."""
    display = style.get("display", "").lower()
    if tag in _TABLE_PARTS or display.startswith("table"):
        return False
    return (
        is_positioned(style) or display in _BOX_DISPLAYS or (tag in BLOCKS and not display) or is_loose(style)
    )
