"""How much a decoded text looks like a language: the share of its letters that are everyday ones."""

from __future__ import annotations

import re

_SIMPLIFIED = frozenset(
    "的一是不了在有我他这个们来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
)
_TRADITIONAL = frozenset(
    "的一是不了在有我他這個們來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
)
_KOREAN = frozenset("이다는의을를가에은고하한지로기")
_RUSSIAN = frozenset("оеаинтсрвлк")
_USUAL = _SIMPLIFIED | _TRADITIONAL | _KOREAN | _RUSSIAN | frozenset("，。、")
_NEARLY_ALL = 0.85
"""Chinese taken for Korean is half Hangul, half ideographs, which Koreans hardly write."""
_ALONE = re.compile("(?<=[A-Za-z])[\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3](?=[A-Za-z])")
"""An ideograph within a Latin word: an accented letter and the one after it, taken for a pair of bytes."""
_MOST_ALONE = 0.25
_MIXED = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f](?=[A-Za-z])")


def usual_share(text: str) -> float:
    """0–1: letters that are everyday Chinese, Japanese, Korean or Russian ones, of all letters."""
    usual = sum(letter in _USUAL or _kana(letter) for letter in text)
    return usual / max(len(text), 1)


def likeness(text: str, encoding: str) -> float:
    """0–1: the share of the text's foreign letters that are everyday ones in the encoding's language."""
    foreign = [letter for letter in text if letter > "\x7f"]
    if not foreign or len(_ALONE.findall(text)) > _MOST_ALONE * len(foreign):
        return 0.0
    if encoding in ("cp932", "euc_jp"):
        usual = sum(map(_kana, foreign)) / 2
    elif encoding == "cp949":
        hangul = _common_hangul(foreign)
        usual = hangul / 4 if hangul >= _NEARLY_ALL * len(foreign) else 0.0
    elif encoding in ("cp1251", "koi8_r"):
        usual = _russian(text, foreign)
    elif encoding == "cp866":
        # Twice: its small letters are kana in EUC-JP, but kana are frames of boxes here.
        usual = 2 * _russian(text, foreign)
    else:
        everyday = _SIMPLIFIED if encoding == "gb18030" else _TRADITIONAL
        usual = sum(letter in everyday for letter in foreign)
    return usual / len(foreign)


def _common_hangul(letters: list[str]) -> int:
    """Syllables of KS X 1001; Python writes the 8,822 others as eight bytes that begin alike."""
    syllables = "".join(letter for letter in letters if "\uac00" <= letter <= "\ud7a3")
    return len(syllables) - syllables.encode("euc_kr").count(b"\xa4\xd4")


def _kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fe"


def _russian(text: str, foreign: list[str]) -> float:
    """Accented letters of a Latin text are Cyrillic ones too: so they must make words, most of them small."""
    letters = [letter for letter in foreign if "\u0400" <= letter <= "\u045f"]
    small = sum(letter.islower() for letter in letters)
    if len(letters) < 0.85 * len(foreign) or small < 0.6 * len(letters):
        return 0.0
    if len(_MIXED.findall(text)) > 0.2 * len(letters):
        return 0.0
    return sum(letter in _RUSSIAN for letter in letters) / 2
