"""The negations of Chinese, which stand before what they turn, and of Japanese, which end the sentence."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations import lines

_REACH = 44
_REST = 60
_CLAUSE = r"[^，。；：！？,.;:!?\s（）()“”「」『』]"

_BEFORE = re.compile(
    "(?:[不未非无無没沒莫毋勿]|(?<![特分区區级級类類性個个])[别別])$"
    "|(?:不[得能会會应應予再必准許许宜愿願肯敢]|不可(?![抗欠分避或缺撤逆少能])|不(?:同意|认为|認為|认可|認可|接受|构成|構成|承[担擔]|享有|履行|存在|意味着?|視為|视为|代表|属于|屬於)"
    "|禁止|[严嚴]禁|杜[绝絕]|避免|拒[绝絕不]|[无無毋][权權须須需法力从從义義意]|没有|沒有|[并並绝絕决決而]非|[从從]未|[从從绝絕决決]不|[难難]以|否[认認]|反[对對]"
    "|免除|豁免|怠[于於]|逃避|[规規]避|未(?:[按在能於于经經以依向对對与與及曾予获獲有必尽盡充完正如得]|及[时時]))"
    f"{_CLAUSE}{{0,16}}$"
    f"|(?:未(?!来|來|成年|婚|央|名|上市|分配|到期|尽事宜|盡事宜|[必能])|尚未|[无無](?![论論偿償息形限锡錫线線机機])|没(?!收))[^的之，。；：！？,.;:!?\\s（）()“”「」]{{0,8}}$"
    f"|(?:停止|[终終中]止|[暂暫]停|取消)(?:[向对對为為在于於继繼]{_CLAUSE}{{0,12}})?$"
    r"|(?:不得|不能|不可(?!抗)|不[应應]|禁止|[严嚴]禁|[无無][权權])[^。！？]{0,6}[:：][^。！？]{0,80}(?:(?:[（(][^（）()]{1,3}[)）]|\d[.、．])\s*[（(]?|[；;，,、:：]\s*(?:或者?|和|及)?\s*[（(])$"
    r"|(?:^|[，。；：,.;:\s])除了?$"
)
"""An adverb, and what a list has before it, may stand between; a quote that begins inside such a clause is looked at."""
_TRIGGER = re.compile("[不未非无無没沒莫毋勿别別禁杜避拒难難否反免豁怠逃规規停终終中暂暫取尚从從绝絕并並除]")
_LATER = re.compile("(?:[后後时時日前]|期[间間])$")
"""After "when …", "after …" another clause begins."""
_AFTER = re.compile(
    "[ぁ-ん]{0,6}(?:必要|義務|責任|訳|限り|余地|理由)?[ぁ-ん]{0,6}?(?:ない(?!し)|なかっ|なく|なけれ|ません|ませぬ|まい)"
    "|ず(?![つっ])"
    "|不得|不能|不会|不會|不可(?!抗)|不应|不應|不承担|不承擔|不予|不再|没有|沒有|[无無][须須需权權法]|未能|未曾|[难難]以|[并並]非|拒[绝絕]|尚未|[从從]未"
    f"|{_CLAUSE}{{0,10}}(?:除外|例外|不成立|不[属屬][实實]|[并並]非事[实實])"
)
_CLOSES = re.compile(r"[。、，．！？\n」』）)]|\. |$")
_MAY_END = re.compile("[なんまぬず禁免拒怠除]")
_OBLIGES = re.compile(
    "な(?:ければ|くては)なら(?:ない|ず|ぬ)|ざるを得ない|に?(?:かかわ|関わ|拘わ)らず|(?:に限ら|のみなら|必|やむを得|先)ず|に限らない"
)
"""Negations that deny nothing: "must", "regardless", "not only"."""
_ENDS = re.compile(
    "(?<![少危])な(?:い(?!し)|かっ|く)|ませ[んぬ]|まい(?:$|と)|[かがさたなばまらわせけじ]ず(?:に|$)|[かがさたなばまらわせけ]ぬ"
    "|[をは]禁(?:止|[じず])|を(?:免れ|免除|拒[むみん否絶]|怠[りるっ]|除[くき])"
)


def before(text: str, start: int) -> str:
    """A Chinese negation before text[start:] in whose clause it begins; "" where there is none."""
    if start == 0 or (text[start - 1] < "\u2e80" and text[max(0, start - 4) : start].isascii()):
        return ""
    begin = max(0, start - _REACH)
    if not _TRIGGER.search(text, begin, start):
        return ""
    piece = _joined_lines(text, begin, start)
    match = _BEFORE.search(piece)
    return "" if not match or _LATER.search(piece) else match.group().strip()


def after(text: str, end: int) -> str:
    """A negation right after text[:end], or where the clause that goes on after it ends."""
    if end >= len(text):
        return ""
    match = _AFTER.match(text, end)
    if match:
        return match.group().strip()
    if not _MAY_END.search(text, end, end + _REST):
        return ""
    rest = _joined_lines(text, end, min(len(text), end + _REST))
    rest = _OBLIGES.sub("", rest[: _CLOSES.search(rest).start()])  # type: ignore[union-attr]
    match = _ENDS.search(rest)
    return rest[: match.end()] if match else ""


def _joined_lines(text: str, start: int, end: int) -> str:
    """text[start:end] without the line ends of typeset lines."""
    piece = text[start:end]
    if "\n" not in piece:
        return piece
    ends = [start + at for at, character in enumerate(piece) if character == "\n"]
    wrapped = {at for at in ends if lines.is_wrapped(text, at)}
    return "".join(character for at, character in enumerate(piece, start) if at not in wrapped)
