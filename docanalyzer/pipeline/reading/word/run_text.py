"""The characters of a run as they look: symbol fonts, raised digits, one kind of blank."""

from __future__ import annotations

from typing import Any

from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.word import names
from docanalyzer.pipeline.reading.word.names import w
from docanalyzer.pipeline.reading.word.styles import whole_number
from docanalyzer.pipeline.reading.word.symbols import plain_symbols, symbol

_VERTICAL = f"{names.RPR}/{w('vertAlign')}"


def is_raised(run: Any) -> bool:
    align = run.find(_VERTICAL)
    return align is not None and align.get(names.VAL) == "superscript"


def visible_text(text: str, font: str) -> str:
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    text = clean(text)
    if font and any(0xF020 <= ord(char) < 0xF100 for char in text):
        return plain_symbols(text, font)
    return text


def capitals(text: str) -> str:
    """As w:caps shows it: "ß", which has no capital of one letter, stays."""
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def symbol_text(element: Any) -> str:
    """A w:sym, or the w16se:symEx that Word writes for emoji beyond 16 bits."""
    namespace = names.WORD if element.tag == w("sym") else names.WORD_2015_SYMBOLS
    try:
        code = int(element.get(f"{{{namespace}}}char", ""), 16)
    except ValueError:
        return ""
    return symbol(code, element.get(f"{{{namespace}}}font", "")) if whole_number(str(code)) else ""
