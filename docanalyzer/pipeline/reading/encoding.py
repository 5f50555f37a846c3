"""Bytes to text when nobody says which encoding they are in."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIMPLIFIED = frozenset(
    "的一是不了在有我他这个们来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
)
_TRADITIONAL = frozenset(
    "的一是不了在有我他這個們來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
)
_CANDIDATES = ("gb18030", "big5", "shift_jis", "euc_kr")
_SAMPLE_BYTES = 200_000


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the encoding's name. A byte order mark wins, then `declared`, then what fits best.

    Never raises: what cannot be decoded becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    for name in (declared, "utf-8", _wide(data)):
        text = _strictly(data, name) if name else None
        if text is not None:
            return text, name
    name = _eight_bit(data[:_SAMPLE_BYTES])
    return data.decode(name, "replace"), name


def _strictly(data: bytes, name: str) -> str | None:
    try:
        # A page that says gb2312 means its superset, and latin-1 means Windows' own.
        known = codecs.lookup(name).name
        return data.decode({"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}.get(known, known))
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: NULs, or Chinese letters, in every second place."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) // 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _eight_bit(sample: bytes) -> str:
    best, best_score = "cp1252", 0.0
    for name in _CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(sample)
        except UnicodeError:
            continue
        score = _likeness(text, name)
        if score > best_score:
            best, best_score = name, score
    return best if best_score > 0.02 else "cp1252"


def _likeness(text: str, name: str) -> float:
    """The share of the text's foreign letters that are everyday ones in the encoding's language."""
    foreign = [letter for letter in text if letter > "\x7f"]
    if not foreign:
        return 0.0
    if name == "shift_jis":
        usual = sum("\u3041" <= letter <= "\u30fe" for letter in foreign) / 2
    elif name == "euc_kr":
        usual = sum("\uac00" <= letter <= "\ud7a3" for letter in foreign) / 4
    else:
        everyday = _SIMPLIFIED if name == "gb18030" else _TRADITIONAL
        usual = sum(letter in everyday for letter in foreign)
    return usual / len(foreign)
