"""The letters and digits of the counter styles that every browser knows (CSS Counter Styles Level 3, section 6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docanalyzer.pipeline.reading.ideographs import ideographs

Write = Callable[[int], str | None]
DIGITS = {
    "arabic-indic": "٠١٢٣٤٥٦٧٨٩",
    "bengali": "০১২৩৪৫৬৭৮৯",
    "cambodian": "០១២៣៤៥៦៧៨៩",
    "khmer": "០១២៣៤៥៦៧៨៩",
    "devanagari": "०१२३४५६७८९",
    "gujarati": "૦૧૨૩૪૫૬૭૮૯",
    "gurmukhi": "੦੧੨੩੪੫੬੭੮੯",
    "kannada": "೦೧೨೩೪೫೬೭೮೯",
    "lao": "໐໑໒໓໔໕໖໗໘໙",
    "malayalam": "൦൧൨൩൪൫൬൭൮൯",
    "mongolian": "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙",
    "myanmar": "၀၁၂၃၄၅၆၇၈၉",
    "oriya": "୦୧୨୩୪୫୬୭୮୯",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "tamil": "௦௧௨௩௪௫௬௭௮௯",
    "telugu": "౦౧౨౩౪౫౬౭౮౯",
    "thai": "๐๑๒๓๔๕๖๗๘๙",
    "tibetan": "༠༡༢༣༤༥༦༧༨༩",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_HIRAGANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"
_IROHA = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
ALPHABETS = {
    "lower-alpha": (_LATIN, ". "),
    "lower-latin": (_LATIN, ". "),
    "upper-alpha": (_LATIN.upper(), ". "),
    "upper-latin": (_LATIN.upper(), ". "),
    "lower-greek": ("αβγδεζηθικλμνξοπρστυφχψω", ". "),
    "hiragana": (_HIRAGANA, "、"),
    "hiragana-iroha": (_IROHA, "、"),
    "katakana": (_HIRAGANA.translate(_TO_KATAKANA), "、"),
    "katakana-iroha": (_IROHA.translate(_TO_KATAKANA), "、"),
}
"""Letters and what follows a list's number."""
FIXED = {
    "cjk-heavenly-stem": "甲乙丙丁戊己庚辛壬癸",
    "cjk-earthly-branch": "子丑寅卯辰巳午未申酉戌亥",
}


def additive(pairs: Sequence[tuple[int, str]], most: int = 2**31) -> Write:
    """pairs: weights and their symbols, the heaviest first; None for what they do not add up to."""

    def write(number: int) -> str | None:
        if number == 0:
            return next((symbol for weight, symbol in pairs if weight == 0), None)
        out = ""
        for weight, symbol in pairs if number <= most else ():
            if weight and number >= weight:
                count, number = divmod(number, weight)
                if count > 60:
                    return None
                out += symbol * count
        return None if number or not out else out

    return write


def _weighed(weights: Sequence[int], symbols: Sequence[str]) -> list[tuple[int, str]]:
    return list(zip(weights, symbols, strict=True))


_TENS = [10**power * digit for power in (4, 3, 2, 1, 0) for digit in range(9, 0, -1)]
_ROMAN = _weighed(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
)
_ARMENIAN = _weighed(_TENS[9:], "ՔՓՒՑՐՏՎՍՌՋՊՉՈՇՆՅՄՃՂՁՀԿԾԽԼԻԺԹԸԷԶԵԴԳԲԱ")
_GEORGIAN = _weighed((10000, *_TENS[9:]), "ჵჰჯჴხჭწძცჩშყღქფჳტსრჟპოჲნმლკითჱზვედგბა")
_HEBREW = _weighed(
    (
        *range(10_000, 0, -1000),
        400,
        300,
        200,
        100,
        *range(90, 10, -10),
        *range(19, 14, -1),
        *range(10, 0, -1),
    ),
    [
        *(f"{letter}׳" for letter in "יטחזוהדגבא"),
        *"תשרקצפעסנמלכ",
        "יט",
        "יח",
        "יז",
        "טז",
        "טו",
        *"יטחזוהדגבא",
    ],
)


def _upper(pairs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(weight, symbol.upper()) for weight, symbol in pairs]


ADDITIVE = {
    "lower-roman": additive(_ROMAN, 3999),
    "upper-roman": additive(_upper(_ROMAN), 3999),
    "armenian": additive(_ARMENIAN, 9999),
    "upper-armenian": additive(_ARMENIAN, 9999),
    "lower-armenian": additive([(weight, symbol.lower()) for weight, symbol in _ARMENIAN], 9999),
    "georgian": additive(_GEORGIAN, 19_999),
    "hebrew": additive(_HEBREW, 10_999),
}


def _counted(write: Callable[[int], str], zero: str) -> Write:
    """Numbers up to 9,999, as browsers write them."""
    return lambda number: zero if number == 0 else write(number) if number < 10_000 else None


_SIMPLE, _FORMAL_CHINESE, _FORMAL_TAIWANESE = (
    "零一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零壹貳參肆伍陸柒捌玖",
)
_TRADITIONAL = _counted(ideographs(_SIMPLE, "十百千", "萬", leading_one="not_ten"), "零")
EAST_ASIAN: dict[str, tuple[Write, str, str]] = {
    "simp-chinese-informal": (
        _counted(ideographs(_SIMPLE, "十百千", "万", leading_one="not_ten"), "零"), "、", "负",
    ),
    "simp-chinese-formal": (
        _counted(ideographs(_FORMAL_CHINESE, "拾佰仟", "万"), "零"), "、", "负",
    ),
    "trad-chinese-informal": (_TRADITIONAL, "、", "負"),
    "cjk-ideographic": (_TRADITIONAL, "、", "負"),
    "trad-chinese-formal": (
        _counted(ideographs(_FORMAL_TAIWANESE, "拾佰仟", "萬"), "零"), "、", "負",
    ),
    "japanese-informal": (
        _counted(ideographs("〇一二三四五六七八九", "十百千", "万", leading_one="never", zeros=False), "〇"),
        "、", "マイナス",
    ),
    "japanese-formal": (
        _counted(ideographs("零壱弐参四伍六七八九", "拾百阡", "萬", zeros=False), "零"), "、", "マイナス",
    ),
    "korean-hangul-formal": (
        _counted(ideographs("영일이삼사오육칠팔구", "십백천", "만", zeros=False), "영"), ", ", "마이너스 ",
    ),
    "korean-hanja-informal": (
        _counted(ideographs("零一二三四五六七八九", "十百千", "萬", leading_one="never", zeros=False), "零"),
        ", ", "마이너스 ",
    ),
    "korean-hanja-formal": (
        _counted(ideographs("零壹貳參四五六七八九", "拾百仟", "萬", zeros=False), "零"), ", ", "마이너스 ",
    ),
}  # fmt: skip
"""How it is written, what follows a list's number, and the sign before a negative one."""
