"""Dates, amounts, percentages, durations and parties in a sentence, English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .amounts import AMOUNT
from .amounts import CN as _CN
from .lists import NO_PARTY_ROLES, NO_PARTY_WORDS

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:\s+day\s+of)?\s+{_MONTH},?\s+\d{{4}}\b"
    rf"|\b{_MONTH}\s+(?:19|20)\d{{2}}\b|\b(?:19|20)\d{{2}}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d"
    rf"|3[01])\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?:19|20)\d{2}\b"
    r"|(?:19|20)\d{2}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?"
    r"|二[〇零]\S{2}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_PERCENT = re.compile(
    rf"\d[\d,]*(?:\.\d+)?\s?(?:%|％|percent\b|per cent\b|percentage points?\b|个百分点|basis points\b)"
    rf"|百分之[{_CN}点\d.]+|\d+(?:\.\d+)?‰|[千万]分之[{_CN}点\d.]+"
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_HUNDRED = (
    rf"(?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    rf"|eighteen|nineteen|{_UNITS})"
)
_WORDS = rf"(?:(?:(?:{_UNITS}|a) )?hundred(?:(?: and)? {_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_DURATION = re.compile(
    rf"(?<![\w-])(?:{_WORDS}[\s-]*(?:\(\s?\d+\s?\)\s*)?|\(?\d+(?:\.\d+)?\)?\s?-?\s?)(?:consecutive |full "
    rf"|calendar |business |working |trading )?"
    r"(?:hours?|days?|weeks?|months?|quarters?|years?)\b"
    rf"|(?<![\d.第{_CN}])(?<!\d月)(?<![{_CN}]月)(?<!月\s)(?!(?:19|20)\d\d\s?年|[{_CN}]{{4}}年|二[〇零])"
    rf"(?:\d+(?:\.\d+)?|[{_CN}]{{1,4}})\s?(?:[（(]\s?[\d{_CN}]+\s?[）)])?\s?(?:个)?(?:工作日|自然日"
    rf"|日历日|交易日|小时|天|周|星期|个月"
    rf"|年度|年(?!代|\s*[\d{_CN}]{{1,3}}\s*月)|日(?=[内前后起以之的书通，。、；;]|$))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d[\d,]*(?:\.\d+)?(?![A-Za-z0-9_]|\.\d)")
_SUFFIX = (
    r"(?:Incorporated|Inc\.?|LLC|L\.L\.C\.|Ltd\.?|Limited|Corporation|Corp\.?|Company|Co\.|PLC|plc|LLP"
    r"|LP|GmbH|AG|S\.A\.|SA|SAS|S\.A\.R\.L\.|B\.V\."
    r"|N\.V\.|Pty|K\.K\.|AB|Oy|A/S|SpA|S\.p\.A\.|Foundation|University|Bank|Trust|Association)"
)
_NAME = r"[A-Z][\w&.’'-]*"
_COMPANY = re.compile(rf"\b{_NAME}(?:,?\s+(?:{_NAME}|of|and|&|the|for)){{0,6}}?,?\s+{_SUFFIX}(?!\w)")
_BETWEEN = re.compile(
    r"\bbetween\s+(?P<first>[A-Z{][^;“”\"]{1,70}?)\s*(?:,[^;]{0,80}?)?"
    r"\s*(?:[(（](?:the |collectively )?[“\"][^”\"]+[”\"][)）])?\s*,?\s+and\s+"
    r"(?P<second>[A-Z{][^;“”\"]{1,70}?)(?=\s*(?:[(（,.;]|dated|as |is|made|$))"
)
_AGREED = re.compile(
    r"[Aa]greement|AGREEMENT|[Cc]ontract|entered into|[Oo]rder [Ff]orm|[Pp]arties"
    r"|dated|made (?:on|as of)"
)
"""Only such a sentence names parties by "between … and …"."""
_DEFINED = re.compile(
    r"(?P<long>[A-Z][\w&.,’' -]{2,80}?)[,\s]*[(（](?:the|hereinafter|collectively|referred to as"
    r"|each a|together)?[\s,]*(?:the )?[“\"](?P<short>[A-Z][\w ]{2,30})[”\"][)）]"
)
_CN_PARTY = re.compile(
    r"(?:^|[\s，。；（(])(?P<role>[甲乙丙丁]方|买方|卖方|出租方|承租方|委托方|受托方|发包人|承包人"
    r"|出卖人|买受人|供方|需方|借款人|贷款人|保证人|许可方|被许可方)"
    r"(?:[（(][^）)]{0,12}[）)])?\s*[:：]\s*(?P<name>[^\s，。；：:（(]{2,40})"
    r"|(?P<company>[\u4e00-\u9fffA-Za-z（）()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|集团公司"
    r"|集团|银行|律师事务所|会计师事务所|研究院|大学|委员会))"
)
_CN_LEAD = re.compile(
    r"^(?:由|与|和|及|向|对|为|在|是|即|就|的|从|被|将|以|并|或)+|^.*(?:称为|简称|以下|委托|授权|指定"
    r"|之间|通过|提交|递交|提请|交由|提起|诉至|申请|选定|聘请|经由|根据|依据|按照|应由|应向)"
)
_TRIBUNAL = re.compile(r"仲裁委|仲裁院|仲裁中心|法院|仲裁庭")
"""Who decides a dispute is no party to the contract."""


PARTIES = re.compile(
    r"\bbetween\b|\bby and among\b|[甲乙]方\s*[:：（(]|(?:买|卖|出租|承租|委托"
    r"|受托)方\s*[:：]|\(the [“\"]|[“\"](?:Customer|Provider|Company|Buyer|Seller"
    r"|Supplier)[”\"]"
)
"""Where a contract names its parties."""
_SOMEONE = re.compile(
    r"[A-Z][\w.’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+|[\u4e00-\u9fff]{1,3}(?:先生|女士"
    r"|博士|教授|经理|公司)"
)


def names_someone(text: str) -> bool:
    """Whether a person or organisation is named, as far as capitals and company forms tell."""
    return _SOMEONE.search(text) is not None or holds("party", text)


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a text: [start, end) of it."""

    kind: str
    value: str
    start: int
    end: int


