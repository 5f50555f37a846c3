"""Numbers written the way Word's list formats write them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

from docanalyzer.pipeline.reading.ideographs import ideographs

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_TENS = [".", ".", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_ORDINALS = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth",
    "Nine": "Ninth", "Twelve": "Twelfth",
}  # fmt: skip


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letters(alphabet: str) -> Callable[[int], str]:
    """Word repeats the letter after the alphabet's end: z, aa, bb."""

    def write(number: int) -> str:
        return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)

    return write


def _hebrew(number: int) -> str:
    """Letters by their value, 15 and 16 as 9 + 6 and 9 + 7; plain digits from 1000 on."""
    if number > 999:
        return str(number)
    out = ""
    for value, letter in _HEBREW:
        if value < 10 and number in (15, 16):
            return out + ("טו" if number == 15 else "טז")
        if number in (15, 16):
            continue
        out += letter * (number // value)
        number %= value
    return out


def _cycle(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[(number - 1) % len(symbols)]


def _series(symbols: str) -> Callable[[int], str]:
    """One symbol a number; plain digits after the last."""
    return lambda number: symbols[number - 1] if number <= len(symbols) else str(number)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    """Characters from one Unicode run (①…⑳); plain digits beyond it."""
    return lambda number: chr(first + number - 1) if number <= last else str(number)


def _digits(symbols: str) -> Callable[[int], str]:
    return lambda number: "".join(symbols[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """一 … 九十九; from 100 on digit by digit (一○○), as Word's "counting" formats do."""
    return _CHINESE(number) if number < 100 else _digits("○一二三四五六七八九")(number)


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[one].lower()}" if one else "")
    head, unit = (number // 1000, "thousand") if number >= 1000 else (number // 100, "hundred")
    rest = number % (1000 if number >= 1000 else 100)
    return f"{_cardinal(head)} {unit}" + (f" {_cardinal(rest).lower()}" if rest else "")


def _ordinal_text(number: int) -> str:
    text = _cardinal(number)
    start = max(text.rfind(" "), text.rfind("-")) + 1
    last = text[start:]
    capital = _ORDINALS.get(last.capitalize()) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return text[:start] + (capital if start == 0 else capital.lower())


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


_HEBREW = tuple(
    zip(
        [400, 300, 200, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
        "תשרקצפעסנמלכיטחזוהדגבא",
        strict=True,
    )
)
_CHINESE = ideographs("零一二三四五六七八九", "十百千", "万", leading_one="not_ten")
_TAIWANESE = ideographs("零一二三四五六七八九", "十百千", "萬", leading_one="not_ten")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_WIDTH = {
    ord(full): half
    for full, half in zip(_AIUEO, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", strict=False)
}
_KOREAN_ONES = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
_KOREAN_TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_FULL = _digits("０１２３４５６７８９")

WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _FULL,
    "decimalFullWidth2": _FULL,
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "russianUpper": _letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "russianLower": _letters("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_text,
    "chicago": _letters("*†‡§"),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3220, 10),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _cycle(_STEMS)(n) + _cycle(_BRANCHES)(n),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCountingThousand": _TAIWANESE,
    "chineseLegalSimplified": ideographs("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万"),
    "ideographLegalTraditional": ideographs("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"),
    "japaneseCounting": ideographs("〇一二三四五六七八九", "十百千", "万", leading_one="never", zeros=False),
    "japaneseLegal": ideographs("〇壱弐参四伍六七八九", "拾百阡", "萬", zeros=False),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "koreanCounting": ideographs("영일이삼사오육칠팔구", "십백천", "만", leading_one="never", zeros=False),
    "koreanLegal": lambda n: _KOREAN_TENS[n // 10] + _KOREAN_ONES[n % 10] if n < 100 else str(n),
    "ganada": _cycle("가나다라마바사아자차카타파하"),
    "chosung": _cycle("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "aiueo": _cycle(_AIUEO.translate(_HALF_WIDTH)),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_IROHA.translate(_HALF_WIDTH)),
    "irohaFullWidth": _cycle(_IROHA),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "thaiLetters": _letters("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
    "arabicAlpha": _letters("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _letters("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "hebrew1": _hebrew,
    "none": lambda n: "",
}


LARGEST = 32_767
"""The highest number Word counts to; letters and Roman numerals grow with it."""


def is_written(number_format: str) -> bool:
    """Whether `write_number` writes this format as Word does, rather than in digits."""
    return number_format.startswith("custom:") or number_format in (*WRITERS, "bullet")


def write_number(number: int, number_format: str) -> str:
    """`number` in one of Word's formats; "custom:001" pads to that width; an unknown format gives decimal digits."""
    number = max(min(number, LARGEST), -LARGEST)
    if number_format.startswith("custom:"):
        return str(number).zfill(min(len(number_format) - len("custom:"), 12))
    writer = WRITERS.get(number_format, str)
    if number < 1 and writer not in (str, WRITERS["decimalZero"]):
        return "" if number_format == "none" else str(number)
    return writer(number)
