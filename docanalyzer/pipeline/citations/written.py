"""The written forms of a citation as one pattern, and what may stand around a place."""

from __future__ import annotations

import re

from docanalyzer.pipeline.citations.numerals import CHINESE_NUMERAL

BRACKET = re.compile(
    r"[\[［【〔](?P<square>[^\[\]［］【】〔〕]{1,200}?)[\]］】〕]"
    r"|[(（](?P<round>(?:[^()（）\n]|\([^()\n]{1,8}\)){1,120}?)[)）]"
)
_ENCLOSED = (
    r"(?P<open>[\[［【〔(（])(?P<place>(?:[^\[\]［］【】〔〕()（）“”\"„「」『』«»\n]|\((?:[a-zA-Z]{1,3}|\d{1,5})\)){2,60}?)"
    r"(?P<glue>[ \t*_]*[:：,，;；–—-]?[ \t*_]*)(?=[“\"„「『«])"
)
_NUMBER = r"(?:\d,\d{3}(?!,?\d)|\d{1,5})(?![\w%]|\.\d)"
_PAGES = rf"{_NUMBER}(?:[ \t]{{0,2}}(?:[-–—~～]|to|through)[ \t]{{0,2}}{_NUMBER})?"
_NEXT_PAGES = rf"[ \t]{{0,2}}(?:,|&|and)[ \t]{{0,2}}{_PAGES}(?![ \t]{{1,2}}(?!and\b)\w)"
_CHINESE = rf"(?:\d{{1,5}}|{CHINESE_NUMERAL})"
_CHINESE_PAGES = (
    rf"第[ \t]?{_CHINESE}(?:[ \t]?[-–—~～至到][ \t]?第?[ \t]?{_CHINESE})?[ \t]?(?:页|頁|ページ)"
    r"|(?<![\d第./])\d{1,5}(?:[-–~～]\d{1,5})?[ \t]?(?:頁|ページ)"
)
_TOTAL = r"(?:(?:[ \t]of[ \t]|/)(?:\d,\d{3}|\d{1,5})\b)?"
_ONE_PAGE = rf"[Pp](?:g?\.|age\b|(?=[ \t]?\d))[ \t]{{0,2}}(?:\d{{1,5}}[ \t]?ff?\b|{_PAGES}|[ivxlc]{{1,8}}\b)"
_SEVERAL_PAGES = rf"[Pp](?:p\.?|ages)[ \t]{{0,2}}{_PAGES}(?:{_NEXT_PAGES})*"
_BARE = (
    # Not between “ and its words: what stands there is quoted itself. (“ closes „, and " must not open.)
    r"(?P<mark>[”」』](?=[ \t,，、*_–—|第pP\d])|[\"＂»“](?=[ \t,，*_–—|]))"
    r"[*_]{0,3}[ \t]{0,3}[,，、|]?[ \t]{0,3}[–—-]?[ \t]{0,3}[*_]{0,3}(?:(?:on|at|from)[ \t]{1,2}[*_]{0,3})?"
    rf"(?P<bare>(?:\d{{1,3}}:[ \t]?)?(?:{_SEVERAL_PAGES}|{_ONE_PAGE}|{_CHINESE_PAGES}|¶{{1,2}}[ \t]?{_PAGES}){_TOTAL})"
)
_LINE_PLACE = (
    r"(?:[Pp]p?\.|[Pp]ages?\b|[Pp]p?(?=[ \t]?\d)|[Ss]ource:|第|[页頁]码?[:：]|\d{1,5}[ \t]?(?:頁|ページ))"
    r"[^\n\[\]()（）“”\"「」『』«»]{0,40}?"
)
_LINE_END = r"[*_]{0,3}[.。|]?[ \t]{0,3}(?=\n|\Z)"
_OWN_LINE = (
    # Quote: “exact words” ⏎ Page: 12
    r"(?P<closed>[”」』\"＂»“])[.,。，]?[*_]{0,3}[ \t]{0,3}\n(?:[ \t]{0,3}>[ \t]{0,3}\n)?"
    r"[ \t>]{0,12}(?:[-*•+][ \t]{1,3})?(?:[–—]|--)?[ \t]?[*_]{0,3}"
    rf"(?P<own>{_LINE_PLACE}){_LINE_END}"
)
_CREDIT = (
    # > exact words ⏎ — p. 12
    r"(?<=\n)(?:[ \t>]{0,12}(?:[–—]|--)|[ \t]{0,3}>[ \t>]{0,8}-)[ \t]?[*_]{0,3}"
    rf"(?P<credit>{_LINE_PLACE}){_LINE_END}"
)
_SAYS = (
    r"\b(?:says?|states?|stated|said|reads?|provides?|notes?|reports?|shows?|explains?|specifies|sets[ ]out|that|as"
    r"|under)[ \t]{1,2}"
    r"|(?:指出|写道|寫道|规定|規定|载明?|載明?|称|稱|说明?|說明?|写明|明确|明確|提到|显示|顯示|记载|記載|约定|約定|表示|披露"
    r"|为|為|的|に|には|では|で|の)[ \t]?"
)
# 第12页“exact words”. Page 12 “Notes” may be a heading there: four words and more are none.
_DIRECTLY = (
    r"(?:(?<=[页頁ジ])[ \t*_]{0,4}(?=[“\"「『])"
    r"|[ \t*_]{1,4}(?=[“\"„«](?:[^\s“”\"„«»]{1,40}[ \t]){3}[^\s“”\"„«»]))"
)
_AHEAD = (
    # On page 12, the report says: “exact words”
    rf"(?<![A-Za-z\d./第])(?P<ahead>(?:{_SEVERAL_PAGES}(?:[ \t]and[ \t]{_NUMBER})?|{_ONE_PAGE}|{_CHINESE_PAGES}){_TOTAL})"
    rf"(?:{_DIRECTLY}|(?:[^\n“”\"„「」『』«»\[\]()（）【】.!?。！？;；|]{{0,80}}?)"
    rf"(?:[:：,，、|(（][ \t*_]{{0,4}}|[–—-][ \t*_]{{1,4}}|{_SAYS})(?=[“\"„「『«]))"
)
_NOTE = r"\[\^(?P<note>[^\]\[\s^]{1,20})\](?::[ \t]*(?P<noted>[^\n]{0,120}))?"
WRITTEN = re.compile("|".join([_NOTE, _ENCLOSED, BRACKET.pattern, _OWN_LINE, _BARE, _CREDIT, _AHEAD]))
BARE = re.compile(_BARE)
AHEAD = re.compile(_AHEAD)

