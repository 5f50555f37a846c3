"""Qualified names of the WordprocessingML elements and attributes the reader looks at."""

from __future__ import annotations

from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2015_SYMBOLS = "http://schemas.microsoft.com/office/word/2015/wordml/symex"

STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": WORD,
    "http://purl.oclc.org/ooxml/officeDocument/math": MATH,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONS,
    "http://purl.oclc.org/ooxml/drawingml/main": DRAWING,
    "http://purl.oclc.org/ooxml/drawingml/diagram": DIAGRAM,
    "http://purl.oclc.org/ooxml/drawingml/chart": CHART,
    "http://purl.oclc.org/ooxml/drawingml/picture": PICTURE,
}
"""ISO/IEC 29500 Strict namespaces and the transitional ones with the same element names."""


def w(name: str) -> str:
    return f"{{{WORD}}}{name}"


VAL = w("val")
P, R, T, TBL, TR, TC, SDT = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("sdt")
PPR, RPR, SECT_PR, STYLE, ID = w("pPr"), w("rPr"), w("sectPr"), w("style"), w("id")
ALTERNATE, CHOICE, FALLBACK = (f"{{{COMPATIBILITY}}}{n}" for n in ("AlternateContent", "Choice", "Fallback"))
PARA_ID = f"{{{WORD_2010}}}paraId"
R_ID = f"{{{RELATIONS}}}id"
BOX = w("txbxContent")
EMOJI = f"{{{WORD_2015_SYMBOLS}}}symEx"


def is_on(element: Any) -> bool:
    """Whether an on/off property element (w:b, w:vanish, w:isLgl …) is present and not switched off."""
    if element is None:
        return False
    return is_on_value(element.get(VAL, "1"))


def is_on_value(value: str | None) -> bool:
    """Whether an on/off attribute is written and not off."""
    return value is not None and value not in ("0", "false", "off")


_UNDERSTOOD = {
    "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16cid", "w16cex", "w16du", "w16sdtdh",
    "a14", "c14", "c16r2", "cx", "cx1", "cx2", "v", "o", "m", "w10",
}  # fmt: skip
"""Prefixes of the extensions whose content is read; what needs another one is read from its fallback."""


def chosen(alternate: Any) -> Any:
    """The version of an mc:AlternateContent to read: the first mc:Choice that is understood, else mc:Fallback,
    which repeats it for other programs, else any mc:Choice; None without all of them."""
    choices = alternate.findall(CHOICE)
    for choice in choices:
        if _UNDERSTOOD.issuperset(choice.get("Requires", "").split()):
            return choice
    fallback = alternate.find(FALLBACK)
    return next(iter(choices), None) if fallback is None else fallback
