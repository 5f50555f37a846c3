"""Tags that would take the parser hours: libxml2 compares every attribute of a tag with all before it."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1_000
"""Of one tag. A page's own tags have some dozen; a file of nothing but such tags is parsed in seconds."""
_OPENING = re.compile(r"<(?:!--|[a-z][^\s/>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*))?""")
_UNPARSED = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}


def has_overfull_tag(page: str) -> bool:
    """Whether one tag has more attributes than are read. One pass over the page; comments and scripts are no tags."""
    position = 0
    while found := _OPENING.search(page, position):
        if found[0] == "<!--":
            end = page.find("-->", found.end() - 2)  # "<!-->" is a whole one
            position = end if end >= 0 else len(page)
            continue
        position, count = found.end(), 0
        while attribute := _ATTRIBUTE.match(page, position):
            position, count = attribute.end(), count + 1
            if count > MOST_ATTRIBUTES:
                return True
        unparsed = _UNPARSED.get(found[0][1:].lower())
        if unparsed:
            closing = unparsed.search(page, position)
            position = closing.start() if closing else len(page)
    return False
