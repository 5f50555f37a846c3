"""The exact words of a text, with only that forgotten which typesetting and copying change.

Two texts with the same canonical form say the same, word for word: `canonical` keeps every letter, accent,
digit, sign and mark of punctuation. It forgets width and ligatures, the kind of quotation marks and dashes,
line breaks, spaces that are not between words or numbers, soft hyphens, bullets, and full against half width.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CJK = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u3105-\u318e" + (
    r"\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_DOUBLE_QUOTES = '“”„‟«»「」『』〝〞〟＂"‹›`＇'
_SINGLE_QUOTES = "‘’‚‛'ʼ´′"
DASHES = "‐‑‒–—―−⁃﹘﹣－─━"
BULLETS = "•‣◦▪■●◆▶➢∙⁌⁍"
SAME_SIGNS = str.maketrans("≦⩽≧⩾", "≤≤≥≥")
"""Two ways to write one sign."""
_CLASSES = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE_QUOTES, ""),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(BULLETS, " "),
        **dict.fromkeys("·・‧", "·"),
        **dict.fromkeys("〜～∼", "~"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("≧⩾", "≥"),
        "\u2044": "/",
        "。": ".",
        "、": ",",
        "∶": ":",
        "〔": "[",
        "〕": "]",
        "【": "[",
        "】": "]",
        "〈": "<",
        "〉": ">",
    }
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_SOFT_BREAK = re.compile("\u00ad[ \t]*\n\\s*")
_BROKEN_WORD = re.compile(r"([^\W\d_]{1,40})[-‐‑][ \t]*\n\s*([^\W\d_]{1,40})")
_BROKEN_RANGE = re.compile(r"(?<=\w)([-‐‑–—/])[ \t]*\n\s*(?=\w)")
_BROKEN_NUMBER = re.compile(
    rf"([{CJK}][（(]?\d[\d.,]*|[{CJK}][（(]?\d)[ \t]*\n[ \t]*([.,]?\d[\d.,]*(?=[%％{CJK}]|$))"
)
_LIST_COMMA = re.compile(r"(?<=\d)\s*、\s*(?=\d)")
_PRIME = re.compile(r"(?<=\d) ?(″|′′|''|\"|′|')(?![^\W_])")
_LOOSE_APOSTROPHE = re.compile(r"(?<![^\W_])'|'(?![^\W_])")
_PRODUCT = re.compile(r"(?<=\d)([ \t]*)•(?=[ \t]*\d)")
_DASH_RUN = re.compile(r"-(?:\s*-)+")
_DOT_RUN = re.compile(r"\.(?:\s*\.)+")
_WORDS = rf"[^\W_{CJK}]"
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER = re.compile(r"\^(?:\{([-−+]?\d{1,4})\}|([-−+]?\d{1,4})(?!\w))")
_RAISED = re.compile(rf"[{_RAISED_DIGITS}]|\^\{{?\d")
_TO_RAISED = str.maketrans("0123456789-−+", f"{_RAISED_DIGITS}⁻⁻⁺")
NOTE = re.compile(
    r"(?:(?<=[^\W\d_]{4})|(?<=[^\W\d_]{2}\))|(?<=\d[.,]\d{3})|(?<=(?:19|20)\d\d)"
    rf"|(?<=[.,;:!?%”’。，；：！？」』{CJK}]))"
    r"(?<!met(?:er|re))(?<!(?:met(?:er|re)|inche)s)(?<!inch|feet|foot|mile|yard)(?<!miles|yards)(?<!second|minute)(?<!seconds)(?<!years)(?<!sigma|gamma|delta|theta)(?<![米尺秒])"
    rf"[{_RAISED_DIGITS}]{{1,3}}(?!{_WORDS}|[⁻⁺]|\s*[-−+=×*/<>≤≥·])"
)
"""A raised number that can hardly be a power: after a word, a year, a number in thousands, a sentence's end."""
_LOOSE_SPACE = re.compile(
    rf"(?<!{_WORDS})(?<!\d[.,:/'-]) +| +(?!{_WORDS}|[.,:/'+-]\d)|(?<={_WORDS}) +(?=[.,:/'+-](?!\d))"
)
_PLAIN_FORMS = ("<wide>", "<narrow>", "<font>", "<noBreak>", "<vertical>", "<initial>", "<medial>", "<final>")


def canonical(text: str, other: str = "") -> str:
    """The canonical form of `text`. `other`, the text it is compared with, settles broken words:
    "exam-\\nple" is "example" unless the other side writes "exam-ple"; and raised note numbers, forgotten where
    the other side has none. "10^6" is "10⁶"."""
    text = _LIST_COMMA.sub("\ue000", _PRIME.sub(_prime, text))
    if "•" in text:
        text = text.replace("•", "·") if "·" in other and "•" not in other else _PRODUCT.sub(r"\1·", text)
    text = _POWER.sub(lambda found: (found[1] or found[2]).translate(_TO_RAISED), text)
    if not text.isascii() and not _RAISED.search(other):
        text = NOTE.sub("", text)
    text = _join_broken_words(_SOFT_BREAK.sub("", text), other)
    text = _INVISIBLE.sub("", text)
    text = _compatible(text).translate(_CLASSES)
    text = _LOOSE_APOSTROPHE.sub("", text)
    text = " ".join(text.split())
    text = _DOT_RUN.sub("…", _DASH_RUN.sub("-", text))
    return _LOOSE_SPACE.sub("", text).strip()


def _prime(found: re.Match[str]) -> str:
    """Feet or inches, minutes or seconds after a number: kept. A quotation that ends there is none of them."""
    mark = found[1]
    before = found.string[: found.start()]
    if mark in "'\"" and before.count(mark) % 2:
        return mark
    return "\ue002" if mark in ("″", "′′", "''", '"') else "\ue001"


def _join_broken_words(text: str, other: str) -> str:
    if "\n" not in text:
        return text
    spelled = unicodedata.normalize("NFKC", _INVISIBLE.sub("", other)).casefold()

    def join(match: re.Match[str]) -> str:
        left, right = match.groups()
        hyphenated = any(f"{left}{dash}{right}".casefold() in spelled for dash in "-‐‑")
        return f"{left}-{right}" if hyphenated else left + right

    def join_number(match: re.Match[str]) -> str:
        joined = match.group(1) + match.group(2)
        return joined if unicodedata.normalize("NFKC", joined[1:]).lstrip("(") in spelled else match.group()

    text = _BROKEN_NUMBER.sub(join_number, text)
    return _BROKEN_RANGE.sub(r"\1", _BROKEN_WORD.sub(join, text))


def _compatible(text: str) -> str:
    """NFKC, but a raised, lowered, circled or fraction digit never melts into the number before it."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", text.translate(_set_apart()))


@cache
def _set_apart() -> dict[int, str]:
    """Characters that stand for several, digits among them (², ½, ③, ㋀): those, with spaces around."""
    table = {}
    for point in (*range(0xA0, 0x3400), *range(0x1F100, 0x1F110)):
        decomposition = unicodedata.decomposition(chr(point))
        if decomposition.startswith("<") and not decomposition.startswith(_PLAIN_FORMS):
            plain = unicodedata.normalize("NFKC", chr(point))
            if any(letter.isdigit() for letter in plain):
                table[point] = f" {plain} "
    return table