TYPED = ("date", "amount", "percentage", "duration", "number", "party")
"""Kinds a text can be searched for."""
_SIMPLE = {"date": _DATE, "amount": AMOUNT, "percentage": _PERCENT, "duration": _DURATION, "number": _NUMBER}


_HINTS = {
    "date": ("20", "19", "二〇", "二零"),
    "amount": (
        *"$€£¥￥₹元圆",
        *("USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "AUD", "CAD", "HKD", "SGD", "INR"),
        *("dollar", "euro", "pounds", "pence", "yuan", "cents", "英镑", "人民币"),
    ),
    "percentage": ("%", "％", "percent", "per cent", "百分", "千分", "万分", "‰", "basis point"),
    "duration": (
        *("hour", "day", "week", "month", "quarter", "year", "Day", "Month", "Year"),
        *"年日天月周",
        "星期",
        "小时",
    ),
}
"""What must stand in a text before the slow patterns are tried."""


def find(kind: str, text: str) -> Iterator[Found]:
    """Values of one kind: date, amount, percentage, duration, number, party."""
    if kind == "party":
        yield from _parties(text)
        return
    if not any(hint in text for hint in _HINTS.get(kind, ("",))):
        return
    for match in _SIMPLE[kind].finditer(text):
        yield Found(kind, match[0].strip(), match.start(), match.end())


def holds(kind: str, text: str) -> bool:
    """Whether a value of the kind stands in the text."""
    return next(find(kind, text), None) is not None


def _parties(text: str) -> Iterator[Found]:
    companies = [match.span() for match in _COMPANY.finditer(text)]
    yield from (Found("party", text[start:end].strip(" ,"), start, end) for start, end in companies)
    named = [match.span(group) for match in _BETWEEN.finditer(text) for group in ("first", "second")]
    defined = [match.span("long") for match in _DEFINED.finditer(text) if _is_party(match)]
    for start, end in (named if _AGREED.search(text) else []) + defined:
        name = text[start:end].strip(" ,")
        if name not in NO_PARTY_ROLES and not any(start < last and first < end for first, last in companies):
            yield Found("party", name, start, end)
    for match in _CN_PARTY.finditer(text):
        name = match["name"] or match["company"]
        start = match.end("name" if match["name"] else "company") - len(name)
        lead = _CN_LEAD.match(name)
        if lead and match["company"]:
            name, start = name[lead.end() :], start + lead.end()
        if len(name) >= 2 and not _TRIBUNAL.search(name):
            yield Found("party", name, start, start + len(name))


def _is_party(match: re.Match[str]) -> bool:
    """Whether a defined term ("Northmere plc (the “Landlord”)") stands for somebody."""
    words = match["long"].split()[-1].lower(), match["short"].split()[-1].lower()
    return NO_PARTY_WORDS.isdisjoint(words) and match["long"].casefold() != match["short"].casefold()
