"""Bytes to text when nobody says which encoding they are in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from docanalyzer.pipeline.reading.east_asian import (
    LONGEST,
    common_share,
    has_ideographs,
    unusual_share,
    wide_share,
)
from docanalyzer.pipeline.reading.languages import likeness, usual_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SWITCHES = re.compile(rb"\x1b\$[@B]")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_CANDIDATES = ("gb18030", "cp950", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp866")
_SAMPLE_BYTES = 200_000
_WIDE_ENOUGH = 0.95
_COMMON_WEIGHT = 0.1
_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7")
_ONE_BYTE = ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "iso-8859-15", "us-ascii")
_CENTRAL_EUROPEAN = re.compile("[a-zà-ÿ][¹³¿º¾»](?=[a-zà-ÿ])")
_LATIN_2 = re.compile("[a-zà-ÿ][±¶¼](?=[a-zà-ÿ])")
"""What Polish or Czech in cp1250 looks like when it is taken for cp1252: signs inside words."""


class Decoded(NamedTuple):
    """guessed: neither a mark nor a declaration nor valid UTF-8 said which encoding it is."""

    text: str
    encoding: str
    guessed: bool = False

    def warnings(self) -> list[str]:
        """What the reader of the text should know, for Reading.warnings."""
        found = []
        count = self.text.count("\ufffd")
        if count:
            what = "1 character" if count == 1 else f"{count:,} characters"
            found.append(f"{what} could not be decoded (as {self.encoding}), shown as “\ufffd”.")
        if self.guessed:
            found.append(
                f"The file does not say which encoding it is in; it was read as {self.encoding}. If letters "
                "look wrong, save it as UTF-8 and upload it again."
            )
        return found


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text and the encoding's name. A byte order mark wins, then `declared`, then what fits best.

    Never raises: what cannot be decoded becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, "replace"), name)
    switches = "iso2022_jp" if _SWITCHES.search(data) else "hz" if _is_hz(data) else ""
    wide = _wide(data)
    for name, guessed in ((declared, False), (switches, True), ("utf-8", False), (wide, True)):
        # English in UTF-16 is valid UTF-8 as well, with a NUL at every letter.
        if not name or (name == "utf-8" and wide and b"\0" in data[:4096]):
            continue
        text = _strictly(data, name)
        if text is not None and name == declared and (better := _utf8_after_all(data, name)) is not None:
            return Decoded(better, "utf-8")
        if text is not None:
            return Decoded(text, name, guessed)
    text = data.decode("utf-8", "replace")
    if _few_lost(text) and sum(letter > "\x7f" for letter in text) >= 2 * text.count("\ufffd"):
        return Decoded(text, "utf-8")
    name = wide or _eight_bit(data[:_SAMPLE_BYTES])
    return Decoded(data.decode(name, "replace"), name, guessed=True)


def _is_hz(data: bytes) -> bool:
    """GB 2312 in seven bits, as mail once had it: everyday hanzi between "~{" and "~}"."""
    pairs = b"".join(found[2:-2] for found in _HZ.findall(data))
    return common_share(bytes(byte | 0x80 for byte in pairs), "gb18030") > 0


def _strictly(data: bytes, name: str) -> str | None:
    try:
        # A page that says gb2312 means its superset, and latin-1 means Windows' own.
        known = codecs.lookup(name).name
        return data.decode({"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}.get(known, known))
    except (LookupError, UnicodeError, ValueError):
        return None


def _utf8_after_all(data: bytes, declared: str) -> str | None:
    """What is valid UTF-8 is UTF-8, whatever is declared: browsers save pages anew and leave the old name in.

    Two ideographs at least where the declared encoding is a Chinese, Japanese or Korean one.
    """
    text = _strictly(data, "utf-8")
    if text is None or text.isascii() or codecs.lookup(declared).name in _UNICODE:
        return None
    return text if declared.lower() in _ONE_BYTE or sum(letter > "\u07ff" for letter in text) > 1 else None


def _few_lost(text: str) -> bool:
    """Single bytes may be damaged, or the end cut off: one in a hundred characters at most."""
    return text.count("\ufffd") <= max(1, len(text) // 100)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: NULs in every second place, or everyday Chinese, Japanese, Korean, Russian."""
    sample = data[: 4096 if len(data) > 4096 else len(data) // 2 * 2]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 >= len(sample) // 2 and max(even, odd) > 4 * min(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    texts = {name: sample.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    best = max(texts, key=lambda name: usual_share(texts[name]))
    if usual_share(texts[best]) > 0.1 and unusual_share(texts[best]) < 0.05:
        return best
    best = max(texts, key=lambda name: wide_share(texts[name]))
    if wide_share(texts[best]) < _WIDE_ENOUGH or not has_ideographs(texts[best]) or len(data) % 2:
        return ""
    return "" if any(common_share(data, name) for name in _CANDIDATES) else best


def looks_wide(head: bytes) -> bool:
    """Whether a file that begins so is text in UTF-16 without a mark."""
    even = head[: len(head) // 2 * 2]
    name = _wide(even)
    text = even.decode(name, "replace") if name else ""
    controls = sum(letter < " " and letter not in "\t\n\r\f" for letter in text)
    return bool(text) and controls * 50 <= len(text) and unusual_share(text) < 0.05


def _eight_bit(sample: bytes) -> str:
    best, best_score = "cp1252", 0.02
    for name in _CANDIDATES:
        text = codecs.getincrementaldecoder(name)("replace").decode(sample)
        score = likeness(text, name) if _few_lost(text) else 0.0
        if len(sample) <= LONGEST:
            score += common_share(sample, name) * _COMMON_WEIGHT
        if score > best_score:
            best, best_score = name, score
    if best != "cp1252":
        return best
    latin = sample.decode("cp1252", "replace")
    signs = len(_CENTRAL_EUROPEAN.findall(latin))
    accented = sum(letter > "\x7f" for letter in latin)
    if len(_LATIN_2.findall(latin)) * 8 > accented:
        return "iso8859-2"
    return "cp1250" if signs * 8 > accented else "cp1252"
