"""What may be done to a quote: spellings that keep its words, and alterations that do not."""

# ruff: noqa: E501 - data, one entry a line

from __future__ import annotations

import random
import re
from collections.abc import Callable

from bench.citation_sentences import COMPANIES, JA_COMPANIES, JA_PEOPLE, PEOPLE, ZH_COMPANIES, ZH_PEOPLE

Change = Callable[[str, random.Random], str | None]
"""The quote changed, None where this change does not apply."""

NEGATION = re.compile(
    r"\b(?:not|no|none|neither|nor|cannot|never|except|without|unless|excluding)\b|[不未非无無没否]|ない|ません|なかった"
)


def _number(words: str, source: random.Random) -> str | None:
    """Change one digit of one number."""
    places = [match.start() for match in re.finditer(r"\d", words)]
    if not places:
        return None
    at = source.choice(places)
    return words[:at] + source.choice([d for d in "123456789" if d != words[at]]) + words[at + 1 :]


def _scale(words: str, source: random.Random) -> str | None:
    for old, new in (("million", "billion"), ("万元", "亿元"), ("亿元", "万元"), ("億円", "万円"), ("百万円", "百億円"), ("days", "weeks"),
                     ("个月", "年"), ("か月", "年"), ("%", " per mille"), ("％", "‰"), ("三年", "五年")):  # fmt: skip
        if old in words:
            return words.replace(old, new, 1)
    return None


def _negated(words: str, source: random.Random) -> str | None:
    """Take a negation out, or put one in."""
    for old, new in (
        (" not ", " "), ("cannot", "can"), ("No ", "A "), ("Neither", "Either"), ("none of", "all of"),
        ("does not hedge", "hedges"), (" shall be ", " shall not be "), (" will be ", " will not be "), (" was ", " was not "),
        (" were ", " were not "), (" is ", " is not "), (" may be ", " may not be "), (" shall ", " shall not "), ("不得", "得"), ("不再", "再"),
        ("未发现", "发现"), ("不存在", "存在"), ("均未", "均"), ("不承担", "承担"), ("未批准", "批准"), ("不超过", "超过"), ("不纳入", "纳入"),
        ("应", "不应"), ("为", "不为"), ("しませんでした", "しました"), ("ありません", "あります"), ("認められなかった", "認められた"),
        ("おりません", "おります"), ("含めていない", "含めている"), ("しました", "しませんでした"), ("でした", "ではありませんでした"), ("発生しない", "発生する"),
        ("です", "ではありません"), ("にます", "にません"), ("しています", "していません"), ("有同等", "有不同等"), ("均", "均不"),
    ):  # fmt: skip
        if old in words:
            return words.replace(old, new, 1)
    return None


def _renamed(words: str, source: random.Random) -> str | None:
    for names in (COMPANIES, PEOPLE, ZH_COMPANIES, ZH_PEOPLE, JA_COMPANIES, JA_PEOPLE):
        for name in names:
            if name in words:
                return words.replace(name, source.choice([other for other in names if other != name]))
    return None


def _currency(words: str, source: random.Random) -> str | None:
    for old, new in (("US$", "HK$"), ("$", "€"), ("€", "£"), ("£", "$"), ("EUR", "USD"), ("人民币", "美元"), ("億円", "億ドル"), ("百万円", "百万ドル")):  # fmt: skip
        if old in words:
            return words.replace(old, new, 1)
    return None


def _dated(words: str, source: random.Random) -> str | None:
    months = re.search(
        r"\b(January|February|March|April|May|June|July|August|September|October|November)\b", words
    )
    if months:
        return words[: months.start()] + "December" + words[months.end() :]
    date = re.search(r"(\d{1,2})([月日])", words)
    return words[: date.start()] + str(int(date[1]) + 11) + date[2] + words[date.end() :] if date else None


def _cut(words: str, source: random.Random) -> str | None:
    """Begin after the first character of a number, or after a leading negation: a substring, yet not the words."""
    match = re.search(r"(?<!\d)\d(?=\d)|(?<=[^\w])not (?=\w)|[不未](?=[\u4e00-\u9fff])", words)
    return words[match.end() :] if match and len(words) - match.end() > 12 else None