BEGUN_FRAGMENT = re.compile(r"\((?:#[^()\s]{0,80})?\Z")
FRAGMENT = re.compile(r"\(#[^()\s]{0,80}\)")
CLOSING = dict(zip("[［【〔(（", "]］】〕)）", strict=True))
LONGEST_BRACKET = 210
"""No form is longer up to where it is known to be one."""
LONGEST_BARE = 2000
"""A quote without a bracket for its place, which is looked for behind each quotation mark before “p. 3”."""
LONGEST_NEXT_PAGES = 40
"""After so much more text a bare place cannot grow."""
BESIDE = re.compile(r"[\s,，;；、*_]*(?:and|及|和|与)?[\s*_]*", re.IGNORECASE)
_LINE_START = re.compile(r"[\s>*_#•-]*(?:\d+[.)、]\s*)?[*_]*")
PAGED = re.compile(
    r"\d\s*(?:页|頁|ページ)|[页頁]码?\s?[:：]?\s?\d|\bp{1,2}\.?\s*\d|\bpages?\b|¶", re.IGNORECASE
)


def is_link(text: str, match: re.Match[str]) -> bool:
    """[p. 87](target) and ![p. 87](target) are Markdown, not citations."""
    if not match.group("square"):
        return False
    return text.startswith("(", match.end()) or text.endswith("!", 0, match.start())


def begins_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return _LINE_START.fullmatch(text, line, start) is not None


def outer(text: str, start: int, end: int) -> tuple[int, int]:
    """A bracket with another directly around it, [[p. 3]] or ([p. 3]), as one."""
    while start > 0 and CLOSING.get(text[start - 1]) == text[end : end + 1]:
        start, end = start - 1, end + 1
    return start, end


def with_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """A place whose emphasis ends within it, **Page:** 12, from where that begins."""
    if "*" in text[start:end] or "_" in text[start:end]:
        start -= 3 - len(text[max(0, start - 3) : start].rjust(3).rstrip("*_"))
    return start, end


def is_in_bracket(text: str, at: int, floor: int) -> bool:
    """Whether a bracket that opened in the same line is open at `at`."""
    line = text[max(floor, text.rfind("\n", 0, at) + 1, at - LONGEST_BRACKET) : at]
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in CLOSING.items())


def plain(quote: str) -> str:
    """The quote without the marks of the block quote it runs through."""
    return re.sub(r"\n[ \t]*>[ \t]?", "\n", quote)
