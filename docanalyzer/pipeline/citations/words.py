"""Words that turn the sense of a sentence: negations, currencies, months, scales, written numbers."""

from __future__ import annotations

import re

CJK_NUMERALS = "零〇一二三四五六七八九十百千万萬亿億兆两兩壹贰叁肆伍陆柒捌玖拾佰仟"

NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nor",
        "neither",
        "cannot",
        "without",
        "nothing",
        "nobody",
        "nowhere",
        "unless",
        "except",
        "excluding",
        "hardly",
        "only",
        "not-withstanding",
        "notwithstanding",
        "non",
        "un",
    ]
)
CASED_UNITS = frozenset(
    [
        "b",
        "g",
        "gb",
        "k",
        "kb",
        "kw",
        "m",
        "ma",
        "mb",
        "mbit",
        "mg",
        "mj",
        "mm",
        "mn",
        "mpa",
        "mv",
        "mw",
        "mwh",
        "pa",
        "t",
        "tb",
        "w",
    ]
)
"""Units that another case makes others: mW and MW, Mb and MB."""
NEGATION_CHARACTERS = frozenset("不未非无無没沒勿莫毋否禁免除")
JAPANESE_NEGATION = re.compile("ない|なかっ|なく|なけれ|ません|ませぬ|ず|ぬ|まい")

NUMBER_WORDS = frozenset(
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "half",
        "third",
        "quarter",
        "first",
        "second",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "once",
        "twice",
        "double",
        "triple",
        "dozen",
        "percent",
        "percentage",
        "per-cent",
        "bn",
        "mn",
    ]
)
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
DATE_UNITS = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "years",
        "hour",
        "hours",
        "minute",
        "minutes",
        "年",
        "月",
        "日",
        "号",
        "周",
        "天",
    ]
)
CURRENCY_SIGNS = "$€£¥₩₹฿₽₺₫₴¢₿₦₱₪₡₲₵₭₮₸₼₾"
CURRENCY_WORDS = frozenset(
    [
        "usd",
        "eur",
        "gbp",
        "cny",
        "rmb",
        "jpy",
        "hkd",
        "chf",
        "aud",
        "cad",
        "sgd",
        "inr",
        "krw",
        "twd",
        "us",
        "hk",
        "dollar",
        "dollars",
        "euro",
        "euros",
        "pound",
        "pounds",
        "yuan",
        "renminbi",
        "yen",
        "franc",
        "francs",
        "人民币",
        "人民幣",
        "美元",
        "欧元",
        "歐元",
        "港元",
        "港币",
        "港幣",
        "日元",
        "日圓",
        "円",
        "英镑",
        "元",
        "圓",
        "圆",
    ]
)
_SCALE_WORDS = (
    r"(?:per\s?cent|percent|basis points|bps|(?:million|billion|trillion|thousand|hundred|dozen|crore|lakh)s?"
    r"|mln|mn|bn|tn|k)\b"
)
SCALES = re.compile(
    rf"[)\]]?\s*-?\s*{_SCALE_WORDS}|\s*(?:[%‰％]|[{CJK_NUMERALS}]|个百分点|個百分點)", re.IGNORECASE
)

_BETWEEN = (
    r"(?:\w+ly|directly or indirectly|in any (?:way|manner|event|form)|at any time|so|then|be|ever|yet|always|itself|"
    r"himself|herself|themselves|otherwise|in whole or in part)"
)
"""What may stand between a "not" and the verb that it turns."""
NEGATION_BEFORE = re.compile(
    r"(?:\b(?:not|never|cannot|no|without|neither|nor|non|no longer)[\s-]+|\w[nN]['’]t\s+)\W{0,1}$"
    r"|\bnot(?:[”\"’']|,?\s+\(?(?:yet|however|therefore|thereby|always|necessarily)\)?,?)\s+$"
    rf"|\b(?:not|never|cannot)\s+(?:{_BETWEEN}[\s,]+){{1,4}}$"
    r"|\b(?:false|untrue|incorrect|not true|not the case|unlikely|doubtful|den(?:y|ies|ied)|no evidence) that,?\s+$"
    r"|\b(?:prohibited|prevented|barred|precluded|exempt(?:ed)?|excused|released|refrains?|refrained) from\s+$"
    r"|\b(?:in no (?:event|case)|under no circumstances?|on no account|at no time),?\s+$",
    re.IGNORECASE,
)
NEGATION_BEFORE_CJK = re.compile(
    "(?:[不未非无無没沒勿莫毋]|(?<![特分区區级級类類性个個])[别別]|不得|不能|不会|不會|不可|禁止|没有|沒有|无权"
    "|[严嚴]禁|拒绝|拒絕|[无無毋不][需须須]|不予)$"
    "|(?:不得|不能|不会|不會|不可|不应|不應|不予|不再|禁止|[严嚴]禁|避免|拒[绝絕]|[无無][权權须須需]|没有|沒有)"
    r"[^，。；：、！？,.;:!?\s（）()“”「」]{0,12}$|(?:^|[，。；：,.;:\s])除了?$"
)
"""In Chinese an adverb may stand between; a quotation that begins in the middle of such a clause is looked at."""
NEGATION_AFTER = re.compile(r"\s+(?:not|never)\b|['’]t\b|-(?:free|exempt)\b", re.IGNORECASE)
NEGATION_AFTER_CJK = re.compile(
    "[ぁ-ん]{0,6}(?:必要|義務|責任|訳|限り|余地|理由)?[ぁ-ん]{0,6}?(?:ない(?!し)|なかっ|なく|なけれ|ません|ませぬ|まい)"
    "|ず(?![つっ])"
    "|不得|不能|不会|不會|不可|不应|不應|不承担|不承擔|不予|不再|没有|沒有|无须|無須|无需|無需|无权|無權"
)
NEGATION_WITHIN = re.compile(
    r"\b(?:not|never|no|none|nor|neither|cannot|without|unless|except|excluding|hardly|scarcely|barely|only|nowhere|"
    r"nothing|nobody|fail(?:s|ed)? to|refuse[sd]? to|prohibit(?:s|ed)?|refrains?|lacks?|declines?d? to|exempt(?:s|ed)?|"
    r"exclude[sd]?|waive[sd]?|cease[sd]?|ban(?:s|ned)?)\b|n['’]t\b"
    "|[不未无無没沒勿]|并非|除非|禁止|[严嚴]禁|拒[绝絕]|停止|中止|终止|終止|避免|免除|ない|なかっ|ません",
    re.IGNORECASE,
)
