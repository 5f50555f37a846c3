"""Short Chinese and Japanese texts without a declaration: which encoding puts them among its common characters.

Frequencies say nothing of five words ("甲方：张三"). But each of these encodings keeps its common characters
together, and text in another one falls outside.
"""

from __future__ import annotations

from itertools import pairwise

LONGEST = 4000
"""Bytes; longer texts are told apart by their everyday characters."""
_ZONES: dict[str, tuple[range, ...]] = {
    "gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)),  # punctuation; hanzi of level 1
    "cp950": (range(0xA1, 0xA4), range(0xA4, 0xC7)),
    "cp932": (range(0x81, 0x84), range(0x88, 0x98)),  # punctuation and kana; kanji of level 1
    "euc_jp": (range(0xA1, 0xA6), range(0xB0, 0xD0)),
}
_ENOUGH = 0.75


def common_share(data: bytes, encoding: str) -> float:
    """0–1: how many of the two-byte characters are common ones of `encoding`; 0 where it cannot be that one.

    0 too where they stand alone between letters, as accented letters of a Latin text do.
    """
    zones, common, together, pairs = _ZONES.get(encoding, ()), 0, 0, 0
    position, before = 0, -2
    while position < len(data):
        lead = data[position]
        if lead < 0x80:
            position += 1
            continue
        if position + 1 >= len(data) or not _is_trail(data[position + 1], encoding):
            return 0.0
        pairs += 1
        common += any(lead in zone for zone in zones)
        together += before == position - 2
        before = position
        position += 2
    if not pairs or together + 1 < 0.6 * pairs or pairs < 2:
        return 0.0
    share = common / pairs
    return share if share >= _ENOUGH else 0.0


def _is_trail(byte: int, encoding: str) -> bool:
    if encoding in ("gb18030", "euc_jp"):
        return byte >= 0xA1
    if encoding == "cp950":
        return 0x40 <= byte <= 0x7E or byte >= 0xA1
    return 0x40 <= byte <= 0x7E or 0x80 <= byte <= 0xFC


def wide_share(text: str) -> float:
    """0–1: for bytes taken as UTF-16: the share of ideographs, kana, their punctuation and printable ASCII.

    Not Hangul: Chinese in GB 2312 taken as UTF-16 is nothing else.
    """
    usual = sum(
        "\u4e00" <= letter <= "\u9fff"
        or "\u3000" <= letter <= "\u30ff"
        or "\uff00" <= letter <= "\uffef"
        or " " <= letter <= "~"
        or letter in "\t\r\n"
        for letter in text
    )
    return usual / max(len(text), 1)


def unusual_share(text: str) -> float:
    """0–1: characters for private use, lone halves of pairs and what could not be decoded."""
    unusual = sum(
        "\ud800" <= letter <= "\uf8ff" or letter >= "\ufdd0" for letter in text if letter < "\uff00"
    )
    return (unusual + text.count("\ufffd")) / max(len(text), 1)


def has_ideographs(text: str) -> bool:
    return any("\u4e00" <= a <= "\u9fff" and b >= "\u3000" for a, b in pairwise(text)) or (
        len(text) < 3 and any("\u4e00" <= letter <= "\u9fff" for letter in text)
    )
