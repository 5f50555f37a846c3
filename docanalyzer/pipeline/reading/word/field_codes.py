"""What fields without a stored result show, where their instruction alone says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from docanalyzer.pipeline.reading.word.symbols import symbol

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_SYMBOL_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_EQ_SWITCH = re.compile(r"\\([A-Za-z]+)(\d*)\s*")
_CIRCLES = "○◯〇"
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_LAST_CHARACTER = 0x10FFFF
_DEEPEST = 40
_UNKNOWN = {
    "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "AUTHOR", "TITLE", "SUBJECT", "FILENAME", "DOCPROPERTY",
    "DOCVARIABLE", "IF", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "FILLIN", "AUTOTEXT", "INCLUDETEXT",
    "COMPARE", "INDEX", "USERNAME", "LASTSAVEDBY",
}  # fmt: skip


def shown_by(instruction: str) -> str:
    """The text of a field that has no result: "" where Word would have to compute it, or shows nothing."""
    kind, _, rest = instruction.strip().partition(" ")
    show = _SHOWN.get(kind.upper())
    return show(rest.strip()) if show is not None else ""


def needs_word(instruction: str) -> bool:
    """Whether Word would show something here that only Word can tell."""
    kind = instruction.split(maxsplit=1)
    return bool(kind) and (kind[0].upper() in _UNKNOWN or kind[0].startswith("="))


def _macro_button(rest: str) -> str:
    return rest.partition(" ")[2].strip()


def _quote(rest: str) -> str:
    return " ".join(quoted or plain for quoted, plain in _WORD.findall(rest.partition("\\*")[0]))


def _merge_field(rest: str) -> str:
    found = _WORD.match(rest)
    return f"«{found[1] or found[2]}»" if found else ""


def _symbol(rest: str) -> str:
    font = _SYMBOL_FONT.search(rest)
    number = rest.split()[0].strip('"') if rest.split() else ""
    try:
        code = int(number, 16) if number.lower().startswith("0x") else int(number)
    except ValueError:
        return number[:1]
    named = (font[1] or font[2]) if font else ""
    if not 0x20 <= code <= _LAST_CHARACTER:
        return ""
    if code < 256 and not re.search(r"\\[uj]", rest):
        known = (
            symbol(0xF000 + code, named) if named.lower() in ("symbol", "wingdings", "wingdings 2") else ""
        )
        return known or bytes([code]).decode("cp1252", "replace")
    return symbol(code, named)


def _equation(rest: str, depth: int = 0) -> str:
    r"""EQ: \f(1,2) → 1/2, \o\ac(○,12) → ⑫, \r(3,x) → 3√x; other structures give their parts in order."""
    out, position = "", 0
    while position < len(rest):
        found = _EQ_SWITCH.match(rest, position)
        if rest[position] == "\\" and found is None:
            out += rest[position + 1 : position + 2]
            position += 2
        elif found is None:
            out += rest[position]
            position += 1
        else:
            name, position = found[1].lower(), found.end()
            if rest[position : position + 1] == "(" and depth < _DEEPEST:
                parts, position = _arguments(rest, position + 1)
                out += _structure(
                    _first_switch(name, rest, found.start()), [_equation(p, depth + 1) for p in parts]
                )
    return out.strip() if depth == 0 else out


def _first_switch(last: str, rest: str, start: int) -> str:
    r"""Of "\o\ac(" the first one names the structure."""
    before = re.search(r"((?:\\[A-Za-z]+\d*\s*)+)$", rest[:start])
    return _EQ_SWITCH.findall(before[1])[0][0].lower() if before else last


def _arguments(rest: str, start: int) -> tuple[list[str], int]:
    """The parts between the brackets that begin before `start`, and where they end."""
    parts, depth, position = [""], 0, start
    while position < len(rest):
        letter = rest[position]
        if letter == "\\" and rest[position + 1 : position + 2] in ("(", ")", ",", ";", "\\"):
            parts[-1] += rest[position : position + 2]
            position += 2
            continue
        position += 1
        if letter == ")" and depth == 0:
            break
        depth += (letter == "(") - (letter == ")")
        if letter in ",;，" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts, position


def _structure(name: str, parts: list[str]) -> str:
    parts = [part.strip() for part in parts]
    if name == "o" and len(parts) > 1 and parts[0] in _CIRCLES and parts[0]:
        return _circled("".join(parts[1:]))
    if name == "f" and len(parts) == 2:
        return "/".join(map(_grouped, parts))
    if name == "r":
        return (parts[0] if len(parts) > 1 else "") + "√" + _grouped(parts[-1])
    if name == "i" and len(parts) == 3:
        return f"∫_{_grouped(parts[0])}^{_grouped(parts[1])} {parts[2]}"
    if name == "b":
        return f"({', '.join(parts)})"
    return ("" if name in ("o", "s", "x") else ", ").join(parts)


def _circled(text: str) -> str:
    number = int(text) if text.isascii() and text.isdigit() else 0
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({text})"


def _grouped(text: str) -> str:
    return text if text.isalnum() or (text.startswith("(") and text.endswith(")")) else f"({text})"


_SHOWN: dict[str, Callable[[str], str]] = {
    "MACROBUTTON": _macro_button,
    "GOTOBUTTON": _macro_button,
    "QUOTE": _quote,
    "MERGEFIELD": _merge_field,
    "SYMBOL": _symbol,
    "EQ": _equation,
}
