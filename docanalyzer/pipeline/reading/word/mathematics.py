"""Formulas (OMML) on one line: fractions with a slash, powers with ^, indices with _."""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.reading.word.names import ALTERNATE, MATH, chosen, w

_TEXT, _WORD_TEXT = f"{{{MATH}}}t", w("t")
_JOINED = {
    "f": (("num", ""), ("den", "/")),
    "sSup": (("e", ""), ("sup", "^")),
    "sSub": (("e", ""), ("sub", "_")),
    "sSubSup": (("e", ""), ("sub", "_"), ("sup", "^")),
    "rad": (("deg", ""), ("e", "√")),
}


def linear_math(element: Any) -> str:
    """The text of an m:oMath, every m:t once and in reading order."""
    out = []
    for child in element:
        if child.tag == ALTERNATE:
            version = chosen(child)
            out.append(linear_math(version) if version is not None else "")
            continue
        if child.tag in (_TEXT, _WORD_TEXT):
            out.append(child.text or "")
            continue
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        parts = _JOINED.get(name)
        if parts and child.tag.startswith(f"{{{MATH}}}"):
            out.append(_join(child, parts))
        else:
            out.append(_sum(child) if name == "nary" else _bracketed(child, name))
    return "".join(out)


def _join(element: Any, parts: tuple[tuple[str, str], ...]) -> str:
    out = ""
    for name, before in parts:
        part = element.find(f"{{{MATH}}}{name}")
        text = linear_math(part) if part is not None else ""
        if text or before == "√":
            out += before + (f"({text})" if len(parts) > 1 and len(text) > 1 and _compound(text) else text)
    return out


def _compound(text: str) -> bool:
    return not text.isalnum() and not (text.startswith("(") and text.endswith(")"))


def _sum(element: Any) -> str:
    """m:nary: its sign (an integral unless it names another), its limits, what it is taken over."""
    named = element.find(f"{{{MATH}}}naryPr/{{{MATH}}}chr")
    sign = named.get(f"{{{MATH}}}val", "∫") if named is not None else "∫"
    return str(sign) + _join(element, (("sub", "_"), ("sup", "^"), ("e", " ")))


def _bracketed(element: Any, name: str) -> str:
    """m:d stands in the brackets it names, "(" and ")" by default."""
    text = linear_math(element)
    if name != "d":
        return text
    marks = {}
    for key, usual in (("begChr", "("), ("endChr", ")")):
        found = element.find(f"{{{MATH}}}dPr/{{{MATH}}}{key}")
        marks[key] = found.get(f"{{{MATH}}}val", usual) if found is not None else usual
    return f"{marks['begChr']}{text}{marks['endChr']}"
