"""How a browser writes the number of a counter or a list item: the predefined counter styles and a page's own
(CSS Counter Styles Level 3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from docanalyzer.pipeline.reading.web.numerals import ADDITIVE, ALPHABETS, DIGITS, EAST_ASIAN, FIXED, additive

BULLETS = ("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed")
_LEAST = -(2**31)
_RULE = re.compile(r"@counter-style\s+(-?[^\W\d][\w-]*)\s*\{([^{}]*)\}", re.IGNORECASE)
_DESCRIPTOR = re.compile(
    r"""(?:^|;)\s*([a-z-]+)\s*:((?:[^;"']|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')*+)""", re.IGNORECASE
)
_SYMBOL = re.compile(r""""((?:[^"\\\n]|\\.)*+)"|'((?:[^'\\\n]|\\.)*+)'|([^\s"',;]+)""")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_DEEPEST = 8
_LONGEST = 60
"""Characters of a number; beyond it a page plays tricks."""
Write = Callable[[int], str | None]


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """write: a number from `least` on as this style has it, None where it has none for it; signed: whether a number below
    0 is written as the one above it, with `negative` around."""

    write: Write
    prefix: str = ""
    suffix: str = ". "
    negative: tuple[str, str] = ("-", "")
    least: int = 1
    signed: bool = False
    pad: tuple[int, str] = (0, "")
    fallback: str = "decimal"
    bullet: bool = False


@dataclass
class CounterStyles:
    """Those of one page. unwritten: names met whose numbers stand in plain digits, though the page may mean others."""

    own: dict[str, CounterStyle] = field(default_factory=dict)
    unwritten: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, sheets: Iterable[str]) -> CounterStyles:
        """With the @counter-style rules of these style sheets; of two with one name the later."""
        styles = cls()
        rules = {found[1]: found[2] for sheet in sheets for found in _RULE.finditer(sheet)}
        for name, body in rules.items():
            said = {key.lower(): value.strip() for key, value in _DESCRIPTOR.findall(body)}
            made = styles._made(name, said, rules)
            if made is not None:
                styles.own[name] = made
        return styles

    def number(self, number: int, name: str) -> str:
        """As counter(x, name) writes it."""
        return self._written(number, name)

    def marker(self, number: int, name: str) -> str:
        """As a list item shows it, blanks at its ends left out; "" for bullets."""
        style = self._style(name)
        if style.bullet:
            return ""
        return f"{style.prefix}{self._written(number, name)}{style.suffix}".strip()

    def _style(self, name: str) -> CounterStyle:
        style = self.own.get(name) or _PREDEFINED.get(name.lower())
        if style is None:
            self.unwritten[name] = None
        return style or _PREDEFINED["decimal"]

    def _written(self, number: int, name: str, depth: int = 0) -> str:
        style = self._style(name)
        if style.bullet and name.lower() in BULLETS:
            return "" if name.lower() == "none" else "•"
        size = abs(number) if style.signed else number
        written = style.write(size) if size >= style.least else None
        if written is None or len(written) > _LONGEST:
            return str(number) if depth > _DEEPEST else self._written(number, style.fallback, depth + 1)
        signs = style.negative if number < 0 and style.signed else ("", "")
        width, filling = style.pad
        missing = max(min(width, _LONGEST) - len(written) - len("".join(signs)), 0)
        return f"{signs[0]}{filling * missing}{written}{signs[1]}"

    def _made(
        self, name: str, said: dict[str, str], rules: dict[str, str], depth: int = 0
    ) -> CounterStyle | None:
        """A page's style; None where it is not written as it should be."""
        system = said.get("system", "symbolic").lower().split()
        symbols = _symbols(said.get("symbols", ""))
        if system[:1] == ["extends"]:
            other = said["system"].split()[-1]
            if other in rules and other != name and depth < _DEEPEST:
                inner = {key.lower(): value.strip() for key, value in _DESCRIPTOR.findall(rules[other])}
                base = self._made(other, inner, rules, depth + 1)
            else:
                base = _PREDEFINED.get(other.lower())
            made = base or _PREDEFINED["decimal"]
        elif system[:1] == ["additive"]:
            pairs = _weights(said.get("additive-symbols", ""))
            if not pairs:
                return None
            made = CounterStyle(additive(pairs), least=0)
        else:
            write = _system(system, symbols) if symbols else None
            if write is None:
                return None
            made = CounterStyle(
                write,
                least={"numeric": 0, "cyclic": _LEAST, "fixed": _LEAST}.get(system[0], 1),
                signed=system[0] == "numeric",
                bullet=system[0] == "cyclic" and not any(map(_says, symbols)),
            )
        return _described(made, said)


def _described(style: CounterStyle, said: dict[str, str]) -> CounterStyle:
    if "prefix" in said:
        style = replace(style, prefix="".join(_symbols(said["prefix"])[:1]))
    if "suffix" in said:
        style = replace(style, suffix="".join(_symbols(said["suffix"])[:1]))
    if "negative" in said:
        before, after = (*_symbols(said["negative"]), "", "")[:2]
        style = replace(style, negative=(before, after))
    if "pad" in said:
        width, filling = (*_symbols(said["pad"]), "", "")[:2]
        style = replace(style, pad=(int(width), filling) if re.fullmatch(r"\d{1,4}", width) else (0, ""))
    if "fallback" in said:
        style = replace(style, fallback=said["fallback"])
    if "range" in said and said["range"].lower() != "auto":
        style = replace(style, write=_within(style.write, said["range"]))
    return style


def _within(write: Write, ranges: str) -> Write:
    """write, for numbers in "1 10, 20 infinite" only."""
    ends = [part.lower().split() for part in ranges.split(",")]
    known = [
        (_LEAST if low == "infinite" else int(low), 2**31 if high == "infinite" else int(high))
        for low, high in (pair for pair in ends if len(pair) == 2)
        if all(re.fullmatch(r"-?\d{1,9}|infinite", end) for end in (low, high))
    ]
    return lambda number: write(number) if any(low <= number <= high for low, high in known) else None


def _system(system: list[str], symbols: list[str]) -> Write | None:
    kind, count = system[0], len(symbols)
    if kind == "cyclic":
        return lambda number: symbols[(number - 1) % count]
    if kind == "fixed":
        first = int(system[1]) if len(system) > 1 and re.fullmatch(r"-?\d{1,9}", system[1]) else 1
        return lambda number: symbols[number - first] if 0 <= number - first < count else None
    if kind == "symbolic":
        return lambda number: (
            symbols[(number - 1) % count] * ((number - 1) // count + 1)
            if number <= _LONGEST * count
            else None
        )
    if kind == "alphabetic" and count > 1:
        return lambda number: _alphabetic(number, symbols)
    if kind == "numeric" and count > 1:
        return lambda number: _numeric(number, symbols)
    return None


def _alphabetic(number: int, symbols: str | list[str]) -> str:
    """a … z, aa, ab: unlike Word, which goes on with bb."""
    out = ""
    while number > 0:
        number, at = divmod(number - 1, len(symbols))
        out = symbols[at] + out
    return out


def _numeric(number: int, digits: str | list[str]) -> str:
    out = "" if number else digits[0]
    while number > 0:
        number, at = divmod(number, len(digits))
        out = digits[at] + out
    return out


def _symbols(value: str) -> list[str]:
    return [
        _ESCAPE.sub(unescaped, double or single or plain) for double, single, plain in _SYMBOL.findall(value)
    ]


def _weights(value: str) -> list[tuple[int, str]]:
    pairs = [_symbols(part) for part in value.split(",")]
    weighed = [(int(pair[0]), pair[1]) for pair in pairs if len(pair) == 2 and pair[0].isdecimal()]
    return sorted((pair for pair in weighed if pair[0] < 2**31), reverse=True)


def string(quoted: str) -> str:
    """What a CSS string in its quotation marks says."""
    return _ESCAPE.sub(unescaped, quoted[1:-1])


def unescaped(match: re.Match[str]) -> str:
    r"""A CSS escape, "\201C " or "\"": the character."""
    code = int(match[1], 16) if match[1] else 0
    return (chr(code) if 0 < code < 0x110000 else "") if match[1] else match[2]


def _says(symbol: str) -> bool:
    return any(map(str.isalnum, symbol))


def _alphabet(letters: str) -> Write:
    return lambda number: _alphabetic(number, letters)


def _digits(digits: str) -> Write:
    return lambda number: _numeric(number, digits)


def _fixed(symbols: str) -> Write:
    return lambda number: symbols[number - 1] if number <= len(symbols) else None


_PREDEFINED: dict[str, CounterStyle] = {
    **{name: CounterStyle(lambda number: "•", bullet=True) for name in BULLETS},
    "decimal": CounterStyle(str, least=0, signed=True),
    "decimal-leading-zero": CounterStyle(str, least=0, signed=True, pad=(2, "0")),
    **{name: CounterStyle(_digits(digits), least=0, signed=True) for name, digits in DIGITS.items()},
    "cjk-decimal": CounterStyle(_digits("〇一二三四五六七八九"), suffix="、", least=0, signed=True),
    **{name: CounterStyle(_alphabet(letters), suffix=end) for name, (letters, end) in ALPHABETS.items()},
    **{name: CounterStyle(write) for name, write in ADDITIVE.items()},
    **{
        name: CounterStyle(_fixed(symbols), suffix="、", fallback="cjk-decimal")
        for name, symbols in FIXED.items()
    },
    **{
        name: CounterStyle(
            write, suffix=suffix, least=0, signed=True, negative=(negative, ""), fallback="cjk-decimal"
        )
        for name, (write, suffix, negative) in EAST_ASIAN.items()
    },
}
