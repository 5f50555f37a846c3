"""Formulas of web pages (MathML) on one line, written as those of Word files are."""

from __future__ import annotations

from typing import Any

_LEFT_OUT = {"annotation", "annotation-xml", "mphantom"}
_JOINED = {
    "mfrac": ("", "/"), "msup": ("", "^"), "msub": ("", "_"), "msubsup": ("", "_", "^"),
    "munder": ("", "_"), "mover": ("", "^"), "munderover": ("", "_", "^"),
}  # fmt: skip
_DEEPEST = 100


def linear_mathml(element: Any, depth: int = 0) -> str:
    """The text of a <math>, each token once: 1/2, c^2, a_i, √(x+1); rows of a matrix as "1, 2; 3, 4"."""
    tag = element.tag if isinstance(element.tag, str) else ""
    name = tag.rpartition("}")[2].rpartition(":")[2]
    if not tag or name in _LEFT_OUT or depth > _DEEPEST:
        return ""
    children = [linear_mathml(child, depth + 1) for child in element if _is_shown(child)]
    if name in _JOINED and len(children) == len(_JOINED[name]):
        return "".join(sign + _grouped(text) for sign, text in zip(_JOINED[name], children, strict=True))
    if name == "msqrt":
        return "√" + _grouped("".join(children))
    if name == "mroot" and len(children) == 2:
        return f"{_grouped(children[1])}√{_grouped(children[0])}"
    if name in ("mtr", "mlabeledtr"):
        return ", ".join(children)
    if name == "mtable":
        return "; ".join(children)
    own = " ".join((element.text or "").split())
    return own + "".join(children) if children or name != "mspace" else " "


def _is_shown(child: Any) -> bool:
    return isinstance(child.tag, str) and child.tag.rpartition("}")[2] not in _LEFT_OUT


def _grouped(text: str) -> str:
    """In brackets where it is more than one word or number."""
    alone = text.isalnum() or len(text) == 1 or (text.startswith("(") and text.endswith(")"))
    return text if alone or not text else f"({text})"
