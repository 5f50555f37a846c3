"""Amounts of money with their currency, in figures, in words, or both.

Babel knows the names of currencies. price-parser was tried: "£1,284.6 million" is 1,284.6 to it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_name, list_currencies

from docanalyzer.pipeline.values.normal import Doubt, Normal
from docanalyzer.pipeline.values.numbers import of_readings, signed
from docanalyzer.pipeline.values.twice import said_twice

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "nl", "pt")
NAMED = {
    "EUR": ("€", "euro", "euros", "欧元"),
    "GBP": ("£", "sterling", "pound sterling", "pounds sterling"),
    "USD": ("us$", "u.s. dollars", "united states dollars", "美金"),
    "CNY": ("rmb", "rmb¥", "cn¥", "人民币", "人民币元", "renminbi", "yuan renminbi"),
    "HKD": ("hk$", "港币", "港元"),
    "JPY": ("jp¥", "yen", "日元", "日圆"),
    "TWD": ("nt$", "新台币"),
    "AUD": ("a$", "au$"),
    "CAD": ("c$", "ca$"),
    "CHF": ("fr.", "sfr.", "swiss francs"),
    "SGD": ("s$",),
    "NZD": ("nz$",),
    "BRL": ("r$",),
    "INR": ("₹",),
    "KRW": ("₩",),
    "RUB": ("₽",),
    "TRY": ("₺",),
    "VND": ("₫",),
    "THB": ("฿",),
}
SIGNS = {name: code for code, called in NAMED.items() for name in called}
"""What Babel does not know a currency by."""
UNSURE = {
    **dict.fromkeys(("$", "dollar", "dollars"), ("$", Doubt.WHICH_DOLLAR)),
    **dict.fromkeys(("¥",), ("¥", Doubt.WHICH_YEN)),
    **dict.fromkeys(("pound", "pounds"), ("£", Doubt.WHICH_POUND)),
    **dict.fromkeys(("元", "圆", "yuan"), ("CNY", Doubt.YUAN_ASSUMED)),
    "": ("", Doubt.NO_CURRENCY),
}
_COINS = re.compile(r"(.+?)[元圆](?:(.)角)?(?:(.)分)?[整正]?")


def read_amount(text: str) -> Normal | None:
    """The number in whole units of its currency: "£1,284.6 million" → 1284600000 GBP."""
    return said_twice(text, _amount) or _amount(text)


def _amount(text: str) -> Normal | None:
    text = re.sub(r"^(?:大写|小写|共计|合计|计|sum of|the sum of)[::]?\s*", "", text.strip(), flags=re.I)
    text = re.sub(r"(?<=[元圆])[整正]$", "", text)
    negative = re.fullmatch(r"\((.+)\)|[-−–]\s?(.+)", text)
    number, currency = _split((negative[1] or negative[2]) if negative else text)
    if number is None or currency is None:
        return None
    readings = tuple(-read for read in number) if negative else number
    code, doubt = UNSURE.get(currency.casefold(), ("", None))
    if doubt is None:
        code = currency_code(currency) or ""
        if not code:
            return None
    return of_readings("amount", readings, code, doubt)


def _split(text: str) -> tuple[tuple[Decimal, ...] | None, str | None]:
    """(readings, what names the currency) of an amount without a sign."""
    coins = _coins(text)
    if coins:
        return coins
    for cut in range(min(len(text), 30) + 1):
        head, tail = text[:cut].strip(), text[cut:].strip()
        if head and not known(head):
            continue
        if tail and (readings := signed(tail)):
            return readings, head
        for length in range(1, min(len(tail), 30)):
            number, name = tail[:-length].strip(), tail[-length:].strip()
            if known(name) and (readings := signed(number)):
                return (readings, _surer(head, name)) if _agree(head, name) else (None, None)
    return None, None


def _surer(head: str, name: str) -> str:
    return head if head and head.casefold() not in UNSURE else name


def _agree(first: str, second: str) -> bool:
    """Whether two names in one amount can be of one currency: US$ … dollars, 人民币 … 元, 港币 … 元."""
    is_counter = second in ("元", "圆") and re.search(r"[\u4e00-\u9fff]", first)
    codes = {known(first), "" if is_counter else known(second)} - {"", "$", "¥", "£"}
    return len(codes) <= 1


def _coins(text: str) -> tuple[tuple[Decimal, ...], str] | None:
    """伍元叁角整, 人民币壹佰万元整: 元 with its tenths and hundredths."""
    lead = next((name for name in ("人民币", "RMB", "CNY", "¥") if text.startswith(name)), "")
    match = _COINS.fullmatch(text[len(lead) :].strip())
    if match is None or known(match[1][-1:] + "元"):
        return None
    readings = signed(match[1])
    tenths, hundredths = (signed(part) if part else (Decimal(0),) for part in (match[2], match[3]))
    if not readings or not tenths or not hundredths:
        return None
    rest = tenths[0] / 10 + hundredths[0] / 100
    return tuple(read + rest for read in readings), lead if lead and lead != "¥" else "CNY" if lead else "元"


def known(name: str) -> str:
    """The currency's code, the sign where it is not sure which, or ""."""
    unsure = UNSURE.get(name.casefold()) if name else None
    return unsure[0] if unsure else currency_code(name) or ""


def currency_code(name: str) -> str | None:
    """ISO 4217 of a sign, a code or a name."""
    return names().get(name.casefold())


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Codes by everything a currency is called in the languages; a name of two currencies is left out."""
    found: dict[str, set[str]] = {}
    for code in CURRENT:
        found.setdefault(code.casefold(), set()).add(code)
        for language in LANGUAGES:
            for count in (1, 2):
                name = get_currency_name(code, count=count, locale=language)
                found.setdefault(name.casefold(), set()).add(code)
    sure = {name: codes.pop() for name, codes in found.items() if len(codes) == 1 and name not in UNSURE}
    return sure | SIGNS


CURRENT = tuple(
    code
    for code in list_currencies()
    if code
    in "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KRW KWD"
    " MAD MOP MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
"""Those that contracts and reports of our readers name."""
