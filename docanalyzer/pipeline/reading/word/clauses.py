"""The citeable path of a numbered paragraph: "4.2(a)" where Word shows only "(a)".

The text keeps the label as Word shows it. A label that names its clause in full ("4.2", "Article 5",
"第十二条") is its own path, without the closing full stop. A bare one ("(a)", "（一）", "ii.") is added to the
clause it stands under: the nearest earlier paragraph of a higher level of the same list or, for a list of
its own, the clause before its first item. Bullets have no path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docanalyzer.pipeline.reading.word.formats import write_number
from docanalyzer.pipeline.reading.word.numbering import Label

_NAMED = re.compile(r"第.+[条條章节節编編部篇]|[^\W\d_]{3,}\W", re.UNICODE)
_INNER = re.compile(r"第.+[款项項目]")
_BARE = re.compile(r"[(（].+[)）]|[^.]+[)）]|[a-zA-Z]{1,5}\.?|[①-⑳㊀-㊉]")
_TRAILING = ".．:：,，、 \u3000"
_TYPED = re.compile(
    r"(第[一二三四五六七八九十百千零〇○\d]+[条條章节節](?:之[一二三四五六七八九十])?"
    r"|(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s+(?:\d+(?:\.\d+)*|[IVXLC]+)(?=[.:\s–—-]|$)"
    r"|\d{1,3}(?:\.\d{1,3})+(?=\.?\s)"
    r"|\d{1,2}(?=\.\s+\S))"
)
_TYPED_BARE = re.compile(r"([(（](\w{1,4})[)）])\s*\S")
_FIRSTS = {
    "letter": list("abcdefghjklmnopqrstuvwyz"),
    "roman": ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"],
    "decimal": [str(number) for number in range(1, 40)],
    "chinese": [write_number(number, "chineseCountingThousand") for number in range(1, 40)],
    "capital": list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
}
"""What may stand in a typed bare label, the first one first. No "i" or "x" among the letters."""


@dataclass(frozen=True, slots=True)
class _Open:
    shape: str
    list_key: str
    level: int
    path: str


class ClausePaths:
    """Composes paths; call for every numbered paragraph in document order."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._parents: dict[tuple[str, int], str] = {}

    def path(self, label: Label) -> str:
        """The path of this label, "" for a bullet or an empty label."""
        own = label.text.strip()
        if label.bullet or not own or not any(char.isalnum() for char in own):
            return ""
        self._close(label)
        parent = self._above(label) if self._stands_alone(label, own) else self._parent(label)
        path = _join(parent, own) if parent else own
        self._stack.append(_Open(label.shape, label.list_key, label.level, path))
        return _closed(path)

    def typed(self, text: str) -> str:
        """The path of a number that was typed as text at the start of a paragraph, "" if there is none.

        A bare "(b)" or "（二）" counts only after its first sibling: "(x)" is a ticked box, not a clause.
        """
        match = _TYPED.match(text)
        if match is not None:
            path = match[1].rstrip(_TRAILING)
            self._stack = [_Open("typed", "", 0, path)]
            return path
        match = _TYPED_BARE.match(text)
        return self._typed_bare(match[1], match[2]) if match is not None else ""

    def _typed_bare(self, own: str, inner: str) -> str:
        open_shapes = {item.shape: index for index, item in enumerate(self._stack)}
        shape = next((f"typed {kind}" for kind, firsts in _FIRSTS.items() if inner == firsts[0]), "")
        if inner == "i" and self._stack and self._stack[-1].path.endswith("(h)"):
            shape = "typed letter"
        if not shape:
            kinds = [kind for kind, members in _FIRSTS.items() if inner in members]
            shape = next((f"typed {kind}" for kind in kinds if f"typed {kind}" in open_shapes), "")
        if not shape:
            return ""
        if shape in open_shapes:
            del self._stack[open_shapes[shape] :]
        parent = self._stack[-1].path if self._stack else ""
        path = _join(parent, own) if parent else own
        self._stack.append(_Open(shape, "", len(self._stack), path))
        return path

    def heading(self) -> None:
        """An unnumbered heading ends the clauses before it."""
        self._stack.clear()
        self._parents.clear()

    def _stands_alone(self, label: Label, own: str) -> bool:
        if _INNER.match(own):
            return False
        if label.first_level < label.level or _NAMED.match(own):
            return True
        return label.level == 0 and not _BARE.fullmatch(own)

    def _above(self, label: Label) -> str:
        """For "1.2" whose first number belongs to a level under a bare "A": the path of what is above."""
        if not label.first_level or _NAMED.match(label.text) or label.first_level == label.level:
            return ""
        above = [o for o in self._stack if o.list_key == label.list_key and o.level < label.first_level]
        return above[-1].path if above else ""

    def _parent(self, label: Label) -> str:
        """What a bare label stands under. It is settled at a list's first item and holds for the items after it."""
        key = (label.list_key, label.level)
        siblings = [
            i for i, o in enumerate(self._stack) if o.shape == label.shape and o.list_key != label.list_key
        ]
        if siblings:
            del self._stack[siblings[0] :]
        top = self._stack[-1] if self._stack else None
        if top and (top.list_key == label.list_key or label.number <= 1 or key not in self._parents):
            self._parents[key] = top.path
        return self._parents.get(key, "")

    def _close(self, label: Label) -> None:
        """Drop what this paragraph ends: its own level and deeper ones of the same list, and what stood in them."""
        for index, item in enumerate(self._stack):
            if item.list_key == label.list_key and item.level >= label.level:
                del self._stack[index:]
                return
        if not label.level and not _BARE.fullmatch(label.text.strip()):
            self._stack.clear()


def _closed(path: str) -> str:
    """Without the punctuation a label ends in: "4." and "4)" are clause 4."""
    short = path.rstrip(_TRAILING) or path
    return short[:-1] if short.endswith((")", "）")) and not any(c in short for c in "(（") else short


def _join(parent: str, own: str) -> str:
    if "、" not in parent[-1:]:
        parent = _closed(parent)
    if own.endswith(")") and own[:-1].isalnum():
        own = f"({own}"
    separator = "." if parent[-1:].isalnum() and own[:1].isalnum() and own.isascii() else ""
    return parent + separator + own
