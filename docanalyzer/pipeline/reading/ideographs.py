"""Numbers in Chinese characters or Hangul, as Word and browsers write them."""

from __future__ import annotations

from collections.abc import Callable


def ideographs(
    digits: str, units: str, ten_thousand: str, *, leading_one: str = "always", zeros: bool = True
) -> Callable[[int], str]:
    """A positional ideographic number. `digits`: zero to nine; `units`: ten, hundred, thousand.

    leading_one: "always" (壹拾), "not_ten" (十二 but 一百) or "never" (百二); zeros: 一百零一 rather than 百一.
    """

    def bare(power: int, out: str, *, first: bool) -> bool:
        return power > 0 and (
            leading_one == "never" or (leading_one == "not_ten" and power == 1 and first and not out)
        )

    def below_ten_thousand(number: int, *, first: bool) -> str:
        out, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit == 0:
                gap = bool(out)
                continue
            one = "" if digit == 1 and bare(power, out, first=first) else digits[digit]
            out += (digits[0] if gap and zeros else "") + one + (units[power - 1] if power else "")
            gap = False
        return out

    def write(number: int) -> str:
        high, low = divmod(number, 10_000)
        if not high:
            return below_ten_thousand(low, first=True)
        gap = digits[0] if zeros and 0 < low < 1000 else ""
        return (
            below_ten_thousand(high, first=True) + ten_thousand + gap + below_ten_thousand(low, first=False)
        )

    return write