def _paraphrased(words: str, source: random.Random) -> str | None:
    """Say it in other words: swap many of them, turn the clauses round."""
    swaps = (
        ("recorded revenue of", "had sales amounting to"), ("an increase of", "up by"), ("over the prior year", "compared with last year"),
        ("The board, chaired by", "Under the chair of"), ("shall deliver the Goods to", "is to bring the Goods to"),
        ("shall pay each undisputed invoice within", "has to settle invoices in"), ("expects capital expenditure of", "plans to invest"),
        ("was appointed chief financial officer", "became the CFO"), ("with effect from", "starting"), ("The workforce grew to", "Staff rose to"),
        ("实现营业收入", "的收入达到"), ("同比增长", "比上年提高"), ("主要得益于", "原因在于"), ("担任公司财务总监", "出任财务负责人"), ("任期三年", "为期三年"),
        ("売上高は", "売上は"), ("となり、", "に達し、"), ("増加しました", "伸びました"), ("に就任いたしました", "になりました"),
        ("应于", "需在"), ("向乙方支付", "付给乙方"), ("对本合同的任何修改均", "合同改动一律"),
    )  # fmt: skip
    changed, count = words, 0
    for old, new in swaps:
        if old in changed:
            changed, count = changed.replace(old, new, 1), count + 1
    return changed if count >= 2 else None


ALTERATIONS: dict[str, Change] = {
    "number": _number,
    "scale or unit": _scale,
    "negation": _negated,
    "name": _renamed,
    "currency": _currency,
    "date": _dated,
    "cut inside": _cut,
    "paraphrase": _paraphrased,
}


def _no_change(words: str, source: random.Random) -> str | None:
    return words


def _first_letter(words: str, source: random.Random) -> str | None:
    return words[0].lower() + words[1:] if words[0].isalpha() and words[0].isascii() else None


def _widths(words: str, source: random.Random) -> str | None:
    table = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
    if re.search("[\u4e00-\u9fff]", words):
        return words.replace("，", ",").replace("％", "%").replace("（", "(").translate(table)
    return None


def _marked(words: str, source: random.Random) -> str | None:
    middle = words.split(" ")
    return (
        " ".join([middle[0], f"**{middle[1]}**", *middle[2:]])
        if len(middle) > 4 and middle[1].isalpha()
        else None
    )


def _ligatures(words: str, source: random.Random) -> str | None:
    return words.replace("fi", "ﬁ").replace("fl", "ﬂ") if "fi" in words or "fl" in words else None


def _quotes_and_dashes(words: str, source: random.Random) -> str | None:
    changed = words.translate(str.maketrans({"“": '"', "”": '"', "’": "'", "-": "\u2010"}))
    return changed if changed != words else None


def _broken_again(words: str, source: random.Random) -> str | None:
    """Broken over lines by the model, as it copies them."""
    parts = words.split(" ")
    return (
        " ".join(parts[:4]) + "\n" + " ".join(parts[4:]) if len(parts) > 6 else words[:9] + "\n" + words[9:]
    )


def _spaced(words: str, source: random.Random) -> str | None:
    """Spaces between CJK and digits or Latin, as many models set them."""
    if not re.search("[\u4e00-\u9fff]", words):
        return None
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\dA-Za-z])|(?<=[\dA-Za-z%])(?=[\u4e00-\u9fff])", " ", words)


def _no_stop(words: str, source: random.Random) -> str | None:
    return words.rstrip(".。")


def _with_marker(words: str, source: random.Random) -> str | None:
    return f"¶57 {words}"


SPELLINGS: dict[str, Change] = {
    "verbatim": _no_change,
    "as set": _no_change,
    "first letter": _first_letter,
    "width": _widths,
    "bold inside": _marked,
    "ligatures": _ligatures,
    "quotes and dashes": _quotes_and_dashes,
    "line breaks": _broken_again,
    "spaces in CJK": _spaced,
    "no full stop": _no_stop,
    "paragraph marker": _with_marker,
}

INVENTED_ENGLISH = """\
The directors intend to relocate the headquarters to Lisbon before the end of the decade.
A strategic alliance with three regional cooperatives was concluded during the spring session.
The Contractor waives every claim arising from the flooding of the northern tunnel.
Shareholders holding preference shares may convert them at any time at a fixed premium.
All intellectual property created by freelancers belongs to the publishing house.
The insurer reimburses transport costs only when an ambulance was called.
Training courses on workplace safety are compulsory for apprentices in the foundry.
""".splitlines()
INVENTED_CHINESE = """\
公司拟于明年将总部迁往成都高新区并设立数据中心。
承租人应当按季度向物业管理处缴纳停车位使用费。
管理层建议向全体股东派发特别红利以庆祝成立周年。
乙方派驻现场的工程师须持有特种作业操作证书。
本年度慈善捐赠主要用于山区学校的图书馆建设。
试用期满后双方另行协商确定薪酬标准与福利待遇。
""".splitlines()
INVENTED_JAPANESE = """\
本社を来年春までに福岡市へ移転することを決定いたしました。
株主優待制度を新たに導入し、自社製品を贈呈いたします。
新型車両の試験走行は山間部の路線で実施されました。
賃借人は毎月末日までに駐車場使用料を支払うものとする。
環境報告書は英語版とともに公表される予定です。
""".splitlines()
