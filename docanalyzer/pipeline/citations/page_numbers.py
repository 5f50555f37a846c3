"""Page numbers as they are written: "1,024", "187–9", "12 ff."."""

from __future__ import annotations

import re
from itertools import pairwise

from docanalyzer.pipeline.citations.numerals import chinese_number

# "Page 1,024" is one page, "p. 1, 24" and "pp. 3,124" are two. Of several the commas within numbers are those
# without which the pages would not ascend, or would begin with 0: "pp. 1,024–1,026".
_PAGE_LIST = re.compile(
    r"(?:(?P<one>\b(?:page|pg|p)(?![a-z])\.?)|\b(?:pages|pgs|pp)(?![a-z])\.?|第)\s*(?:no\.?\s*)?[:：]?\s*"
    r"(?P<list>\d{1,5}(?:\s*(?:[,，、;&–—~～-]|and|to|through)\s*\d{1,5})*)(?![\d%])",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(\b(?:of|von|sur|de|di)\s+|[/／]\s*)(\d),(\d{3})(?!,?\d)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)(?:\s*(?:[–—~～-]|to|through)\s*(\d+))?")
_THOUSANDS = re.compile(r"(?<![\d,])(\d),(\d{3})(?![\d,]\d|\d)")


def page_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text)


def onwards(first: int | None, written: str | None) -> int | None:
    """The end of "12 f." (and the next), "12 ff." and "12 et seq." (and at least two more)."""
    if first is None or not written:
        return None
    return first + (1 if written.strip(" .").casefold() == "f" else 2)


def without_thousands(content: str) -> str:
    """ "p. 1,024" as "p. 01024": as long as before, so that offsets stay."""
    if "," not in content:
        return content
    return _PAGE_LIST.sub(_plain_numbers, _TOTAL.sub(r"\g<1>0\2\3", content))


def _plain_numbers(pages: re.Match[str]) -> str:
    listed = pages["list"]
    if _ascends(listed) and not pages["one"]:
        return pages.group()
    return pages.group()[: -len(listed)] + _THOUSANDS.sub(r"0\1\2", listed)


def _ascends(listed: str) -> bool:
    """Whether a list is one of pages if each comma in it stands between two of them."""
    ends: list[int] = []
    for first, last in _RANGE.findall(listed):
        if first[0] == "0" or last[:1] == "0":
            return False
        ends += [int(first), *([whole(int(first), last) or 0] if last else [])]
    return all(before < after for before, after in pairwise(ends))


def whole(first: int | None, last: str | None) -> int | None:
    """The end of a range; "pp. 187–9" means 189."""
    if first is None or not last:
        return None
    end = int(last)
    if end < first and len(last) < len(str(first)):
        end = int(str(first)[: -len(last)] + last)
    return end
