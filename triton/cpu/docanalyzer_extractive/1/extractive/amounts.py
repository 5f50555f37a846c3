"""Amounts of money in a sentence, with what says the same again: whether the two agree is told from both."""

from __future__ import annotations

import re

CN = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
"""The characters of a number in Chinese words."""
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|mn|bn|[kKmM]\b))?"
_CODES = "USD|EUR|GBP|CNY|RMB|JPY|CHF|AUD|CAD|HKD|SGD|INR"
_SIGNED = (
    rf"(?:(?:US|A|C|HK|S|NZ)?[$€£¥￥₹]|\b(?:{_CODES}))\s?\d(?:[\d,]{{0,40}}\d)?(?:\.\d{{1,40}})?{_SCALE}"
)
_NAMED = (
    rf"\b\d(?:[\d,]{{0,40}}\d)?(?:\.\d{{1,40}})?{_SCALE}\s?(?:{_CODES}|dollars|euros?|pounds(?: sterling)?|pence|yuan|cents)"
    r"\b(?!\s?\d)"
)
_CN_FIGURES = (
    r"\d[\d,，]{0,40}(?:\.\d{1,40})?\s?(?:万|亿|百万|千万|万亿|千)?\s?(?:元|美元|欧元|港元|英镑|日元|人民币)"
)
_CN_WORDS = rf"[{CN}]{{2,}}(?:美元|欧元|港元|[元圆])(?:[{CN}]角)?(?:[{CN}]分)?[整正]?"

_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
    "|million|billion|trillion)"
)
_EN_NUMBER = rf"(?:an?\s)?\b{_WORD}(?:(?:\s?-\s?|\s(?:and\s)?){_WORD}){{0,24}}\b"
_MONEY = (
    r"(?:(?:U\.?S\.?|United States|Australian|Canadian|Hong Kong|Singapore|New Zealand)\s)?dollars?"
    r"|(?:(?:British\s)?pounds?(?:\ssterling)?|euros?|yuan|renminbi|yen|(?:Swiss\s)?francs)"
)
_EN_WORDS = rf"(?i:(?:(?:{_MONEY}|{_CODES})\s)?{_EN_NUMBER}(?:\s(?:{_MONEY}|{_CODES})\b)?)"
_EN_SUM = rf"(?i:\b(?:{_MONEY})\s{_EN_NUMBER}|{_EN_NUMBER}\s(?:{_MONEY})\b)"
_IN_WORDS = (
    rf"(?:\s?[（(]\s?{_EN_WORDS}\s?[）)]"
    rf"|\s?[（(]\s?(?:大写[:：]?\s?)?(?:人民币|港币)?\s?{_CN_WORDS}\s?[）)]"
    rf"|\s?[，,；;]?\s?大写[:：]?\s?(?:人民币|港币)?\s?{_CN_WORDS})"
)
_IN_CN_FIGURES = (
    r"(?:\s?[（(]\s?(?:小写[:：]?\s?)?(?:人民币|RMB|CNY)?\s?(?:HK|US)?[¥￥$]?\s?\d[\d,，.]*\s?元?\s?[）)])?"
)
AMOUNT = re.compile(
    rf"(?:人民币|RMB|CNY)\s?{_CN_FIGURES}[整正]?{_IN_WORDS}"
    rf"|{_CN_FIGURES}[整正]?{_IN_WORDS}"
    rf"|(?:{_SIGNED}|{_NAMED})(?:{_IN_WORDS})?"
    rf"|{_EN_SUM}\s?[（(]\s?(?:{_SIGNED}|{_NAMED})\s?[）)]"
    rf"|{_CN_FIGURES}"
    rf"|(?:(?:人民币|RMB)\s?)?{_CN_WORDS}{_IN_CN_FIGURES}"
)
