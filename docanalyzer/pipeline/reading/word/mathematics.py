"""Formulas (OMML) on one line: fractions with a slash, powers with ^, indices with _, rows of a matrix with ;."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docanalyzer.pipeline.reading.word.names import ALTERNATE, MATH, chosen, is_on_value, w

Write = Callable[[Any], str]
Tracked = Callable[[Any, Write], str]
_TEXTS = {f"{{{MATH}}}t", w("t"), w("delText")}
_CHANGED = {w("ins"), w("del"), w("moveFrom"), w("moveTo")}
_JOINED = {
    "f": (("num", ""), ("den", "/")),
    "sSup": (("e", ""), ("sup", "^")),
    "sSub": (("e", ""), ("sub", "_")),
    "sSubSup": (("e", ""), ("sub", "_"), ("sup", "^")),
    "sPre": (("sub", "_"), ("sup", "^"), ("e", " ")),
    "limLow": (("e", ""), ("lim", "_")),
    "limUpp": (("e", ""), ("lim", "^")),
    "rad": (("deg", ""), ("e", "√")),
}
_SEPARATED = {"m": ("mr", "; "), "mr": ("e", ", "), "eqArr": ("e", "; ")}
_HAT = "\u0302"


class LinearMath:
    """tracked: how inserted and deleted parts (w:ins, w:del …) are written, given how to write what is in them."""

    def __init__(self, tracked: Tracked) -> None:
        self._tracked = tracked

    def text(self, element: Any) -> str:
        """Of an m:oMath or a part of it, every m:t once and in reading order."""
        return "".join(self._child(child) for child in element)

    def _child(self, child: Any) -> str:
        tag = child.tag
        if tag == ALTERNATE:
            version = chosen(child)
            return self.text(version) if version is not None else ""
        if tag in _TEXTS:
            return child.text or ""
        if tag in _CHANGED:
            return self._tracked(child, self.text)
        if not isinstance(tag, str) or not tag.startswith(f"{{{MATH}}}"):
            return self.text(child)
        return self._structure(child, tag.rpartition("}")[2])

    def _structure(self, element: Any, name: str) -> str:
        if name in _JOINED:
            return self._join(element, _JOINED[name])
        if name in _SEPARATED:
            part, separator = _SEPARATED[name]
            return separator.join(map(self._child, element.iterfind(f"{{{MATH}}}{part}")))
        if name == "nary":
            sign = _property(element, "naryPr", "chr", "∫")
            return sign + self._join(element, (("sub", "_"), ("sup", "^"), ("e", " ")))
        if name == "func":
            function, argument = self._part(element, "fName"), self._part(element, "e")
            return function + ("" if argument.startswith("(") else " ") + argument
        if name == "d":
            separator = _property(element, "dPr", "sepChr", "|")
            inside = separator.join(self.text(part) for part in element.iterfind(f"{{{MATH}}}e"))
            return (
                _property(element, "dPr", "begChr", "(") + inside + _property(element, "dPr", "endChr", ")")
            )
        if name == "acc":
            base = self._part(element, "e")
            return base + _property(element, "accPr", "chr", _HAT) if len(base) == 1 else base
        if name == "phant" and not is_on_value(_property(element, "phantPr", "show", "1")):
            return ""
        return self.text(element)

    def _part(self, element: Any, name: str) -> str:
        part = element.find(f"{{{MATH}}}{name}")
        return self.text(part) if part is not None else ""

    def _join(self, element: Any, parts: tuple[tuple[str, str], ...]) -> str:
        out = ""
        for name, before in parts:
            text = self._part(element, name)
            if text or before == "√":
                out += before + (f"({text})" if len(text) > 1 and _compound(text) else text)
        return out


def _property(element: Any, group: str, name: str, usual: str) -> str:
    found = element.find(f"{{{MATH}}}{group}/{{{MATH}}}{name}")
    return str(found.get(f"{{{MATH}}}val", "")) if found is not None else usual


def _compound(text: str) -> bool:
    return not text.isalnum() and not (text.startswith("(") and text.endswith(")"))
